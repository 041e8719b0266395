import { exp, log } from '../random/elementary.js';
import { binOf } from './cancellation.js';
import type { IntradayShape } from './intraday-shape.js';
import type { ModelFile } from './model-file.js';

/** The rate at which one order is cancelled, by its age, its distance from the touch, and the time of day. */
export class CancelHazard {
  /** Per second, [side][age bin][distance bin]. */
  private readonly hazards: Float64Array;
  /** Largest over all distances, [side][age bin]. */
  private readonly bounds: Float64Array;
  private readonly ageEdges: readonly number[];
  private readonly distanceEdges: readonly number[];
  private readonly logShape: Float64Array;
  /** Largest factor of the time of day from each knot on. */
  private readonly largestFrom: Float64Array;
  private readonly response: number;
  private readonly level: number;

  /** @param reaction - factor on the log-response to imbalance: 0 none, 1 as fitted */
  constructor(
    file: ModelFile['cancellation'],
    private readonly shape: IntradayShape,
    reaction: number,
  ) {
    this.ageEdges = file.ageEdgesSeconds;
    this.distanceEdges = file.distanceEdgesTicks;
    const [ages, distances] = [this.ageEdges.length + 1, this.distanceEdges.length + 1];
    this.hazards = new Float64Array(2 * ages * distances);
    this.bounds = new Float64Array(2 * ages);
    this.response = reaction * file.touchImbalance.value;
    // Response and level together leave the mean hazard at the touch as it was fitted.
    const { mean, variance } = file.favourAtTouch;
    this.level = -(this.response * mean + (this.response * this.response * variance) / 2);
    const strongest = exp(Math.abs(this.response) + this.level);
    [file.perSecond.buy, file.perSecond.sell].forEach((rows, side) => {
      rows.forEach((row, age) => {
        row.forEach(({ value }, distance) => {
          this.hazards[(side * ages + age) * distances + distance] = value;
          const largest = distance === 0 ? value * strongest : value;
          this.bounds[side * ages + age] = Math.max(this.bounds[side * ages + age], largest);
        });
      });
    });
    this.logShape = Float64Array.from(file.shape, ({ value }) => log(Math.max(value, 1e-6)));
    this.largestFrom = Float64Array.from(file.shape, ({ value }) => value);
    for (let i = this.largestFrom.length - 2; i >= 0; i--)
      this.largestFrom[i] = Math.max(this.largestFrom[i], this.largestFrom[i + 1]);
  }

  /** Number of age bins. */
  get ages(): number {
    return this.ageEdges.length + 1;
  }

  /** Age from which orders are of the last bin, seconds. */
  get oldestSeconds(): number {
    return this.ageEdges[this.ageEdges.length - 1];
  }

  ageBin(ageSeconds: number): number {
    return binOf(this.ageEdges, ageSeconds);
  }

  /** Age in seconds at which a bin ends; Infinity for the last. */
  ageEnd(bin: number): number {
    return bin < this.ageEdges.length ? this.ageEdges[bin] : Infinity;
  }

  /** A rate per second that no order of that age and side exceeds from that time on, wherever it lies. */
  bound(side: number, ageBin: number, timeNs: number): number {
    return this.bounds[side * this.ages + ageBin] * this.largestFrom[this.shape.segment(timeNs)];
  }

  /**
   * The rate per second of an order.
   * @param distance - ticks behind the touch
   * @param favour - imbalance at the touch in favour of its side
   */
  at(side: number, ageBin: number, distance: number, favour: number, timeNs: number): number {
    const bin = binOf(this.distanceEdges, distance);
    const hazard = this.hazards[(side * this.ages + ageBin) * (this.distanceEdges.length + 1) + bin];
    const logFactor = this.shape.at(this.logShape, timeNs) + (bin === 0 ? this.response * favour + this.level : 0);
    return hazard * exp(logFactor);
  }
}
