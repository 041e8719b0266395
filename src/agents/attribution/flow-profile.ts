import type { Decision, FlowModel, OrderSplittings } from '../../model/index.js';
import type { InstrumentHeader } from '../../tape/index.js';

/** What attribution needs to know of the order flow: which orders will come, by a sample of their quantities. */
export interface FlowProfile {
  /** Usual price: ticks, and units of the currency. */
  readonly priceTicks: number;
  readonly price: number;
  readonly lot: number;
  /** Larger than all but one order in a million. */
  readonly maximumQuantity: number;
  /** How traders split what they want into orders; undefined for a model that does not say. */
  readonly splittings: OrderSplittings | undefined;
  /** A sample of what traders decide to send. */
  readonly sample: readonly Decision[];
}

/** The profile of a fitted background. */
export function flowProfile(model: FlowModel, instrument: InstrumentHeader): FlowProfile {
  const { lot, typicalPriceTicks } = model.file.market;
  return {
    priceTicks: typicalPriceTicks,
    price: (typicalPriceTicks * instrument.moneyPerTick) / 10_000,
    lot,
    maximumQuantity: model.maximumQuantity,
    splittings: model.file.splittings,
    sample: model.decisions(),
  };
}
