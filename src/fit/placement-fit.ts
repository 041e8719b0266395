import { type Estimate, estimate, type ModelFile, NEAR_TICKS } from '../model/index.js';
import { exp, log } from '../random/elementary.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import type { FlowSample, SampledArrival } from './flow-sample.js';
import { type CountedValue, fitLogLogistic } from './log-logistic-fit.js';
import { share } from './tick-law-fit.js';

/** Ticks between prices that people like: multiples of ten ticks. */
const ROUND = 10;

/** Farthest a resting order may lie where no price limit says otherwise. */
const FARTHEST_TICKS = 1_000;

/** Where resting orders are placed: improvement, distance of near and of deep ones, attraction of round prices. */
export function fitPlacement(sample: FlowSample, instrument: InstrumentHeader): ModelFile['placement'] {
  const of = (type: number, side: number) =>
    sample.arrivals.filter((a) => a.head && a.type === type && a.side === side);
  const near = (side: number) => {
    const orders = of(3, side);
    return Array.from({ length: NEAR_TICKS }, (_, i) =>
      share(orders.filter((order) => order.distance === i + 1).length, orders.length),
    );
  };
  const deep = (side: number) => {
    const orders = of(4, side);
    const fit = fitLogLogistic(merged(orders, instrument), 20);
    const round = share(orders.filter((order) => order.price % ROUND === 0).length, orders.length);
    // One price in ten is round by chance.
    const drawn = Math.max(0, (round.value - 1 / ROUND) / (1 - 1 / ROUND));
    return {
      scaleTicks: estimate(fit.law.scale, fit.scaleError),
      shape: estimate(fit.law.shape, fit.shapeError),
      roundShare: estimate(drawn, round.standardError / (1 - 1 / ROUND)),
    };
  };
  const improving = sample.arrivals.filter((a) => a.head && a.type === 1 && a.spread > 2);
  return {
    improveStay: fitImproveStay(improving),
    near: { buy: near(Side.buy), sell: near(Side.sell) },
    deep: { buy: deep(Side.buy), sell: deep(Side.sell) },
  };
}

/** How far from the touch an order of a side may lie until the price limit. */
function ticksToLimit(side: number, touch: number, instrument: InstrumentHeader): number {
  const { lowerLimit, upperLimit } = instrument;
  if (side === Side.buy) return lowerLimit > 0 ? touch - lowerLimit : Math.min(FARTHEST_TICKS, touch - 1);
  return upperLimit > 0 ? upperLimit - touch : FARTHEST_TICKS;
}

/** Equal distances with equal limits become one row with a weight. */
function merged(orders: readonly SampledArrival[], instrument: InstrumentHeader): CountedValue[] {
  const rows = new Map<number, { value: number; weight: number; largest: number }>();
  for (const order of orders) {
    const touch = order.side === Side.buy ? order.price + order.distance : order.price - order.distance;
    const value = order.distance - NEAR_TICKS;
    const largest = Math.max(value, ticksToLimit(order.side, touch, instrument) - NEAR_TICKS);
    const key = value * 4096 + largest;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { value, weight: 1, largest });
    else row.weight++;
  }
  return [...rows.values()].sort((a, b) => a.value - b.value || a.largest - b.largest);
}

/**
 * An order that improves by j of the s − 1 ticks inside a spread s has probability ∝ stay^(j−1). Maximum likelihood by
 * Newton in log-odds of `stay`, with a weak prior at 0.3.
 */
function fitImproveStay(orders: readonly SampledArrival[]): Estimate {
  let logStay = log(0.3);
  let information = 1;
  for (let iteration = 0; iteration < 60; iteration++) {
    let score = -(logStay - log(0.3));
    information = 1;
    for (const { spread, distance } of orders) {
      const taken = -distance - 1;
      let [weight, mean, square] = [0, 0, 0];
      for (let j = 0; j < spread - 1; j++) {
        const w = exp(j * logStay);
        weight += w;
        mean += j * w;
        square += j * j * w;
      }
      mean /= weight;
      score += taken - mean;
      information += square / weight - mean * mean;
    }
    const step = score / information;
    logStay = Math.min(0, logStay + Math.max(-0.5, Math.min(0.5, step)));
    if (Math.abs(step) < 1e-10) break;
  }
  const stay = exp(logStay);
  return estimate(stay, stay / Math.sqrt(information));
}
