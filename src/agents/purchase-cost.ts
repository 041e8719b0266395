import type { InstrumentHeader } from '../tape/index.js';

/** Costs of a purchase beside its value, generously. */
const COSTS = 1.01;

/** Money that buys a quantity at the highest price the day can see: the upper limit, else twice the previous close. */
export function purchaseCost(quantity: number, instrument: InstrumentHeader): number {
  const highest = instrument.upperLimit > 0 ? instrument.upperLimit : Math.max(1, instrument.previousClose) * 2;
  return Math.ceil(quantity * highest * instrument.moneyPerTick * COSTS);
}
