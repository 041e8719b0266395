import type { Emulator } from './emulator.js';
import { QuadraticForm } from './msm-loss.js';
import type { UnitPoint } from './parameter-space.js';

/** A target as an emulator sees it: how far from it the moments of any point would lie, without a simulation. */
export class EmulatedTarget {
  private readonly form: QuadraticForm;
  private readonly predicted: Float64Array;
  private readonly size: number;

  /**
   * @param values - moments that were observed
   * @param observed - their covariance, row-major
   * @param misfit - variance of each moment that the emulator's surface misses
   * @param centre - where the emulator is asked most
   */
  constructor(
    private readonly emulator: Emulator,
    private readonly values: readonly number[],
    private readonly observed: Float64Array,
    private readonly misfit: Float64Array,
    centre: UnitPoint,
  ) {
    this.size = values.length;
    this.predicted = new Float64Array(this.size);
    const unsure = emulator.leverage(centre);
    const covariance = Float64Array.from(observed, (value, at) => value + unsure * emulator.residuals[at]);
    for (let i = 0; i < this.size; i++) covariance[i * (this.size + 1)] += misfit[i];
    this.form = new QuadraticForm(covariance, this.size);
  }

  /** (m − z)'V⁻¹(m − z), V the covariance of target and emulator together: −2 log likelihood but for a constant. */
  distance(at: UnitPoint): number {
    return this.form.at(this.emulator.predict(at, this.predicted), this.values);
  }

  /**
   * The largest |m − z| of a moment in standard deviations of target, emulator and misfit together; above 3 a point is
   * implausible (Pukelsheim's three-sigma rule; Craig et al. 1997).
   */
  implausibility(at: UnitPoint): number {
    const { emulator, observed, misfit, values, predicted, size } = this;
    emulator.predict(at, predicted);
    const unsure = emulator.leverage(at);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      const variance = observed[i * (size + 1)] + misfit[i] + unsure * emulator.residuals[i * (size + 1)];
      const gap = predicted[i] - values[i];
      largest = Math.max(largest, (gap * gap) / variance);
    }
    return Math.sqrt(largest);
  }

  /**
   * Curvature of half the distance at a point over some coordinates, J'V⁻¹J with the slopes of the emulator; row-major.
   */
  curvature(at: UnitPoint, free: readonly number[]): Float64Array {
    const slopes = free.map((i) => this.slope(at, i));
    return Float64Array.from(slopes.flatMap((left) => slopes.map((right) => this.form.product(left, right))));
  }

  private slope(at: UnitPoint, coordinate: number): Float64Array {
    const step = 0.01;
    const moved = (by: number): Float64Array => {
      const point = Float64Array.from(at);
      point[coordinate] += by;
      return this.emulator.predict(point, new Float64Array(this.size));
    };
    const [before, behind] = [moved(-step), moved(step)];
    return behind.map((value, k) => (value - before[k]) / (2 * step));
  }
}

/**
 * Variance of simulated moments around an emulator that chance does not explain.
 * @param chance - variance of each moment over seeds
 */
export function misfitOf({ residuals }: Emulator, chance: ArrayLike<number>): Float64Array {
  const size = chance.length;
  return Float64Array.from(chance, (variance, i) => Math.max(0, residuals[i * (size + 1)] - variance));
}
