import type { Estimate } from '../../model/index.js';

/** A parameter that is another on every day, around a mean. */
export interface RandomEffect {
  /** Of the mean over days. */
  readonly value: number;
  readonly standardError: number;
  /** Standard deviation of the parameter from day to day, beyond what its standard errors explain. */
  readonly betweenDays: number;
}

/**
 * The mean of a parameter over days that each have their own, and how much it differs between them, by moments
 * (DerSimonian & Laird 1986, Controlled Clinical Trials 7). Where an estimate has no error, as at a bound, weights would
 * be infinite: then all days count alike and what they differ by is all taken for the days'.
 * @param estimates - one a day
 */
export function randomEffect(estimates: readonly Estimate[]): RandomEffect {
  const days = estimates.length;
  const first = estimates[0];
  if (estimates.every(({ value, standardError }) => value === first.value && standardError === 0))
    return { value: first.value, standardError: 0, betweenDays: 0 };
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / days;
  if (days === 1) return { ...first, betweenDays: 0 };
  if (estimates.some(({ standardError }) => standardError === 0)) {
    const variance = estimates.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0) / (days - 1);
    return { value: mean, standardError: Math.sqrt(variance / days), betweenDays: Math.sqrt(variance) };
  }
  const fixed = weighted(estimates, 0);
  const weights = estimates.map(({ standardError }) => 1 / (standardError * standardError));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const spread = estimates.reduce(
    (total, { value }, day) => total + weights[day] * (value - fixed.value) * (value - fixed.value),
    0,
  );
  const variance = Math.max(0, (spread - (days - 1)) / (sum - squares / sum));
  return { ...weighted(estimates, variance), betweenDays: Math.sqrt(variance) };
}

/** The mean with weights 1 / (s² + variance). */
function weighted(estimates: readonly Estimate[], variance: number): Estimate {
  let [weights, sum] = [0, 0];
  for (const { value, standardError } of estimates) {
    const weight = 1 / (standardError * standardError + variance);
    weights += weight;
    sum += weight * value;
  }
  return { value: sum / weights, standardError: Math.sqrt(1 / weights) };
}
