import { arrivalTypes, type BackgroundModel, LARGE_BATCH } from '../../model/index.js';
import type { InstrumentHeader } from '../../tape/index.js';

/** What attribution needs to know of the order flow: which orders will come, by a sample of their quantities. */
export interface FlowProfile {
  /** Usual price: ticks, and units of the currency. */
  readonly priceTicks: number;
  readonly price: number;
  readonly lot: number;
  /** Larger than all but one order in a million. */
  readonly maximumQuantity: number;
  /** γ of the decay of the sign autocorrelation, lag^−γ. */
  readonly signExponent: number;
  /** A sample of what traders decide to send. */
  readonly sample: readonly Decision[];
}

/** An order, or several of one side and price sent as one. */
interface Decision {
  /** Quantity of all its orders together, and how many they are. */
  readonly quantity: number;
  readonly orders: number;
  /** Whether it executes at once. */
  readonly marketable: boolean;
  /** How many decisions of a day it stands for. */
  readonly weight: number;
}

/** Decisions per arrival type and side in the sample. */
const SAMPLES = 256;

/** Fractional parts of its multiples fill [0, 1) evenly, whatever they are paired with. */
const GOLDEN_RATIO = 0.6180339887498949;

const RAREST = 0.999_999;

/** The profile of a fitted background. */
export function flowProfile(model: BackgroundModel, instrument: InstrumentHeader): FlowProfile {
  const { market, signs } = model.file;
  return {
    priceTicks: model.typicalPriceTicks,
    price: (model.typicalPriceTicks * instrument.moneyPerTick) / 10_000,
    lot: market.lot,
    maximumQuantity:
      Math.max(...model.quantities.flatMap((sides) => sides.map((law) => law.quantile(RAREST)))) * market.lot,
    signExponent: signs.autocorrelationExponent.value,
    sample: arrivalTypes.flatMap((_, type) => [0, 1].flatMap((side) => sampleDecisions(model, type, side))),
  };
}

function sampleDecisions(model: BackgroundModel, type: number, side: number): Decision[] {
  const { market, arrivals } = model.file;
  return Array.from({ length: SAMPLES }, (_, k) => {
    const orders = model.batchSizes[type][side].quantile((k + 0.5) / SAMPLES);
    const laws = orders >= LARGE_BATCH ? model.batchQuantities : model.quantities;
    const lots = laws[type][side].quantile((k * GOLDEN_RATIO) % 1);
    return {
      quantity: orders * lots * market.lot,
      orders,
      marketable: arrivalTypes[type] === 'marketable',
      weight: arrivals[arrivalTypes[type]].batches / 2 / SAMPLES,
    };
  });
}
