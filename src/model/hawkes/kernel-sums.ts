import { exp } from '../../random/elementary.js';

/** Exponents below which what is left of a kernel counts as nothing: exp(−40) is less than half a last place of 1. */
const FORGOTTEN = 40;
/** exp(−40), the share of a fresh event's contribution below which it is nothing, over one stretch or many. */
const NOTHING = 4.2e-18;

/**
 * What past events still contribute, by type j and decay k:
 *
 *     S_jk(t) = Σ_{t_l < t, type j} b_k exp(−b_k (t − t_l)),
 *
 * kept by its recursion (Ozaki 1979): the sums decay while time passes and rise by b_k with an event. Seconds.
 */
export class KernelSums {
  /** S_jk at k·types + j. */
  readonly values: Float64Array;
  /** ∫ S_jk over the stretch that {@link pass} went through last. */
  readonly integrals: Float64Array;

  constructor(
    readonly types: number,
    /** b_k, per second. */
    readonly decays: ArrayLike<number>,
  ) {
    this.values = new Float64Array(types * decays.length);
    this.integrals = new Float64Array(types * decays.length);
  }

  /** Lets time pass without events. */
  pass(seconds: number): void {
    const { values, integrals, types, decays } = this;
    for (let k = 0, at = 0; k < decays.length; k++) {
      const exponent = decays[k] * seconds;
      const kept = exponent > FORGOTTEN ? 0 : exp(-exponent);
      // 1 − exp(−x) loses its digits where x is small; x − x²/2 does not.
      const gone = (exponent < 1e-5 ? exponent * (1 - exponent / 2) : 1 - kept) / decays[k];
      const least = decays[k] * NOTHING;
      for (const end = at + types; at < end; at++) {
        integrals[at] = values[at] * gone;
        const left = values[at] * kept;
        values[at] = left < least ? 0 : left;
      }
    }
  }

  /** An event of a type happens now. */
  add(type: number): void {
    const { values, types, decays } = this;
    for (let k = 0; k < decays.length; k++) values[k * types + type] += decays[k];
  }
}
