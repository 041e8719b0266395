import { countedNames, measuredNames } from '../../model/index.js';
import { AccountMixture, lawsOf, type MixtureClass } from './account-mixture.js';
import type { AccountSample } from './account-sample.js';

/** Directions along which a class may be split. */
const DIRECTIONS = 3;
const POWER_STEPS = 40;

/** Rounds of EM between the two parts alone. */
const ROUNDS = 12;

/** Neither part may be smaller, in accounts. */
const SMALLEST = 3;

/** Two classes in the place of one, and what they gain. */
export interface ClassSplit {
  readonly split: number;
  readonly parts: readonly MixtureClass[];
  readonly gain: number;
}

/** What accounts show as numbers of one kind, one row a feature: what is not shown is NaN. */
export function accountCoordinates(sample: AccountSample): Float64Array[] {
  const rows = measuredNames.map((name) => {
    const { values, variances } = sample.measured[name];
    return values.map((value, i) => (variances[i] === Infinity ? Number.NaN : value));
  });
  for (const name of countedNames) {
    const { counts, trials } = sample.counted[name];
    rows.push(counts.map((count, i) => (trials[i] === 0 ? Number.NaN : (count + 0.5) / (trials[i] + 1))));
  }
  rows.push(sample.buys.counts.map((count, i) => Math.abs((2 * count) / sample.buys.trials[i] - 1)));
  return rows;
}

/**
 * Ways to make two classes of one, best first: accounts are divided along the principal directions of what the class's
 * accounts show (Boley 1998, "Principal direction divisive partitioning"), and the two parts find their laws by EM.
 */
export function classSplits(
  sample: AccountSample,
  coordinates: readonly Float64Array[],
  mixture: AccountMixture,
): ClassSplit[] {
  const splits: ClassSplit[] = [];
  mixture.posteriors.forEach((weights, split) => {
    const whole = new AccountMixture(
      [{ share: 1, laws: mixture.classes[split].laws.map((law) => law.copy()) }],
      weights,
    );
    whole.improve(0);
    for (const projection of projections(coordinates, weights)) {
      const parts = [1, -1].map((sign): MixtureClass => {
        const own = weights.map((weight, i) => (projection[i] * sign > 0 ? weight : 0));
        return { share: 0.5, laws: lawsOf(sample, own) };
      });
      const divided = new AccountMixture(parts, weights);
      divided.improve(ROUNDS);
      const smallest = Math.min(...divided.posteriors.map((posterior) => posterior.reduce((sum, p) => sum + p, 0)));
      if (smallest < SMALLEST) continue;
      const { share } = mixture.classes[split];
      for (const part of parts) part.share *= share;
      splits.push({ split, parts, gain: divided.logLikelihood - whole.logLikelihood });
    }
  });
  return splits.sort((a, b) => b.gain - a.gain);
}

/** Projections of weighted accounts on their principal directions, about their mean, each feature of unit variance. */
function projections(coordinates: readonly Float64Array[], weights: Float64Array): Float64Array[] {
  const members = [...weights.keys()].filter((i) => weights[i] > 0.01);
  if (members.length < 2 * SMALLEST) return [];
  const rows = coordinates.map((row) => standardised(row, members, weights));
  const found: Float64Array[] = [];
  for (let direction = 0; direction < DIRECTIONS; direction++) {
    let axis: number[] = rows.map((_, feature) => (feature === direction ? 1.5 : 1));
    for (let step = 0; step < POWER_STEPS; step++) {
      const projected = project(rows, axis, members);
      axis = rows.map((row) => members.reduce((sum, i) => sum + weights[i] * row[i] * projected[i], 0));
      const length = Math.sqrt(axis.reduce((sum, x) => sum + x * x, 0));
      if (!(length > 1e-12)) return found;
      axis = axis.map((x) => x / length);
    }
    const projected = project(rows, axis, members);
    found.push(projected);
    // What lies along this direction is taken out before the next one is looked for.
    rows.forEach((row, feature) => {
      for (const i of members) row[i] -= axis[feature] * projected[i];
    });
  }
  return found;
}

function project(rows: readonly Float64Array[], axis: readonly number[], members: readonly number[]): Float64Array {
  const projected = new Float64Array(rows[0].length);
  for (const i of members) projected[i] = rows.reduce((sum, row, feature) => sum + row[i] * axis[feature], 0);
  return projected;
}

/** Centred and of unit variance among weighted members; what is not shown stands at the mean. */
function standardised(row: Float64Array, members: readonly number[], weights: Float64Array): Float64Array {
  let [known, sum, squares] = [0, 0, 0];
  for (const i of members) {
    if (Number.isNaN(row[i])) continue;
    known += weights[i];
    sum += weights[i] * row[i];
    squares += weights[i] * row[i] * row[i];
  }
  const mean = known > 0 ? sum / known : 0;
  const spread = known > 0 ? Math.sqrt(Math.max(0, squares / known - mean * mean)) : 0;
  return row.map((value) => (Number.isNaN(value) || spread < 1e-9 ? 0 : (value - mean) / spread));
}
