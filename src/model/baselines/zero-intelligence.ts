import { z } from 'zod';
import type { Decision } from '../decision.js';
import { estimateSchema } from '../estimate.js';
import { marketShape, modelHeader } from '../model-header.js';
import { typicalBookSchema } from './typical-book.js';
import { unitDecisions, wholeLots } from './unit-decisions.js';

/** A Santa Fe model as it stands in a file. Quantities are the instrument's units, distances ticks, times seconds. */
export const zeroIntelligenceSchema = z.strictObject({
  ...modelHeader('zero-intelligence'),
  market: z.strictObject({ ...marketShape, typicalBook: typicalBookSchema }),
  orderQuantity: estimateSchema.describe('σ: mean quantity of a limit order; all orders have it'),
  marketQuantityPerSecond: estimateSchema.describe('μ: quantity of market orders, both sides together'),
  limitQuantityPerTickSecond: estimateSchema.describe('α: quantity of limit orders on each tick of a side'),
  cancelPerSecond: estimateSchema.describe('δ: hazard of an order'),
  windowTicks: z.int().positive().describe('ticks from the opposite touch within which α and δ were counted'),
  domainTicks: z.int().positive().describe('ticks from the opposite touch within which orders are placed'),
  predictedSpreadTicks: z.number().describe('(μ/α)·(0.28 + 1.86 ε^¾), ε = σδ/μ, to which the mean spread tends'),
  observedSpreadTicks: z.number().describe('mean spread over time'),
});
export type ZeroIntelligenceFile = z.infer<typeof zeroIntelligenceSchema>;

/**
 * Zero intelligence in continuous double auctions: market orders, limit orders uniform in price, and cancels, each
 * Poisson (Smith, Farmer, Gillemot & Krishnamurthy 2003, Quantitative Finance 3).
 */
export class ZeroIntelligence {
  readonly kind = 'zero-intelligence';
  /** Quantity of every order. */
  readonly maximumQuantity: number;

  constructor(readonly file: ZeroIntelligenceFile) {
    this.maximumQuantity = wholeLots(file.orderQuantity.value, file.market.lot);
  }

  /** Market orders of each side per second. */
  get marketPerSecond(): number {
    return this.file.marketQuantityPerSecond.value / 2 / this.maximumQuantity;
  }

  /** Limit orders of each side per second, on all ticks of the domain. */
  get limitPerSecond(): number {
    return (this.file.limitQuantityPerTickSecond.value * this.file.domainTicks) / this.maximumQuantity;
  }

  decisions(): readonly Decision[] {
    const [from, to] = this.file.provenance.windowNs;
    const both = (2 * (to - from)) / 1_000_000_000;
    return unitDecisions(this.maximumQuantity, this.marketPerSecond * both, this.limitPerSecond * both);
  }
}
