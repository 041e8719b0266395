import { exp, log } from '../random/elementary.js';
import { arrivalTypes, LARGE_BATCH } from './arrival-types.js';
import type { Decision } from './decision.js';
import { IntradayShape } from './intraday-shape.js';
import { SPREAD_BUCKETS, STATE_BUCKETS, WALL_BUCKETS } from './market-state.js';
import { Marks } from './marks.js';
import type { ModelFile } from './model-file.js';

/** Marketable orders that a stretch of time is expected to bring. */
export interface ExpectedTaking {
  readonly orders: number;
  /** Quantity that they execute. */
  readonly quantity: number;
}

/** A model ready to use: the file's tables as laws and functions of time. */
export class BackgroundModel {
  readonly kind = 'batch-flow';
  readonly shape: IntradayShape;
  /** What orders look like, by part of the day. */
  readonly marks: readonly Marks[];
  private readonly logRates: readonly Float64Array[];
  private readonly multipliers: Float64Array;

  constructor(readonly file: ModelFile) {
    this.shape = new IntradayShape(file.knotsNs);
    this.marks = file.marks.map((marks) => new Marks(marks));
    this.logRates = arrivalTypes.map((type) =>
      Float64Array.from(file.arrivals[type].ratePerSecond, ({ value }) => log(Math.max(value, 1e-9))),
    );
    this.multipliers = new Float64Array(arrivalTypes.length * STATE_BUCKETS);
    arrivalTypes.forEach((type, i) => {
      const { spreadMultiplier, wallMultiplier } = file.arrivals[type];
      for (let wall = 0; wall < WALL_BUCKETS; wall++)
        spreadMultiplier.forEach(({ value }, bucket) => {
          this.multipliers[i * STATE_BUCKETS + wall * SPREAD_BUCKETS + bucket] = value * wallMultiplier[wall].value;
        });
    });
  }

  /** The part of the day that a time belongs to, as an index into {@link marks}. */
  partAt(timeNs: number): number {
    let part = this.marks.length - 1;
    while (part > 0 && timeNs < this.marks[part].fromNs) part--;
    return part;
  }

  /** Laws of the quantity in lots, [arrival type][side], of the last part of the day: what is usual. */
  get quantities(): Marks['quantities'] {
    return this.marks[this.marks.length - 1].quantities;
  }

  /** The same for orders in large batches. */
  get batchQuantities(): Marks['batchQuantities'] {
    return this.marks[this.marks.length - 1].batchQuantities;
  }

  /** Laws of the number of orders in a batch, [arrival type][side], likewise. */
  get batchSizes(): Marks['batchSizes'] {
    return this.marks[this.marks.length - 1].batchSizes;
  }

  /** Ordinary quantity on the best five levels of a side. */
  get referenceDepth5(): { readonly bid: number; readonly ask: number } {
    return this.file.market.referenceDepth5;
  }

  /** Quantity traded in the fitted window. */
  get referenceVolume(): number {
    return this.file.market.referenceVolume;
  }

  /** Mean mid price of the fitted window, ticks. */
  get typicalPriceTicks(): number {
    return this.file.market.typicalPriceTicks;
  }

  /** Arrivals of a type per second of operational time, both sides, at a spread of one tick (improve: two). */
  rate(type: number, timeNs: number): number {
    return exp(this.shape.at(this.logRates[type], timeNs));
  }

  /** Factor on the rate of a type in a bucket of the market's state; 0 where it cannot arrive. */
  stateMultiplier(type: number, bucket: number): number {
    return this.multipliers[type * STATE_BUCKETS + bucket];
  }

  /** A sample of what traders decide to send, evenly spread over the laws of each type and side. */
  decisions(): readonly Decision[] {
    const { market, arrivals } = this.file;
    return arrivalTypes.flatMap((name, type) =>
      [0, 1].flatMap((side) =>
        Array.from({ length: SAMPLES }, (_, k): Decision => {
          const orders = this.batchSizes[type][side].quantile((k + 0.5) / SAMPLES);
          const laws = orders >= LARGE_BATCH ? this.batchQuantities : this.quantities;
          const lots = laws[type][side].quantile((k * GOLDEN_RATIO) % 1);
          return {
            quantity: orders * lots * market.lot,
            orders,
            marketable: name === 'marketable',
            weight: arrivals[name].batches / 2 / SAMPLES,
          };
        }),
      ),
    );
  }

  /** Larger than all but one order in a million. */
  get maximumQuantity(): number {
    const lots = this.quantities.flatMap((sides) => sides.map((law) => law.quantile(RAREST)));
    return Math.max(...lots) * this.file.market.lot;
  }

  /** What marketable orders are expected to do between two times, by the mean rates of the fitted window. */
  expectedTaking(startNs: number, endNs: number): ExpectedTaking {
    const step = 10_000_000_000;
    const { market, arrivals, signs, provenance } = this.file;
    const buyShare = signs.buyShare.value;
    let [batches, orders] = [0, 0];
    for (let time = startNs; time < endNs; time += step) {
      const more = (this.rate(0, time) * Math.min(step, endNs - time)) / SECOND_NS;
      const [buys, sells] = this.marks[this.partAt(time)].batchSizes[0];
      batches += more;
      orders += more * (buyShare * buys.mean + (1 - buyShare) * sells.mean);
    }
    const [from, to] = provenance.windowNs;
    const perBatch =
      (market.marketableVolumePerSecond * (to - from)) / SECOND_NS / Math.max(1, arrivals.marketable.batches);
    return { orders, quantity: batches * perBatch };
  }
}

const SECOND_NS = 1_000_000_000;

/** Decisions per arrival type and side in the sample. */
const SAMPLES = 256;

/** Fractional parts of its multiples fill [0, 1) evenly, whatever they are paired with. */
const GOLDEN_RATIO = 0.6180339887498949;

const RAREST = 0.999_999;
