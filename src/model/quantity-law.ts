import { DiscreteLognormal } from './discrete-lognormal.js';
import type { QuantityMixtureFile } from './model-file.js';

/** The quantity of an order in lots: round ones that stand out, and a discrete lognormal law of the rest. */
export class QuantityLaw {
  /** Mean in lots. */
  readonly mean: number;
  private readonly lots: Int32Array;
  /** Cumulative shares of the atoms. */
  private readonly cumulative: Float64Array;
  private readonly tail: DiscreteLognormal;

  constructor(file: QuantityMixtureFile) {
    this.lots = Int32Array.from(file.atoms, (atom) => atom.lots);
    const { logMean, logSpread, tilt } = file.tail;
    this.tail = new DiscreteLognormal(logMean.value, logSpread.value, tilt.value, file.largestLots);
    this.cumulative = new Float64Array(file.atoms.length);
    let [sum, mean] = [0, 0];
    file.atoms.forEach((atom, i) => {
      sum += atom.share.value;
      mean += atom.share.value * atom.lots;
      this.cumulative[i] = sum;
    });
    this.mean = mean + (1 - sum) * this.tail.mean;
  }

  /** The quantity that belongs to a uniform number in [0, 1): one draw, one quantity. */
  quantile(u: number): number {
    const { cumulative } = this;
    for (let i = 0; i < cumulative.length; i++) if (u < cumulative[i]) return this.lots[i];
    const atoms = cumulative.length === 0 ? 0 : cumulative[cumulative.length - 1];
    return this.tail.quantile((u - atoms) / (1 - atoms));
  }
}
