import { type CountedFeature, countedNames, type MeasuredFeature, measuredNames } from '../../model/index.js';
import { log } from '../../random/elementary.js';
import { SECOND } from '../../tape/index.js';
import type { AccountFlow, AccountFlows, AccountOrder } from './account-flow.js';
import { inventoryHalfLife } from './inventory-half-life.js';
import { type Measured, medianLife, notMeasured } from './median-life.js';
import { orderResponse } from './order-response.js';

/** What accounts show, one entry an account in every array. */
export interface AccountSample {
  /** Numbers in the tape's table. */
  readonly accounts: Int32Array;
  readonly orders: number;
  readonly lot: number;
  readonly measured: Readonly<Record<MeasuredFeature, { values: Float64Array; variances: Float64Array }>>;
  readonly counted: Readonly<Record<CountedFeature, { counts: Float64Array; trials: Float64Array }>>;
  readonly buys: { readonly counts: Float64Array; readonly trials: Float64Array };
  /** Share of the volume that an account took part in between its first and last execution; NaN of fewer than two. */
  readonly participation: Float64Array;
}

/** A quantity is round when it is a multiple of so many lots. */
const ROUND_LOTS = 10;

/** Orders below which a spread is not measured. */
const FEWEST = 4;

/** Reads the features off what each account did. */
export function accountSample({ flows, seconds, endNs }: AccountFlows): AccountSample {
  const lot = lotOf(flows);
  const count = flows.length;
  const array = () => new Float64Array(count);
  const measured = Object.fromEntries(
    measuredNames.map((name) => [name, { values: array(), variances: array().fill(Infinity) }]),
  ) as Record<MeasuredFeature, { values: Float64Array; variances: Float64Array }>;
  const counted = Object.fromEntries(
    countedNames.map((name) => [name, { counts: array(), trials: array() }]),
  ) as Record<CountedFeature, { counts: Float64Array; trials: Float64Array }>;
  const buys = { counts: array(), trials: array() };
  const participation = array();
  flows.forEach((flow, i) => {
    const { orders, lives, fills } = flow;
    const set = (name: MeasuredFeature, { value, variance }: Measured) => {
      measured[name].values[i] = value;
      measured[name].variances[i] = variance;
    };
    const share = (name: CountedFeature, of: number, trials: number) => {
      counted[name].counts[i] = of;
      counted[name].trials[i] = trials;
    };
    set('orderRate', { value: log(orders.length / seconds), variance: 1 / orders.length });
    set('cancelLife', medianLife(lives));
    set('inventoryHalfLife', inventoryHalfLife(fills, endNs));
    const size = sizes(orders, lot);
    set('sizeLogMean', size.mean);
    set('sizeLogSpread', size.spread);
    set('distance', placement(orders));
    set('gapVariation', gapVariation(orders));
    const [second, minute, fiveMinutes, imbalance] = orderResponse(orders);
    set('response1s', second);
    set('response1m', minute);
    set('response5m', fiveMinutes);
    set('responseImbalance', imbalance);
    const marketable = orders.reduce((sum, order) => sum + (order.marketable ? 1 : 0), 0);
    share('marketShare', marketable, orders.length);
    share('cancelRatio', lives.filter(({ cancelled }) => cancelled).length, lives.length);
    share('roundShare', orders.filter(({ quantity }) => quantity % (ROUND_LOTS * lot) === 0).length, orders.length);
    buys.counts[i] = orders.reduce((sum, order) => sum + (order.buys ? 1 : 0), 0);
    buys.trials[i] = orders.length;
    const executed = fills.reduce((sum, { quantity }) => sum + Math.abs(quantity), 0);
    participation[i] = flow.marketVolume > 0 ? Math.min(1, executed / flow.marketVolume) : Number.NaN;
  });
  const orders = flows.reduce((sum, flow) => sum + flow.orders.length, 0);
  return {
    accounts: Int32Array.from(flows, ({ account }) => account),
    orders,
    lot,
    measured,
    counted,
    buys,
    participation,
  };
}

/** A lot is 100 units where nearly all orders are multiples of it, otherwise one unit. */
function lotOf(flows: readonly AccountFlow[]): number {
  let [round, all] = [0, 0];
  for (const { orders } of flows)
    for (const { quantity } of orders) {
      all++;
      if (quantity % 100 === 0) round++;
    }
  return round >= 0.99 * all ? 100 : 1;
}

function sizes(orders: readonly AccountOrder[], lot: number): { mean: Measured; spread: Measured } {
  const { mean, variance } = moments(orders.map(({ quantity }) => log(quantity / lot)));
  const count = orders.length;
  if (count < FEWEST) return { mean: notMeasured, spread: notMeasured };
  return {
    // Of one size only, an account is still known no better than to a hundredth.
    mean: { value: mean, variance: (variance + 1e-4) / count },
    spread: { value: Math.sqrt(variance), variance: (variance + 1e-4) / (2 * (count - 1)) },
  };
}

function placement(orders: readonly AccountOrder[]): Measured {
  const distances = orders.filter(({ marketable }) => !marketable).map(({ distance }) => Math.max(0, distance));
  if (distances.length < FEWEST) return notMeasured;
  const { mean, variance } = moments(distances);
  const place = 0.5 + mean;
  return { value: log(place), variance: Math.max(variance, 0.05) / (distances.length * place * place) };
}

/** Log of the coefficient of variation of the gaps; its variance is that of a normal law's. */
function gapVariation(orders: readonly AccountOrder[]): Measured {
  const gaps = orders.slice(1).map(({ timeNs }, i) => (timeNs - orders[i].timeNs) / SECOND);
  if (gaps.length < FEWEST) return notMeasured;
  const { mean, variance } = moments(gaps);
  if (!(mean > 0 && variance > 0)) return notMeasured;
  const square = variance / (mean * mean);
  return { value: log(square) / 2, variance: (0.5 + square) / gaps.length };
}

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, variance: values.length > 1 ? squares / (values.length - 1) : 0 };
}
