import { z } from 'zod';
import { formatTimeOfDay, Kind, Phase, type TapeRow, TradeStage } from '../../tape/index.js';
import { MAXIMUM_ORDERS } from '../alert.js';
import { type Detector, type DetectorContext, defineDetector } from '../detector.js';
import { atLeast, type Evidence } from '../evidence.js';
import { articleOf, ruleValues } from '../rule-values.js';

const parameters = z.strictObject({
  dayShare: z.number().positive().max(1).optional().describe("self-traded share of the day's volume, as a fraction"),
  closeCallShare: z.number().positive().max(1).optional().describe("or of the closing call's volume, as a fraction"),
});

/** What one investor traded with himself in one instrument. */
interface SelfTrades {
  readonly instrument: number;
  readonly investor: number;
  day: number;
  closeCall: number;
  startNs: number;
  endNs: number;
  accounts: number[];
  orders: number[];
}

/**
 * Trading with oneself (自买自卖): trades inside one account, or between accounts of one owner, make up a tenth of the
 * stock's whole-day volume, or three tenths of the closing call's.
 *
 * It is a day test and judged when the tape ends. A tape that does not hold the whole day is judged on what it covers,
 * and the evidence says so by its `basis`: a share of the covered session is not a share of the day.
 */
export const ws = defineDetector({
  id: 'ws',
  summary: 'trading with oneself, as shares of the day and of the closing call',
  version: 1,
  practices: ['wash-trading'],
  rule: true,
  parameters,
  create: (given, context) => new WashSales(given, context),
});

class WashSales implements Detector {
  readonly kinds = [Kind.trade, Kind.phase];
  private readonly article: string;
  private readonly dayShare: number;
  private readonly closeCallShare: number;
  private readonly suspects = new Map<number, SelfTrades>();
  /** Bits of the phases that the tape went through. */
  private phases = 0;

  constructor(
    given: z.output<typeof parameters>,
    private readonly context: DetectorContext,
  ) {
    const value = ruleValues(context.thresholds, 'ws', context.header.venue);
    this.article = articleOf(context.thresholds, 'ws');
    this.dayShare = given.dayShare ?? value('dayShare');
    this.closeCallShare = given.closeCallShare ?? value('closeCallShare');
  }

  onRow(row: TapeRow): void {
    if (row.kind === Kind.phase) {
      this.phases |= 1 << row.code;
      return;
    }
    const { investors } = this.context.state;
    const investor = investors.of(row.account);
    if (investor < 0 || investor !== investors.of(row.otherAccount)) return;
    const { instrument, quantity, time } = row;
    const suspect = instrument * investors.count + investor;
    let trades = this.suspects.get(suspect);
    if (trades === undefined) {
      trades = { instrument, investor, day: 0, closeCall: 0, startNs: time, endNs: time, accounts: [], orders: [] };
      this.suspects.set(suspect, trades);
    }
    trades.day += quantity;
    if (row.code === TradeStage.closeCall) trades.closeCall += quantity;
    trades.endNs = time;
    for (const account of [row.account, row.otherAccount])
      if (!trades.accounts.includes(account)) trades.accounts.push(account);
    for (const order of [row.order, row.otherOrder])
      if (trades.orders.length < MAXIMUM_ORDERS && !trades.orders.includes(order)) trades.orders.push(order);
  }

  finish(): void {
    for (const trades of this.suspects.values()) {
      const { instrument, investor, accounts, orders, startNs, endNs } = trades;
      this.context.report({
        suspect: investor,
        practice: 'wash-trading',
        instrument,
        side: -1,
        accounts,
        orders,
        startNs,
        endNs,
        evidence: this.evidence(trades),
      });
    }
  }

  save(): unknown {
    return { phases: this.phases, suspects: structuredClone([...this.suspects]) };
  }

  restore(saved: unknown): void {
    const { phases, suspects } = saved as { phases: number; suspects: [number, SelfTrades][] };
    this.phases = phases;
    for (const [suspect, trades] of structuredClone(suspects)) this.suspects.set(suspect, trades);
  }

  private evidence(trades: SelfTrades): Evidence[] {
    const { article } = this;
    const { dayVolume, volume } = this.context.state.instruments[trades.instrument];
    const naming = { article, alternative: 'share of volume' };
    const day = { ...naming, basis: this.basis() };
    const evidence = [atLeast("self-traded share of the day's volume", trades.day / dayVolume, this.dayShare, day)];
    const closeCall = volume[TradeStage.closeCall];
    if (closeCall > 0) {
      const share = trades.closeCall / closeCall;
      evidence.push(atLeast("self-traded share of the closing call's volume", share, this.closeCallShare, naming));
    }
    return evidence;
  }

  private basis(): string {
    const whole = [Phase.openCallCancelable, Phase.continuous, Phase.closeCall];
    if (whole.every((phase) => (this.phases & (1 << phase)) !== 0)) return 'whole day';
    const { firstNs, lastNs } = this.context.state;
    return `covered session ${formatTimeOfDay(firstNs)}–${formatTimeOfDay(lastNs)}`;
  }
}
