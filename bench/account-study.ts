import { fitAccounts } from '../src/fit/index.js';
import { type AccountClass, logFeatures, type MeasuredFeature } from '../src/model/index.js';
import { exp, log, normalQuantile } from '../src/random/index.js';
import {
  meanDistance,
  type PlantedAccount,
  type PlantedClass,
  plantedMarket,
  sizeMoments,
} from '../test/fit/accounts/planted-accounts.js';

/**
 * The median of a class as fitted, beside that of the accounts that were planted: of a lognormal law the exponential of
 * its mean, of what its accounts were given the geometric mean. Shares are compared by their means.
 */
export interface ClassMedian {
  readonly klass: string;
  readonly feature: string;
  readonly fitted: number;
  readonly planted: number;
  /** Relative; absolute, in the feature's own unit, where `scale` says so. */
  readonly deviation: number;
  readonly scale: 'relative' | 'absolute';
  /** Deviation in the fit's standard errors, which also allow for which accounts were drawn: smaller than a normal number. */
  readonly z: number;
}

export interface AccountRecovery {
  readonly seed: number;
  readonly classes: number;
  /** Hubert & Arabie (1985): 1 is a perfect classification, 0 one by chance. */
  readonly randIndex: number;
  readonly medians: readonly ClassMedian[];
}

/** What an account was given, in the unit of the fitted feature. */
const given: Partial<Record<MeasuredFeature, (account: PlantedAccount) => number>> = {
  orderRate: ({ gapSeconds }) => -log(gapSeconds),
  cancelLife: ({ lifeMean }) => log(lifeMean * Math.LN2),
  sizeLogMean: (account) => sizeMoments(account, normalQuantile).mean,
  sizeLogSpread: (account) => sizeMoments(account, normalQuantile).spread,
  distance: (account) => log(0.5 + meanDistance(account)),
  gapVariation: ({ gapVariation }) => log(gapVariation),
  response1m: ({ response }) => response[1],
  response5m: ({ response }) => response[2],
  responseImbalance: ({ response }) => response[3],
};

/** Plants classes, lets them trade, fits what they are, and compares. */
export function accountRecovery(classes: readonly PlantedClass[], seed: number, minutes: number): AccountRecovery {
  const { tape, accounts } = plantedMarket(classes, seed, minutes);
  const fit = fitAccounts(tape);
  const planted = [...fit.accounts].map((account) => accounts[account]);
  const assigned = planted.map((_, i) => {
    let best = 0;
    fit.posteriors.forEach((posterior, c) => {
      if (posterior[i] > fit.posteriors[best][i]) best = c;
    });
    return best;
  });
  const truth = planted.map(({ klass }) => klass);
  const medians = classes.flatMap(({ id }, klass) => {
    const own = planted.filter((account) => account.klass === klass);
    const found = mostFrequent(assigned.filter((_, i) => truth[i] === klass));
    return classMedians(id, fit.classes.classes[found], own);
  });
  return { seed, classes: fit.classes.classes.length, randIndex: adjustedRandIndex(truth, assigned), medians };
}

function classMedians(klass: string, fitted: AccountClass, own: readonly PlantedAccount[]): ClassMedian[] {
  const medians: ClassMedian[] = [];
  for (const [name, give] of Object.entries(given) as [MeasuredFeature, (account: PlantedAccount) => number][]) {
    const law = fitted.measured[name];
    if (law === null) continue;
    const planted = meanOf(own.map(give));
    const { value, standardError } = law.mean;
    const away = value - planted;
    const [scale, deviation]: ['relative' | 'absolute', number] = logFeatures.includes(name)
      ? ['relative', exp(away) - 1]
      : name === 'sizeLogSpread'
        ? ['relative', away / planted]
        : ['absolute', away];
    medians.push({ klass, feature: name, fitted: value, planted, deviation, scale, z: away / standardError });
  }
  for (const name of ['marketShare', 'roundShare'] as const) {
    const law = fitted.counted[name]!;
    const { value, standardError } = law.mean;
    const planted = meanOf(own.map((account) => (name === 'marketShare' ? account.marketable : account.round)));
    const z = (value - planted) / standardError;
    medians.push({
      klass,
      feature: name,
      fitted: value,
      planted,
      deviation: value / planted - 1,
      scale: 'relative',
      z,
    });
  }
  return medians;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function mostFrequent(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Agreement of two classifications beyond chance (Hubert & Arabie 1985, "Comparing partitions"). */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const tally = (keys: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0);
  };
  const both = tally(a.map((label, i) => `${label} ${b[i]}`));
  const first = tally(a.map(String));
  const second = tally(b.map(String));
  const expected = (first * second) / pairs(a.length);
  return (both - expected) / ((first + second) / 2 - expected);
}
