import { exp } from '../random/elementary.js';

/**
 * The common activity of a market: a factor A(t) on all arrival rates that rises with every arrival and decays,
 *
 *     A(t) = 1 − Σ n_k + Σ n_k S_k(t),   S_k(t) = Σ_l b_k exp(−b_k (t − t_l)) / Λ(t_l),
 *
 * where Λ is the sum of all arrival rates without the factor. That is a Hawkes process of one dimension on top of the
 * intraday shape; its mean is 1 and n_k is the share of arrivals that were set off by others at decay b_k.
 * Times are in seconds here.
 */
export class Activity {
  private readonly levels: Float64Array;
  private readonly floor: number;

  /**
   * @param decays - b_k, per second
   * @param branching - n_k, shares with a sum below 1
   */
  constructor(
    private readonly decays: readonly number[],
    private readonly branching: readonly number[],
  ) {
    this.levels = new Float64Array(decays.length).fill(1);
    this.floor = 1 - branching.reduce((sum, share) => sum + share, 0);
  }

  /** The factor now. */
  get factor(): number {
    let factor = this.floor;
    for (let k = 0; k < this.levels.length; k++) factor += this.branching[k] * this.levels[k];
    return factor;
  }

  /** S_k now. */
  level(k: number): number {
    return this.levels[k];
  }

  /** ∫ A over the next `seconds` without arrivals: the operational time that passes. */
  integral(seconds: number): number {
    let sum = this.floor * seconds;
    for (let k = 0; k < this.levels.length; k++)
      sum += this.branching[k] * this.levels[k] * this.kernelIntegral(k, seconds);
    return sum;
  }

  /** ∫ exp(−b_k u) du over `seconds`. */
  kernelIntegral(k: number, seconds: number): number {
    const x = this.decays[k] * seconds;
    return (x < 1e-8 ? x : 1 - exp(-x)) / this.decays[k];
  }

  /**
   * Seconds after which the integral reaches `operational`, if nothing arrives. The integral is concave, so Newton's
   * steps approach from below; they end a billionth of a second away at the latest.
   */
  secondsUntil(operational: number): number {
    let seconds = 0;
    for (let step = 0; step < 40; step++) {
      const missing = operational - this.integral(seconds);
      let slope = this.floor;
      for (let k = 0; k < this.levels.length; k++)
        slope += this.branching[k] * this.levels[k] * exp(-this.decays[k] * seconds);
      const next = seconds + missing / slope;
      if (next - seconds < 1e-9) return next;
      seconds = next;
    }
    return seconds;
  }

  /** Lets time pass without arrivals. */
  advance(seconds: number): void {
    for (let k = 0; k < this.levels.length; k++) this.levels[k] *= exp(-this.decays[k] * seconds);
  }

  /** An order arrived while all rates without the factor summed to `rate` per second. */
  arrive(rate: number): void {
    for (let k = 0; k < this.levels.length; k++) this.levels[k] += this.decays[k] / rate;
  }
}
