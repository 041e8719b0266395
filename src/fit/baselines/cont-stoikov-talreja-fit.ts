import { type ContStoikovTalrejaFile, contStoikovTalrejaSchema, estimate } from '../../model/index.js';
import { baselineHeader } from './baseline-header.js';
import type { BaselineSample } from './baseline-sample.js';
import { powerExponent } from './power-tail.js';
import { rateOf, withRelativeVariance } from './rates.js';

/** Fewest orders beyond the last level to which a power law is fitted. */
const FEWEST_BEYOND = 10;

/**
 * Cont, Stoikov & Talreja (2010, §3.1): λ(i) = N_l(i)/T, μ = N_m/T · S_m/S_l, θ(i) = N_c(i)/(T·Q_i) · S_c/S_l, of one side.
 * The paper has five levels and a least-squares power law through them; here every distance that 95 % of limit orders keep
 * to has a rate of its own, as a spread of many ticks needs, and the power law (maximum likelihood) is that of the rest.
 */
export function fitContStoikovTalreja(sample: BaselineSample): ContStoikovTalrejaFile {
  const { distances } = sample;
  const { levels, limitSizes, marketSizes, cancelSizes, seconds, beyond } = distances;
  const time = 2 * seconds;
  const ofLevel = <T>(make: (index: number) => T) => Array.from({ length: levels }, (_, index) => make(index));
  let [events, resting] = [0, 0];
  for (let i = 0; i <= levels; i++) {
    events += distances.cancels[i];
    resting += distances.exposure[i];
  }
  const mean = (events * cancelSizes.mean) / resting;
  const hazard = (index: number) => {
    const exposure = distances.exposure[index];
    // Where nothing ever rested there is nothing to count: the hazard of all orders, known to a factor.
    if (exposure === 0) return estimate(mean, mean);
    const count = distances.cancels[index];
    const unit = cancelSizes.mean / exposure;
    const variance = Math.max(1, count) + count * count * cancelSizes.relativeVarianceOfMean;
    return estimate(count * unit, Math.sqrt(variance) * unit);
  };
  const lastTicks = beyond.reduce((last, distance) => Math.max(last, distance), levels + 2);
  return contStoikovTalrejaSchema.parse({
    ...baselineHeader('cont-stoikov-talreja', sample, [
      {
        name: 'levels',
        statement: `${levels} distances from the opposite touch have a rate of their own, and orders beyond share a power law that ends at ${lastTicks} ticks; the paper has 5 levels.`,
      },
    ]),
    orderQuantity: withRelativeVariance(limitSizes.mean, limitSizes.relativeVarianceOfMean),
    marketPerSecond: withRelativeVariance(
      marketSizes.total / time / limitSizes.mean,
      marketSizes.relativeVariance + limitSizes.relativeVarianceOfMean,
    ),
    limitPerSecond: ofLevel((index) => rateOf(distances.limits[index], time)),
    limitTail:
      beyond.length < FEWEST_BEYOND
        ? null
        : {
            perSecond: rateOf(beyond.length, time),
            exponent: powerExponent(beyond, levels + 1, lastTicks),
            lastTicks,
          },
    cancelPerSecond: ofLevel(hazard),
    cancelBeyondPerSecond: hazard(levels),
  });
}
