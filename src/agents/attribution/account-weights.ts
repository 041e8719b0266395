import { exp, normal, pareto, type Stream } from '../../random/index.js';

/** Spread of the logarithm of how often an account trades. */
const SIGMA = 1.2;
/** The busiest accounts follow a power law: this share of them, with this exponent. */
const TAIL_SHARE = 0.05;
const TAIL_EXPONENT = 1.5;

/** How often an account trades, relative to others of its class: lognormal, with a Pareto tail. */
export function drawAccountWeight(stream: Stream): number {
  const body = exp(SIGMA * normal(stream));
  // Both draws are made for every account, so that one account's tail does not shift the others' numbers.
  const tail = pareto(stream, exp(SIGMA * TAIL_START), TAIL_EXPONENT);
  return stream.uniform() < TAIL_SHARE ? tail : body;
}

/** Where the tail begins, in standard deviations: what the body exceeds with probability {@link TAIL_SHARE}. */
const TAIL_START = 1.645;

/**
 * Makes shares add up to 1 with none above `largest`, in place: what is cut off goes to the others in proportion.
 * There must be enough of them: at least 1 / `largest`.
 */
export function shareOut(weights: Float64Array, largest: number): void {
  let capped = -1;
  for (let before = -2; capped !== before; ) {
    before = capped;
    let free = 0;
    let fixed = 0;
    for (const weight of weights) {
      if (weight === largest) fixed += largest;
      else free += weight;
    }
    const factor = free > 0 ? (1 - fixed) / free : 0;
    capped = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] !== largest) weights[i] = Math.min(largest, weights[i] * factor);
      if (weights[i] === largest) capped++;
    }
  }
}
