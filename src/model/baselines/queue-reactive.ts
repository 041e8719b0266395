import { z } from 'zod';
import type { Decision } from '../decision.js';
import { estimateSchema } from '../estimate.js';
import { marketShape, modelHeader } from '../model-header.js';
import { typicalBookSchema } from './typical-book.js';
import { unitDecisions, wholeLots } from './unit-decisions.js';

const queueRatesSchema = z.strictObject({
  limit: z.array(estimateSchema).describe('λ^L(q): limit orders that join, per second'),
  cancel: z.array(estimateSchema).describe('λ^C(q): cancels, of all orders of the queue together'),
  market: z.array(estimateSchema).describe('λ^M(q): market orders, while no queue of the side is better'),
  occupancy: z.array(z.number()).describe('share of time with q orders'),
});

/** A queue-reactive model as it stands in a file: rates by queue and its size, both sides alike. */
export const queueReactiveSchema = z.strictObject({
  ...modelHeader('queue-reactive'),
  market: z.strictObject({ ...marketShape, typicalBook: typicalBookSchema }),
  orderQuantity: estimateSchema.describe('mean quantity of an event at the queues: the unit of q'),
  queueEdges: z.array(z.int().nonnegative()).min(2).describe('least q of each bin'),
  queues: z.array(queueRatesSchema).min(1).describe('1, 2, … ticks, less a half, from the reference price'),
  beyond: z
    .strictObject({ limitPerSecond: estimateSchema, cancelPerSecond: estimateSchema })
    .describe('of each side behind the last queue: no part of the model, but of its likelihood'),
  reference: z.strictObject({
    theta: estimateSchema.describe('probability that the reference price follows the mid price'),
    thetaReinit: estimateSchema.describe('probability that the queues are drawn anew when it has'),
  }),
});
export type QueueReactiveFile = z.infer<typeof queueReactiveSchema>;

/**
 * Simulating and analyzing order book data, the queue-reactive model, with independent queues (model I) around a
 * reference price that moves (model III) (Huang, Lehalle & Rosenbaum 2015, JASA 110).
 */
export class QueueReactive {
  readonly kind = 'queue-reactive';
  /** Quantity of every order. */
  readonly maximumQuantity: number;
  /** Queues a side. */
  readonly levels: number;
  readonly bins: number;
  /** Rates at [(i − 1)·bins + bin], per second. */
  readonly limit: Float64Array;
  readonly cancel: Float64Array;
  readonly market: Float64Array;
  /** Cumulative share of time, likewise. */
  readonly occupancy: Float64Array;
  /** Bin of each q, and of the last one every larger q. */
  private readonly binOf: Int32Array;

  constructor(readonly file: QueueReactiveFile) {
    const { queueEdges, queues } = file;
    this.maximumQuantity = wholeLots(file.orderQuantity.value, file.market.lot);
    this.levels = queues.length;
    this.bins = queueEdges.length;
    const last = queueEdges[this.bins - 1];
    this.binOf = Int32Array.from({ length: last + 1 }, (_, q) => queueEdges.filter((edge) => edge <= q).length - 1);
    const table = (what: 'limit' | 'cancel' | 'market') =>
      Float64Array.from(queues.flatMap((queue) => queue[what].map(({ value }) => value)));
    this.limit = table('limit');
    this.cancel = table('cancel');
    this.market = table('market');
    this.occupancy = new Float64Array(this.levels * this.bins);
    queues.forEach(({ occupancy }, queue) => {
      let sum = 0;
      occupancy.forEach((share, bin) => {
        sum += share;
        this.occupancy[queue * this.bins + bin] = sum;
      });
    });
  }

  /** Orders of the unit in a queue of that quantity, the last one perhaps smaller. */
  queueSize(quantity: number): number {
    return Math.ceil(quantity / this.maximumQuantity);
  }

  /** Cell of the rate tables of a queue of q orders. */
  cell(level: number, q: number): number {
    const { binOf } = this;
    return (level - 1) * this.bins + binOf[q < binOf.length ? q : binOf.length - 1];
  }

  decisions(): readonly Decision[] {
    const [from, to] = this.file.provenance.windowNs;
    const seconds = (to - from) / 1_000_000_000;
    const { referenceVolume } = this.file.market;
    const limits = this.file.queues.reduce(
      (sum, { limit, occupancy }) => sum + limit.reduce((rate, { value }, bin) => rate + value * occupancy[bin], 0),
      0,
    );
    return unitDecisions(this.maximumQuantity, referenceVolume / this.maximumQuantity, 2 * seconds * limits);
  }
}
