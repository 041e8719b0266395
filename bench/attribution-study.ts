import { type AttributedTape, attributeTape, buildPopulation, createModelFlow } from '../src/agents/index.js';
import { fitOrderSplittings } from '../src/fit/index.js';
import { Venue } from '../src/market/index.js';
import type { FlowModel, OrderSplittings } from '../src/model/index.js';
import { Streams } from '../src/random/index.js';
import { rulesInForce } from '../src/rules/index.js';
import { simulate } from '../src/simulation/index.js';
import { Session, Surveillance } from '../src/surveillance/index.js';
import { HOUR, Kind, MINUTE, type Tape, TapeCursor, TapeWriter } from '../src/tape/index.js';
import { smallMarket } from '../test/simulation/small-market.js';

/** A market of one model's flow whose accounts are known: 09:15 to so many minutes after 09:30. */
export function knownAccounts(
  model: FlowModel,
  attribution: 'split' | 'per-order' | 'concentrated',
  options: { readonly active: number; readonly topFiveShare: number; readonly minutes: number; readonly seed: number },
): Tape {
  const { instrument, header } = smallMarket({ accounts: [] });
  const streams = new Streams(options.seed);
  const stream = streams.stream('accounts/0/population');
  const { active, topFiveShare } = options;
  const population = buildPopulation({ attribution, active, topFiveShare, model, stream, instrument });
  const { accounts } = population;
  const tape = new TapeWriter({ ...header, accounts });
  const rules = rulesInForce('szse-chinext', '2025-05-06');
  simulate({
    venue: new Venue({ rules, instruments: header.instruments, accounts, tape }),
    tape,
    agents: [
      {
        agent: createModelFlow({ model, attribution: population.attribution(streams) }),
        informationSet: 'order-by-order',
      },
    ],
    streams,
    startNs: 9 * HOUR + 15 * MINUTE,
    endNs: 9 * HOUR + 30 * MINUTE + options.minutes * MINUTE,
  });
  return tape.finish();
}

/** Takes the accounts of a tape away and gives its orders to others. */
export function attributedAgain(
  tape: Tape,
  options: { readonly active: number; readonly topFiveShare: number; readonly seed: number },
): AttributedTape & { readonly splittings: OrderSplittings } {
  const { active, topFiveShare, seed } = options;
  const splittings = fitOrderSplittings(tape);
  const streams = new Streams(`again/${seed}`);
  return { ...attributeTape(tape, { active, topFiveShare, splittings, streams }), splittings };
}

/** What the tests of abnormal trading measure of every investor. */
export const testStatistics = {
  orders: 'orders of the investor',
  ordered: 'quantity ordered on a side in continuous trading (FD-C)',
  cancelRatio: 'cancelled over ordered quantity of a side in continuous trading (FD-C)',
  bestFiveShare: 'largest share of the best five levels that an order left the investor with (FD-C)',
  executed: 'quantity executed',
  oneSided: '|bought − sold| over executed quantity (reverse trades)',
} as const;
export type TestStatistic = keyof typeof testStatistics;

export interface InvestorStatistics {
  readonly values: Readonly<Record<TestStatistic, readonly number[]>>;
  /** Share of the volume that investors traded with themselves (WS). */
  readonly selfTraded: number;
}

/** Reads every investor's statistics off the state that the detectors share. */
export function investorStatistics(tape: Tape): InvestorStatistics {
  const { state } = new Surveillance(tape.header, []);
  const watched = new Surveillance(tape.header, []);
  const { investors } = state;
  const instrument = watched.state.instruments[0];
  const orders = new Float64Array(investors.count);
  const largest = [new Float64Array(investors.count), new Float64Array(investors.count)];
  const cursor = new TapeCursor(tape);
  let [self, volume, entered, side] = [0, 0, -1, 0];
  while (cursor.next()) {
    watched.onRow(cursor);
    const { kind, account } = cursor;
    if (kind === Kind.accepted && account >= 0) {
      entered = investors.of(account);
      side = cursor.side;
      orders[entered]++;
    }
    if (kind === Kind.trade) {
      volume += cursor.quantity;
      if (account >= 0 && investors.of(account) === investors.of(cursor.otherAccount)) self += cursor.quantity;
    }
    if (entered < 0 || !instrument.rebuilt.settled) continue;
    instrument.bestFive.measure(instrument.rebuilt.book, side, entered);
    const { own, quantity } = instrument.bestFive;
    if (quantity > 0) largest[side][entered] = Math.max(largest[side][entered], own / quantity);
    entered = -1;
  }
  const values = Object.fromEntries(Object.keys(testStatistics).map((name) => [name, [] as number[]])) as Record<
    TestStatistic,
    number[]
  >;
  const { activity } = instrument;
  for (let investor = 0; investor < investors.count; investor++) {
    if (orders[investor] === 0) continue;
    values.orders.push(orders[investor]);
    const [bought, sold] = [0, 1].map((of) => activity.executedToday(investor, of));
    if (bought + sold > 0) {
      values.executed.push(bought + sold);
      values.oneSided.push(Math.abs(bought - sold) / (bought + sold));
    }
    for (const of of [0, 1]) {
      const ordered = activity.ordered(investor, of, Session.continuous);
      if (ordered === 0) continue;
      values.ordered.push(ordered);
      values.cancelRatio.push(activity.cancelled(investor, of, Session.continuous) / ordered);
      values.bestFiveShare.push(largest[of][investor]);
    }
  }
  return { values, selfTraded: self / Math.max(1, volume) };
}

/** Largest distance between two empirical distributions (Kolmogorov & Smirnov), and the 5 % bound of chance. */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): { distance: number; bound: number } {
  const [first, second] = [a, b].map((values) => [...values].sort((x, y) => x - y));
  let [i, j, distance] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const at = Math.min(first[i], second[j]);
    while (i < first.length && first[i] === at) i++;
    while (j < second.length && second[j] === at) j++;
    distance = Math.max(distance, Math.abs(i / first.length - j / second.length));
  }
  return { distance, bound: 1.358 * Math.sqrt((first.length + second.length) / (first.length * second.length)) };
}
