import { arrivalTypes } from './arrival-types.js';
import { logLogisticProbability, logLogisticQuantile } from './log-logistic.js';
import type { MarksFile } from './model-file.js';
import { QuantityLaw } from './quantity-law.js';
import { TickLaw } from './tick-law.js';

/** Where the law of a limit beyond the touch is cut, ticks; the price cage of 2 % lies at about that distance. */
const BEYOND_LARGEST = 30;

/** What orders look like in a part of the day: batches, quantities, and how marketable ones treat the touch. */
export class Marks {
  /** ns since midnight; the part ends where the next begins. */
  readonly fromNs: number;
  /** Laws of the number of orders in a batch, [arrival type][side]. */
  readonly batchSizes: readonly (readonly [BatchSize, BatchSize])[];
  /** Laws of the quantity in lots, [arrival type][side]. */
  readonly quantities: readonly (readonly [QuantityLaw, QuantityLaw])[];
  /** The same for orders in large batches. */
  readonly batchQuantities: readonly (readonly [QuantityLaw, QuantityLaw])[];
  /** The same three for marketable orders that take from a wall, by side. */
  readonly atWall: {
    readonly batchSizes: readonly [BatchSize, BatchSize];
    readonly quantities: readonly [QuantityLaw, QuantityLaw];
    readonly batchQuantities: readonly [QuantityLaw, QuantityLaw];
  };
  /** Share of marketable orders without a limit. */
  readonly withoutLimit: number;
  /** Edges of the buckets of the opposite touch, lots. */
  readonly touchEdgesLots: readonly number[];
  /** Share of marketable orders that take exactly the touch, [side][bucket]. */
  readonly exactlyTouch: readonly [Float64Array, Float64Array];
  /** Laws of the limit beyond the touch, [within the touch, larger][side]. */
  readonly limitBeyond: readonly (readonly [TickLaw, TickLaw])[];
  /** Largest marketable order in lots, by side. */
  readonly largestLots: readonly [number, number];

  constructor(file: MarksFile) {
    this.fromNs = file.fromNs;
    const laws = (table: MarksFile['quantities']) =>
      arrivalTypes.map((type) => [new QuantityLaw(table[type].buy), new QuantityLaw(table[type].sell)] as const);
    this.quantities = laws(file.quantities);
    this.batchQuantities = laws(file.batchQuantities);
    this.batchSizes = arrivalTypes.map(
      (type) => [batchSize(file.batchSize[type].buy), batchSize(file.batchSize[type].sell)] as const,
    );
    const both = ({ buy, sell }: MarksFile['quantities']['join']) =>
      [new QuantityLaw(buy), new QuantityLaw(sell)] as const;
    this.atWall = {
      batchSizes: [batchSize(file.atWall.batchSize.buy), batchSize(file.atWall.batchSize.sell)],
      quantities: both(file.atWall.quantities),
      batchQuantities: both(file.atWall.batchQuantities),
    };
    const { withoutLimit, touchEdgesLots, exactlyTouch, limitBeyond } = file.aggression;
    this.withoutLimit = withoutLimit.value;
    this.touchEdgesLots = touchEdgesLots;
    const values = (estimates: readonly { value: number }[]) => Float64Array.from(estimates, ({ value }) => value);
    this.exactlyTouch = [values(exactlyTouch.buy), values(exactlyTouch.sell)];
    this.limitBeyond = [limitBeyond.within, limitBeyond.larger].map(
      ({ buy, sell }) => [new TickLaw(buy, BEYOND_LARGEST), new TickLaw(sell, BEYOND_LARGEST)] as const,
    );
    const { buy, sell } = file.quantities.marketable;
    const wall = file.atWall.quantities;
    this.largestLots = [
      Math.max(buy.largestLots, wall.buy.largestLots),
      Math.max(sell.largestLots, wall.sell.largestLots),
    ];
  }
}

/** A law of the number of orders in a batch. */
export interface BatchSize {
  readonly mean: number;
  /** The number that belongs to a uniform number in [0, 1). */
  quantile(u: number): number;
}

function batchSize(file: MarksFile['batchSize']['join']['buy']): BatchSize {
  const law = { scale: file.scale.value, shape: file.shape.value };
  let mean = 0;
  for (let k = 1; k <= file.largest; k++) mean += k * logLogisticProbability(law, k, file.largest);
  return { mean, quantile: (u) => logLogisticQuantile(law, u, file.largest) };
}
