import { exp } from '../random/elementary.js';

/**
 * How far the mid price stands from where it recently was: for each horizon τ, mid minus its exponentially weighted mean
 * over the last τ seconds, in ticks. Marketable orders lean against it and resting orders follow it.
 */
export class Displacement {
  /** Ticks, by horizon. */
  readonly values: Float64Array;
  private readonly means: Float64Array;
  private mid = Number.NaN;

  /** @param horizons - seconds */
  constructor(private readonly horizons: readonly number[]) {
    this.values = new Float64Array(horizons.length);
    this.means = new Float64Array(horizons.length);
  }

  /** Time goes by while the price stands still. */
  pass(seconds: number): void {
    if (!(seconds > 0) || Number.isNaN(this.mid)) return;
    for (let i = 0; i < this.horizons.length; i++) {
      this.values[i] *= exp(-seconds / this.horizons[i]);
      this.means[i] = this.mid - this.values[i];
    }
  }

  /** @param mid - ticks */
  move(mid: number): void {
    if (mid === this.mid) return;
    const first = Number.isNaN(this.mid);
    this.mid = mid;
    for (let i = 0; i < this.horizons.length; i++) {
      if (first) this.means[i] = mid;
      this.values[i] = mid - this.means[i];
    }
  }
}
