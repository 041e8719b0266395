import type { Stream, Streams } from '../../random/index.js';
import { autocorrelation } from '../../statistics/index.js';
import { MetaorderLength } from './metaorder-length.js';
import type { OrderSplitting, OrderSplittings } from './split-attribution.js';

/** Metaorders on each side, and exponents γ of the decay, that are tried. */
const TRIED = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512];
const EXPONENTS = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85];

/** Numbers in a row that are no better than the best of an exponent, after which no larger ones are tried. */
const ENOUGH = 4;

/** Lags at which the memory of signs is compared. */
export const SIGN_LAGS = [1, 2, 4, 8, 16, 32, 64, 128] as const;

/** Orders of one kind in the order in which they came. */
export interface OrderSides {
  /** 0 buy, 1 sell. */
  readonly sides: Uint8Array;
  /** Number of the decision that an order is a piece of. */
  readonly decisions: Int32Array;
}

/** Autocorrelation of the signs of orders at each of {@link SIGN_LAGS}. */
export function signMemory(sides: Uint8Array): number[] {
  const signs = Float64Array.from(sides, (side) => 1 - 2 * side);
  return SIGN_LAGS.map((lag) => autocorrelation(signs, lag));
}

/**
 * Share of pairs of orders a lag apart that have the same owner, account or metaorder: were every owner's sign tossed
 * anew, this is the autocorrelation that would be left.
 */
export function ownerMemory(owners: Int32Array): number[] {
  return SIGN_LAGS.map((lag) => {
    let same = 0;
    for (let i = 0; i + lag < owners.length; i++) if (owners[i] === owners[i + lag]) same++;
    return same / Math.max(1, owners.length - lag);
  });
}

/**
 * How orders must be split for splitting alone to give their signs the memory they have. In the model of Lillo, Mike &
 * Farmer (2005) the decay says how long metaorders are and the size of the correlation how many there are at a time;
 * both are found by dividing the tape's own signs among so many, and comparing at lags up to 128.
 */
export function orderSplitting(
  { sides, decisions }: OrderSides,
  streams: Streams,
  kind: keyof OrderSplittings,
): OrderSplitting {
  const memory = signMemory(sides);
  let best: OrderSplitting = { underWay: TRIED[0], exponent: EXPONENTS[0] };
  let least = Infinity;
  for (const exponent of EXPONENTS) {
    const lengths = new MetaorderLength(exponent);
    let [worse, own] = [0, Infinity];
    for (const underWay of TRIED) {
      // The more are under way, the less memory: once that is too little, more of them only make it less.
      if (worse === ENOUGH) break;
      const stream = streams.stream(`accounts/0/${kind}-${exponent}-${underWay}`);
      const split = ownerMemory(divided(sides, decisions, underWay, lengths, stream));
      const distance = memory.reduce((sum, correlation, i) => sum + Math.abs(correlation - split[i]), 0);
      worse = distance < own ? 0 : worse + 1;
      own = Math.min(own, distance);
      if (distance >= least) continue;
      least = distance;
      best = { underWay, exponent };
    }
  }
  return best;
}

/** The metaorder of each order, when so many are under way on each side and all are alike. */
function divided(
  sides: Uint8Array,
  decisions: Int32Array,
  underWay: number,
  lengths: MetaorderLength,
  stream: Stream,
): Int32Array {
  const left = new Int32Array(2 * underWay);
  const running = new Int32Array(2 * underWay);
  const ownerOf = new Int32Array(decisions.reduce((most, decision) => Math.max(most, decision), -1) + 1).fill(-1);
  let begun = 0;
  return Int32Array.from(sides, (side, i) => {
    let owner = ownerOf[decisions[i]];
    if (owner < 0) {
      const place = side * underWay + Math.floor(stream.uniform() * underWay);
      if (left[place] === 0) {
        left[place] = lengths.draw(stream);
        running[place] = begun++;
      }
      left[place]--;
      owner = running[place];
      ownerOf[decisions[i]] = owner;
    }
    return owner;
  });
}
