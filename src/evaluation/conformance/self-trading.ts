import { Kind, type Tape, TapeCursor, TradeStage } from '../../tape/index.js';
import { investorBehind, type RuleFinding, type RuleOptions } from './rule-finding.js';

/** WS over a whole tape, in a plain pass for volumes and one for each investor's trades with himself. */
export function selfTrading(tape: Tape, { thresholds, parameters = {} }: RuleOptions): RuleFinding[] {
  const { values } = thresholds.tests.ws;
  const dayShare = parameters.dayShare ?? values.dayShare;
  const closeCallShare = parameters.closeCallShare ?? values.closeCallShare;
  const volumes = tradedVolumes(tape);
  return [...selfTrades(tape).values()]
    .filter(({ instrument, day, closeCall }) => {
      const volume = volumes[instrument];
      return day / volume.day >= dayShare || (volume.closeCall > 0 && closeCall / volume.closeCall >= closeCallShare);
    })
    .map(({ instrument, investor, timeNs }) => ({ instrument, investor, side: -1, timeNs }));
}

function tradedVolumes(tape: Tape) {
  const volumes = tape.header.instruments.map(() => ({ day: 0, closeCall: 0 }));
  const row = new TapeCursor(tape);
  while (row.next()) {
    if (row.kind !== Kind.trade && row.kind !== Kind.unseen) continue;
    const volume = volumes[row.instrument];
    volume.day += row.quantity;
    if (row.kind === Kind.trade && row.code === TradeStage.closeCall) volume.closeCall += row.quantity;
  }
  return volumes;
}

function selfTrades(tape: Tape) {
  const found = new Map<
    string,
    { instrument: number; investor: string; timeNs: number; day: number; closeCall: number }
  >();
  const row = new TapeCursor(tape);
  while (row.next()) {
    if (row.kind !== Kind.trade || row.account < 0 || row.otherAccount < 0) continue;
    const investor = investorBehind(tape.header, row.account);
    if (investor !== investorBehind(tape.header, row.otherAccount)) continue;
    const { instrument, quantity } = row;
    const key = `${instrument} ${investor}`;
    const trades = found.get(key) ?? { instrument, investor, timeNs: row.time, day: 0, closeCall: 0 };
    trades.day += quantity;
    if (row.code === TradeStage.closeCall) trades.closeCall += quantity;
    found.set(key, trades);
  }
  return found;
}
