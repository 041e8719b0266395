import { sixDigits, type ZeroIntelligenceFile, zeroIntelligenceSchema } from '../../model/index.js';
import { exp, log } from '../../random/elementary.js';
import { baselineHeader } from './baseline-header.js';
import type { BaselineSample } from './baseline-sample.js';
import { withRelativeVariance } from './rates.js';

/** Levels for which the domain has room behind the typical spread: as many as books are published with. */
const FEWEST_LEVELS = 10;

/**
 * Santa Fe zero intelligence (Smith, Farmer, Gillemot & Krishnamurthy 2003). As in Farmer, Patelli & Zovko (2005, PNAS
 * 102) the density of limit orders and the hazard of cancels are counted near the market, here within the distance from
 * the opposite touch that 60 % of limit orders keep to. α = quantity / (2 · ticks · time), μ = quantity taken / time, and δ =
 * quantity cancelled / ∫ quantity resting dt (maximum likelihood; the paper inverts mean lifetimes of cancelled orders,
 * which leaves out those that were executed).
 */
export function fitZeroIntelligence(sample: BaselineSample): ZeroIntelligenceFile {
  const { distances, market } = sample;
  const windowTicks = Math.min(sample.windowTicks, distances.levels);
  let [orders, quantity, cancels, cancelled, resting] = [0, 0, 0, 0, 0];
  for (let i = 0; i < windowTicks; i++) {
    orders += distances.limits[i];
    quantity += distances.limitQuantity[i];
    cancels += distances.cancels[i];
    cancelled += distances.cancelQuantity[i];
    resting += distances.exposure[i];
  }
  const { limitSizes, marketSizes, cancelSizes, seconds } = distances;
  const sigma = limitSizes.mean;
  const mu = marketSizes.total / seconds;
  const alpha = quantity / (2 * windowTicks * seconds);
  const delta = cancelled / resting;
  const domain = Math.max(
    market.typicalBook.spreadTicks + FEWEST_LEVELS - 1,
    Math.round((windowTicks * limitSizes.total) / Math.max(1, quantity)),
  );
  const epsilon = (sigma * delta) / mu;
  return zeroIntelligenceSchema.parse({
    ...baselineHeader('zero-intelligence', sample, [
      {
        name: 'uniform-placement',
        statement: `Limit orders are uniform over ${domain} ticks from the opposite touch, at the density counted within ${windowTicks}; in the paper they reach to infinity. Orders further away stay.`,
      },
    ]),
    orderQuantity: withRelativeVariance(sigma, limitSizes.relativeVarianceOfMean),
    marketQuantityPerSecond: withRelativeVariance(mu, marketSizes.relativeVariance),
    limitQuantityPerTickSecond: withRelativeVariance(alpha, (1 + limitSizes.variation) / Math.max(1, orders)),
    cancelPerSecond: withRelativeVariance(delta, (1 + cancelSizes.variation) / Math.max(1, cancels)),
    windowTicks,
    domainTicks: domain,
    predictedSpreadTicks: sixDigits((mu / alpha) * (0.28 + 1.86 * exp(0.75 * log(epsilon)))),
    observedSpreadTicks: sixDigits(market.meanSpreadTicks),
  });
}
