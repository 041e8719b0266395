import { type Estimate, estimate } from '../../model/index.js';

/** Rate of a Poisson process from a count; without events the standard error is that of one. */
export function rateOf(events: number, exposure: number): Estimate {
  return estimate(events / exposure, Math.sqrt(Math.max(1, events)) / exposure);
}

/** An estimate with its relative variance. */
export function withRelativeVariance(value: number, relativeVariance: number): Estimate {
  return estimate(value, value * Math.sqrt(relativeVariance));
}
