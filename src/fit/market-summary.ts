import {
  type BookState,
  FlowType,
  type FlowVisitor,
  type OrderArrival,
  type OrderCancel,
  readFlow,
} from '../order-flow/index.js';
import { median } from '../statistics/index.js';
import { Phase, type RowSource, SECOND, Side } from '../tape/index.js';

/** What a market looked like over a window of continuous trading, seen once a second where that is said. */
export interface MarketSummary {
  /** Shares of the seconds with a spread of one, two, three and more ticks. */
  readonly spreadShares: readonly number[];
  /** Median quantities, from one observation a second. */
  readonly touchBid: number;
  readonly touchAsk: number;
  readonly depth5Bid: number;
  readonly depth5Ask: number;
  /** Quantity traded. */
  readonly volume: number;
  /** Orders, and cancels, in the window. */
  readonly orders: number;
  readonly cancels: number;
  /** Share of marketable orders that buy. */
  readonly buyShare: number;
  /** Changes of the mid price. */
  readonly moves: number;
  /** Root mean square change of the mid price over 1, 10 and 60 seconds, each over the root of the time: ticks/√s. */
  readonly volatility: readonly number[];
  /** Autocorrelation of the signs of marketable orders at lags 1, 10 and 100. */
  readonly signMemory: readonly number[];
  /** Mid price at the end, ticks. */
  readonly lastMid: number;
}

/** Sums up a window of a tape. */
export function summariseMarket(
  tape: RowSource,
  [startNs, endNs]: readonly [number, number],
  instrument = 0,
): MarketSummary {
  const seconds: BookState[] = [];
  const signs: number[] = [];
  let [volume, orders, cancels, moves, mid] = [0, 0, 0, 0, Number.NaN];
  let state: BookState | undefined;
  let nextSecond = startNs + SECOND;
  const inside = (time: number) => time >= startNs && time < endNs;
  const visitor: FlowVisitor = {
    arrival: ({ time, phase, type, side, executed }: OrderArrival) => {
      if (!inside(time) || phase !== Phase.continuous) return;
      orders++;
      volume += executed;
      if (type === FlowType.marketable) signs.push(side === Side.buy ? 1 : -1);
    },
    cancel: ({ time }: OrderCancel) => {
      if (inside(time)) cancels++;
    },
    settled: (time, after, rebuilt) => {
      for (; nextSecond <= Math.min(time, endNs); nextSecond += SECOND) if (state !== undefined) seconds.push(state);
      const open = rebuilt.phase === Phase.continuous && after.bestBid >= 0 && after.bestAsk >= 0;
      state = open ? { ...after } : undefined;
      if (!open) return;
      const now = after.bestBid + after.bestAsk;
      if (now !== mid && inside(time) && !Number.isNaN(mid)) moves++;
      mid = now;
    },
  };
  readFlow(tape, instrument, visitor);
  const mids = seconds.map(({ bestBid, bestAsk }) => (bestBid + bestAsk) / 2);
  const spreads = [0, 0, 0];
  for (const { bestBid, bestAsk } of seconds) spreads[Math.min(3, bestAsk - bestBid) - 1]++;
  return {
    spreadShares: spreads.map((count) => count / seconds.length),
    touchBid: median(seconds.map(({ bidQuantity }) => bidQuantity)),
    touchAsk: median(seconds.map(({ askQuantity }) => askQuantity)),
    depth5Bid: median(seconds.map(({ bidDepth5 }) => bidDepth5)),
    depth5Ask: median(seconds.map(({ askDepth5 }) => askDepth5)),
    volume,
    orders,
    cancels,
    buyShare: signs.filter((sign) => sign > 0).length / signs.length,
    moves,
    volatility: [1, 10, 60].map((lag) => volatility(mids, lag)),
    signMemory: [1, 10, 100].map((lag) => autocorrelation(signs, lag)),
    lastMid: mids.length > 0 ? mids[mids.length - 1] : Number.NaN,
  };
}

function volatility(mids: readonly number[], lag: number): number {
  let [sum, count] = [0, 0];
  for (let i = lag; i < mids.length; i += lag) {
    const change = mids[i] - mids[i - lag];
    sum += change * change;
    count++;
  }
  return Math.sqrt(sum / count / lag);
}

function autocorrelation(values: readonly number[], lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [product, square] = [0, 0];
  values.forEach((value, i) => {
    square += (value - mean) * (value - mean);
    if (i + lag < values.length) product += (value - mean) * (values[i + lag] - mean);
  });
  return product / square;
}
