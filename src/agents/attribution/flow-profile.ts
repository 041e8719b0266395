import { arrivalTypes, type BackgroundModel } from '../../model/index.js';
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
  /** A sample of the flow: quantity, whether it executes at once, and how many orders of a day it stands for. */
  readonly sample: readonly { readonly quantity: number; readonly marketable: boolean; readonly orders: number }[];
}

/** Quantities per arrival type and side in the sample, at evenly spaced probabilities. */
const SAMPLES = 256;

const RAREST = 0.999_999;

/** The profile of a fitted background. */
export function flowProfile(model: BackgroundModel, instrument: InstrumentHeader): FlowProfile {
  const { market, quantities, signs } = model.file;
  const sample = arrivalTypes.flatMap((type, i) =>
    [quantities[type].buy, quantities[type].sell].flatMap(({ orders }, side) =>
      Array.from({ length: SAMPLES }, (_, k) => ({
        quantity: model.quantities[i][side].quantile((k + 0.5) / SAMPLES) * market.lot,
        marketable: type === 'marketable',
        orders: orders / SAMPLES,
      })),
    ),
  );
  return {
    priceTicks: model.typicalPriceTicks,
    price: (model.typicalPriceTicks * instrument.moneyPerTick) / 10_000,
    lot: market.lot,
    maximumQuantity:
      Math.max(...model.quantities.flatMap((sides) => sides.map((law) => law.quantile(RAREST)))) * market.lot,
    signExponent: signs.autocorrelationExponent.value,
    sample,
  };
}
