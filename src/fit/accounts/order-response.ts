import { fitGeneralisedLinear } from '../generalised-linear.js';
import type { AccountOrder } from './account-flow.js';
import { type Measured, notMeasured } from './median-life.js';

/** Orders, and orders of either side, below which no response is estimated. */
const FEWEST = 30;
const FEWEST_OF_A_SIDE = 5;

/** An intercept, the three returns, the imbalance. */
const PARAMETERS = 5;

/**
 * How an account's intensities of buying and selling respond to what the price has done and to the imbalance: if they
 * are exp(a ± βx/2), an order at x is a buy with log-odds a + βx, and what moves both intensities alike drops out.
 */
export function orderResponse(orders: readonly AccountOrder[]): Measured[] {
  const buys = orders.reduce((sum, order) => sum + (order.buys ? 1 : 0), 0);
  const missing = Array<Measured>(PARAMETERS - 1).fill(notMeasured);
  if (orders.length < FEWEST || Math.min(buys, orders.length - buys) < FEWEST_OF_A_SIDE) return missing;
  const design = new Float64Array(orders.length * PARAMETERS);
  orders.forEach(({ returns, imbalance }, row) => {
    design.set([1, ...returns, imbalance], row * PARAMETERS);
  });
  const { coefficients, standardErrors } = fitGeneralisedLinear({
    family: 'logistic',
    parameters: PARAMETERS,
    design,
    response: Float64Array.from(orders, (order) => (order.buys ? 1 : 0)),
    exposure: new Float64Array(orders.length).fill(1),
    blocks: Int32Array.from(orders, (_, row) => row),
  });
  return missing.map((none, i) => {
    const error = standardErrors[i + 1];
    return error > 0 && error < USELESS ? { value: coefficients[i + 1], variance: error * error } : none;
  });
}

/** A standard error that says nothing: the prior of the coefficient is as narrow. */
const USELESS = 5;
