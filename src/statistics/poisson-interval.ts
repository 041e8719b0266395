import { gammaQuantile } from './incomplete-gamma.js';
import { CONFIDENCE, type Interval } from './interval.js';

/**
 * The exact interval of the rate of a Poisson count over an exposure (Garwood 1936, Biometrika 28): events per unit of
 * exposure. No event in 20 days leaves a rate of up to 0.184 a day possible. Without exposure nothing is known.
 */
export function poissonInterval(events: number, exposure = 1, confidence = CONFIDENCE): Interval {
  if (!(events >= 0 && exposure >= 0))
    throw new Error(`a rate needs events ≥ 0 and exposure ≥ 0, was ${events} in ${exposure}`);
  if (exposure === 0) return { estimate: Number.NaN, lower: 0, upper: Infinity };
  const tail = (1 - confidence) / 2;
  return {
    estimate: events / exposure,
    lower: events === 0 ? 0 : gammaQuantile(tail, events) / exposure,
    upper: gammaQuantile(1 - tail, events + 1) / exposure,
  };
}
