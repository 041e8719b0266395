import {
  MetaorderLength,
  OpenBatches,
  type OrderSplitting,
  type OrderSplittings,
  ownerMemory,
  signMemory,
} from '../../model/index.js';
import { FlowType, readFlow } from '../../order-flow/index.js';
import { type Stream, Streams } from '../../random/index.js';
import type { RowSource } from '../../tape/index.js';

/** Metaorders on each side, and exponents γ of the decay, that are tried. */
const TRIED = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512];
const EXPONENTS = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85];

/** Numbers in a row that are no better than the best of an exponent, after which no larger ones are tried. */
const ENOUGH = 2;

/** Orders of a kind that are looked at, from the first one on. */
const MOST_ORDERS = 50_000;

/** Divisions whose mean is compared: the longest metaorder of a single one moves the memory by itself. */
const DIVISIONS = 4;

/** Orders of one kind in the order in which they came. */
export interface OrderSides {
  /** 0 buy, 1 sell. */
  readonly sides: Uint8Array;
  /** Number of the decision that an order is a piece of. */
  readonly decisions: Int32Array;
}

/**
 * How the orders of a tape must be split for splitting alone to give their signs the memory they have.
 * @param windowNs ns since midnight; all of the tape by default
 */
export function fitOrderSplittings(
  tape: RowSource,
  instrument = 0,
  [startNs, endNs]: readonly [number, number] = [-Infinity, Infinity],
): OrderSplittings {
  const kinds = { marketable: new Sides(), resting: new Sides() };
  const batches = new OpenBatches();
  let orders = 0;
  readFlow(tape, instrument, {
    arrival: ({ time, order, side, type, price }) => {
      if (order < 0 || time < startNs || time >= endNs) return;
      const decision = batches.decisionOf(time, side, price, orders++);
      kinds[type === FlowType.marketable ? 'marketable' : 'resting'].push(side, decision);
    },
  });
  return {
    marketable: orderSplitting(kinds.marketable.finish(), 'marketable'),
    resting: orderSplitting(kinds.resting.finish(), 'resting'),
  };
}

class Sides {
  private readonly sides: number[] = [];
  private readonly decisions: number[] = [];

  push(side: number, decision: number): void {
    if (this.sides.length === MOST_ORDERS) return;
    this.sides.push(side);
    this.decisions.push(decision);
  }

  finish(): OrderSides {
    return { sides: Uint8Array.from(this.sides), decisions: Int32Array.from(this.decisions) };
  }
}

/**
 * How orders of one kind are split. In the model of Lillo, Mike & Farmer (2005) the decay says how long metaorders are
 * and the size of the correlation how many there are at a time; both are found by dividing the tape's own signs among so
 * many, and comparing at lags up to 128.
 * @param kind names the random streams, which no seed moves: the same orders give the same answer
 */
export function orderSplitting(orders: OrderSides, kind: keyof OrderSplittings): OrderSplitting {
  const streams = new Streams('order-splitting');
  const { sides, decisions } = orders;
  const ownerOf = new Int32Array(decisions.reduce((most, decision) => Math.max(most, decision), -1) + 1);
  // A lag that is not shorter than the series has no correlation.
  const memory = signMemory(sides).filter((correlation) => !Number.isNaN(correlation));
  let best: OrderSplitting = { underWay: TRIED[0], exponent: EXPONENTS[0] };
  let least = Infinity;
  for (const exponent of EXPONENTS) {
    const lengths = new MetaorderLength(exponent);
    let [worse, own] = [0, Infinity];
    for (const underWay of TRIED) {
      // The more are under way, the less memory: once that is too little, more of them only make it less.
      if (worse === ENOUGH) break;
      const stream = streams.stream(`${kind}-${exponent}-${underWay}`);
      const splits = Array.from({ length: DIVISIONS }, () =>
        ownerMemory(divided(orders, underWay, lengths, stream, ownerOf)),
      );
      const distance = memory.reduce((sum, correlation, i) => sum + Math.abs(correlation - meanAt(splits, i)), 0);
      worse = distance < own ? 0 : worse + 1;
      own = Math.min(own, distance);
      if (distance >= least) continue;
      least = distance;
      best = { underWay, exponent };
    }
  }
  return best;
}

function meanAt(rows: readonly (readonly number[])[], i: number): number {
  return rows.reduce((sum, row) => sum + row[i], 0) / rows.length;
}

/** The metaorder of each order, when so many are under way on each side and all are alike. */
function divided(
  { sides, decisions }: OrderSides,
  underWay: number,
  lengths: MetaorderLength,
  stream: Stream,
  ownerOf: Int32Array,
): Int32Array {
  const left = new Int32Array(2 * underWay);
  const running = new Int32Array(2 * underWay);
  const owners = new Int32Array(sides.length);
  ownerOf.fill(-1);
  let begun = 0;
  for (let i = 0; i < owners.length; i++) {
    const decision = decisions[i];
    if (ownerOf[decision] < 0) {
      const place = sides[i] * underWay + Math.floor(stream.uniform() * underWay);
      if (left[place] === 0) {
        left[place] = lengths.draw(stream);
        running[place] = begun++;
      }
      left[place]--;
      ownerOf[decision] = running[place];
    }
    owners[i] = ownerOf[decision];
  }
  return owners;
}
