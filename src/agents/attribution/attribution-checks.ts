import { ownerMemory, SIGN_LAGS, signMemory } from '../../model/index.js';
import { FlowType, readFlow } from '../../order-flow/index.js';
import { log } from '../../random/index.js';
import { Kind, type RowSource, TapeCursor } from '../../tape/index.js';

/** What explains the memory of the signs of marketable orders: at each lag the autocorrelation, and the share of pairs of one account. */
export interface SignMemory {
  readonly lags: readonly number[];
  readonly autocorrelation: readonly number[];
  readonly sameAccount: readonly number[];
}

export function signMemoryOf(tape: RowSource): SignMemory {
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

export function tradeNetwork(tape: RowSource): TradeNetwork {
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
  const meanDegree = sum / n;
  return {
    accounts: sorted.length,
    links: n,
    largestDegree: sorted[0],
    tailExponent: 1 / mean,
    tailError: 1 / mean / Math.sqrt(tail),
    assortativity: (product / n - meanDegree * meanDegree) / (square / n - meanDegree * meanDegree),
  };
}
