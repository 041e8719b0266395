/**
 * Total variation between two weighted histograms over the same bins: ½ Σ |share − share|, from 0 to 1; 1 when one of
 * them is empty.
 */
export function totalVariation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const total = sum(one);
  const otherTotal = sum(other);
  if (total === 0 || otherTotal === 0) return 1;
  let distance = 0;
  for (let bin = 0; bin < one.length; bin++) distance += Math.abs(one[bin] / total - other[bin] / otherTotal);
  return distance / 2;
}

/**
 * Wasserstein distance of order 1 between two weighted samples: the area between their distribution functions. NaN when
 * one of them is empty.
 * @param distinct - the values, increasing
 * @param one - weight of each value in the first sample
 * @param other - weight of each value in the second one
 */
export function wasserstein(distinct: ArrayLike<number>, one: ArrayLike<number>, other: ArrayLike<number>): number {
  const total = sum(one);
  const otherTotal = sum(other);
  if (total === 0 || otherTotal === 0) return Number.NaN;
  let below = 0;
  let otherBelow = 0;
  let area = 0;
  for (let at = 0; at + 1 < distinct.length; at++) {
    below += one[at];
    otherBelow += other[at];
    area += Math.abs(below / total - otherBelow / otherTotal) * (distinct[at + 1] - distinct[at]);
  }
  return area;
}

function sum(weights: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < weights.length; at++) total += weights[at];
  return total;
}
