import { InputError } from '../diagnostics/index.js';
import { exp, log } from '../random/elementary.js';
import { arrivalTypes } from './arrival-types.js';
import { IntradayShape } from './intraday-shape.js';
import { logLogisticProbability, logLogisticQuantile } from './log-logistic.js';
import { SPREAD_BUCKETS } from './market-state.js';
import { MODEL_VERSION, type ModelFile, modelFileSchema } from './model-file.js';
import { QuantityLaw } from './quantity-law.js';

/** Marketable orders that a stretch of time is expected to bring. */
export interface ExpectedTaking {
  readonly orders: number;
  /** Quantity that they execute. */
  readonly quantity: number;
}

/** A model ready to use: the file's tables as laws and functions of time. */
export class BackgroundModel {
  readonly shape: IntradayShape;
  /** Laws of the quantity in lots, [arrival type][side]. */
  readonly quantities: readonly (readonly [QuantityLaw, QuantityLaw])[];
  /** The same for orders in batches of {@link LARGE_BATCH} and more. */
  readonly batchQuantities: readonly (readonly [QuantityLaw, QuantityLaw])[];
  /** Laws of the number of orders in a batch, [arrival type][side]. */
  readonly batchSizes: readonly (readonly [BatchSize, BatchSize])[];
  private readonly logRates: readonly Float64Array[];
  private readonly multipliers: Float64Array;

  constructor(readonly file: ModelFile) {
    this.shape = new IntradayShape(file.knotsNs);
    const laws = (table: ModelFile['quantities']) =>
      arrivalTypes.map((type) => [new QuantityLaw(table[type].buy), new QuantityLaw(table[type].sell)] as const);
    this.quantities = laws(file.quantities);
    this.batchQuantities = laws(file.batchQuantities);
    this.batchSizes = arrivalTypes.map(
      (type) => [batchLaw(file.arrivals[type].batchSize.buy), batchLaw(file.arrivals[type].batchSize.sell)] as const,
    );
    this.logRates = arrivalTypes.map((type) =>
      Float64Array.from(file.arrivals[type].ratePerSecond, ({ value }) => log(Math.max(value, 1e-9))),
    );
    this.multipliers = new Float64Array(arrivalTypes.length * SPREAD_BUCKETS);
    arrivalTypes.forEach((type, i) => {
      file.arrivals[type].spreadMultiplier.forEach(({ value }, bucket) => {
        this.multipliers[i * SPREAD_BUCKETS + bucket] = value;
      });
    });
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

  /** Factor on the rate of a type in a spread bucket; 0 where it cannot arrive. */
  spreadMultiplier(type: number, bucket: number): number {
    return this.multipliers[type * SPREAD_BUCKETS + bucket];
  }

  /** What marketable orders are expected to do between two times, by the mean rates of the fitted window. */
  expectedTaking(startNs: number, endNs: number): ExpectedTaking {
    const step = 10_000_000_000;
    const { market, arrivals, signs, provenance } = this.file;
    const [buys, sells] = this.batchSizes[0];
    const ordersPerBatch = signs.buyShare.value * buys.mean + (1 - signs.buyShare.value) * sells.mean;
    let batches = 0;
    for (let time = startNs; time < endNs; time += step)
      batches += (this.rate(0, time) * Math.min(step, endNs - time)) / SECOND_NS;
    const [from, to] = provenance.windowNs;
    const perBatch =
      (market.marketableVolumePerSecond * (to - from)) / SECOND_NS / Math.max(1, arrivals.marketable.batches);
    return { orders: batches * ordersPerBatch, quantity: batches * perBatch };
  }
}

const SECOND_NS = 1_000_000_000;

/** A law of the number of orders in a batch. */
export interface BatchSize {
  readonly mean: number;
  /** The number that belongs to a uniform number in [0, 1). */
  quantile(u: number): number;
}

function batchLaw(file: { largest: number; scale: { value: number }; shape: { value: number } }): BatchSize {
  const law = { scale: file.scale.value, shape: file.shape.value };
  let mean = 0;
  for (let k = 1; k <= file.largest; k++) mean += k * logLogisticProbability(law, k, file.largest);
  return { mean, quantile: (u) => logLogisticQuantile(law, u, file.largest) };
}

/**
 * Checks a parsed model file and makes it ready.
 * @throws InputError that names the first key that is wrong
 */
export function loadModel(json: unknown, file?: string): BackgroundModel {
  const version = (json as { modelVersion?: unknown } | null)?.modelVersion;
  if (version !== undefined && version !== MODEL_VERSION)
    throw new InputError(`model version ${String(version)} was found, expected ${MODEL_VERSION}`, {
      file,
      path: 'modelVersion',
    });
  const parsed = modelFileSchema.safeParse(json);
  if (parsed.success) return new BackgroundModel(parsed.data);
  const [issue] = parsed.error.issues;
  throw new InputError(`not a model file: ${issue.message}`, { file, path: issue.path.join('.') });
}
