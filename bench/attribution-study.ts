import { type AttributedTape, attributeTape } from '../src/agents/attribution/attribute-tape.js';
import { ownerMemory, SIGN_LAGS, signMemory } from '../src/agents/attribution/order-splitting.js';
import { buildPopulation, createModelFlow } from '../src/agents/index.js';
import { Venue } from '../src/market/index.js';
import type { FlowModel } from '../src/model/index.js';
import { FlowType, readFlow } from '../src/order-flow/index.js';
import { log, Streams } from '../src/random/index.js';
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
): AttributedTape {
  const { active, topFiveShare, seed } = options;
  return attributeTape(tape, { active, topFiveShare, streams: new Streams(`again/${seed}`) });
}

/** What explains the memory of the signs of marketable orders: at each lag the autocorrelation, and the share of pairs of one account. */
export interface SignMemory {
  readonly lags: readonly number[];
  readonly autocorrelation: readonly number[];
  readonly sameAccount: readonly number[];
}

export function signMemoryOf(tape: Tape): SignMemory {
  const sides: number[] = [];
  const owners: number[] = [];
  readFlow(tape, 0, {
    arrival: ({ order, side, type, account }) => {
      if (order < 0 || type !== FlowType.marketable) return;
      sides.push(side);
      owners.push(account);
    },
  });
  return {
    lags: SIGN_LAGS,
    autocorrelation: signMemory(Uint8Array.from(sides)),
    sameAccount: ownerMemory(Int32Array.from(owners)),
  };
}

/** Who traded with whom: how many others an account met, and whether busy ones meet busy ones. */
export interface TradeNetwork {
  readonly accounts: number;
  readonly links: number;
  readonly largestDegree: number;
  /** Hill's estimate of the tail exponent of P(degree > k) over the upper tenth, and its standard error. */
  readonly tailExponent: number;
  readonly tailError: number;
  /** Correlation of the degrees at the two ends of a link (Newman 2002): below 0 the network is disassortative. */
  readonly assortativity: number;
}

export function tradeNetwork(tape: Tape): TradeNetwork {
  const links = new Set<number>();
  const { count } = tape.header.accounts;
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { kind, account: a, otherAccount: b } = cursor;
    if (kind === Kind.trade && a >= 0 && b >= 0 && a !== b) links.add(Math.min(a, b) * count + Math.max(a, b));
  }
  const degrees = new Float64Array(count);
  for (const link of links) {
    degrees[Math.floor(link / count)]++;
    degrees[link % count]++;
  }
  const sorted = [...degrees].filter((degree) => degree > 0).sort((a, b) => b - a);
  const tail = Math.max(2, Math.floor(sorted.length / 10));
  const mean = sorted.slice(0, tail).reduce((sum, degree) => sum + log(degree / sorted[tail]), 0) / tail;
  let [product, sum, square] = [0, 0, 0];
  for (const link of links) {
    const [a, b] = [degrees[Math.floor(link / count)], degrees[link % count]];
    product += a * b;
    sum += (a + b) / 2;
    square += (a * a + b * b) / 2;
  }
  const n = links.size;
  return {
    accounts: sorted.length,
    links: n,
    largestDegree: sorted[0],
    tailExponent: 1 / mean,
    tailError: 1 / mean / Math.sqrt(tail),
    assortativity: (product / n - (sum / n) ** 2) / (square / n - (sum / n) ** 2),
  };
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
