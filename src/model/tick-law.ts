import { type LogLogistic, logLogisticQuantile } from './log-logistic.js';
import type { TickLawFile } from './model-file.js';

/** A distance of 0, 1, 2, … ticks: atoms, and beyond them a log-logistic tail. */
export class TickLaw {
  private readonly cumulative: Float64Array;
  private readonly tail: LogLogistic;

  /** @param largest - ticks at which the tail is cut */
  constructor(
    file: TickLawFile,
    private readonly largest: number,
  ) {
    let sum = 0;
    this.cumulative = Float64Array.from(file.atoms, (atom) => {
      sum += atom.value;
      return sum;
    });
    this.tail = { scale: file.tail.scaleTicks.value, shape: file.tail.shape.value };
  }

  /** The distance that belongs to a uniform number in [0, 1). */
  quantile(u: number): number {
    const { cumulative } = this;
    const atoms = cumulative.length;
    for (let i = 0; i < atoms; i++) if (u < cumulative[i]) return i;
    const within = cumulative[atoms - 1];
    if (within >= 1) return atoms - 1;
    return atoms - 1 + logLogisticQuantile(this.tail, (u - within) / (1 - within), this.largest - atoms + 1);
  }
}
