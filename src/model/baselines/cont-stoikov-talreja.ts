import { z } from 'zod';
import { exp, log } from '../../random/elementary.js';
import type { Decision } from '../decision.js';
import { estimateSchema } from '../estimate.js';
import { marketShape, modelHeader } from '../model-header.js';
import { typicalBookSchema } from './typical-book.js';
import { unitDecisions, wholeLots } from './unit-decisions.js';

/** A Cont–Stoikov–Talreja model as it stands in a file: rates of each side, per second; distances from the opposite touch. */
export const contStoikovTalrejaSchema = z.strictObject({
  ...modelHeader('cont-stoikov-talreja'),
  market: z.strictObject({ ...marketShape, typicalBook: typicalBookSchema }),
  orderQuantity: estimateSchema.describe('S: mean quantity of a limit order, the unit of all orders'),
  marketPerSecond: estimateSchema.describe('μ: market orders of the unit, each side'),
  limitPerSecond: z.array(estimateSchema).min(1).describe('λ(i): limit orders 1, 2, … ticks from the opposite touch'),
  limitTail: z
    .strictObject({
      perSecond: estimateSchema.describe('limit orders beyond, all together'),
      exponent: estimateSchema.describe('a of λ(i) ∝ i^−a'),
      lastTicks: z.int().positive().describe('distance at which the power law ends'),
    })
    .nullable()
    .describe('power law beyond the last level'),
  cancelPerSecond: z.array(estimateSchema).min(1).describe('θ(i): hazard of an order i ticks from the opposite touch'),
  cancelBeyondPerSecond: estimateSchema.describe('θ of orders beyond the last level'),
});
export type ContStoikovTalrejaFile = z.infer<typeof contStoikovTalrejaSchema>;

/**
 * A stochastic model for order book dynamics: unit orders, Poisson arrivals whose rate depends on the distance from the
 * opposite best quote, cancels in proportion to what rests (Cont, Stoikov & Talreja 2010, Operations Research 58).
 */
export class ContStoikovTalreja {
  readonly kind = 'cont-stoikov-talreja';
  /** Quantity of every order. */
  readonly maximumQuantity: number;
  /** λ(1) + … + λ(i), at index i − 1; the last one is the rate of all limit orders of a side. */
  readonly cumulativeLimit: Float64Array;
  /** θ(i) at index i − 1. */
  readonly cancelPerSecond: Float64Array;
  readonly marketPerSecond: number;

  constructor(readonly file: ContStoikovTalrejaFile) {
    const quantity = wholeLots(file.orderQuantity.value, file.market.lot);
    this.maximumQuantity = quantity;
    const scale = file.orderQuantity.value / quantity;
    this.marketPerSecond = file.marketPerSecond.value * scale;
    this.cancelPerSecond = Float64Array.from(file.cancelPerSecond, ({ value }) => value);
    const rates = [...file.limitPerSecond.map(({ value }) => value), ...tailRates(file)];
    let sum = 0;
    this.cumulativeLimit = Float64Array.from(rates, (rate) => {
      sum += rate * scale;
      return sum;
    });
  }

  get cancelBeyondPerSecond(): number {
    return this.file.cancelBeyondPerSecond.value;
  }

  decisions(): readonly Decision[] {
    const [from, to] = this.file.provenance.windowNs;
    const both = (2 * (to - from)) / 1_000_000_000;
    const limits = this.cumulativeLimit[this.cumulativeLimit.length - 1];
    return unitDecisions(this.maximumQuantity, this.marketPerSecond * both, limits * both);
  }
}

/** λ(i) beyond the last level, which share the rate of all of them by the power law. */
function tailRates({ limitPerSecond, limitTail }: ContStoikovTalrejaFile): number[] {
  if (limitTail === null) return [];
  const from = limitPerSecond.length + 1;
  const weights = Array.from({ length: Math.max(0, limitTail.lastTicks - from + 1) }, (_, k) =>
    exp(-limitTail.exponent.value * log(from + k)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight / total) * limitTail.perSecond.value);
}
