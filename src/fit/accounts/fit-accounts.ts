import { InputError } from '../../diagnostics/index.js';
import {
  type AccountClass,
  type AccountClasses,
  accountClassesSchema,
  type CountedFeature,
  countedNames,
  estimate,
  type MeasuredFeature,
  measuredNames,
  sixDigits,
} from '../../model/index.js';
import { log } from '../../random/elementary.js';
import { median } from '../../statistics/index.js';
import type { RowSource } from '../../tape/index.js';
import { readAccountFlows } from './account-flow.js';
import { AccountMixture, lawsOf } from './account-mixture.js';
import { type AccountSample, accountSample } from './account-sample.js';
import { accountCoordinates, type ClassSplit, classSplits } from './class-splits.js';
import type { CountedLaw } from './counted-law.js';
import type { DirectionLaw } from './direction-law.js';
import type { MeasuredLaw } from './measured-law.js';

export interface AccountFitOptions {
  /** Index into the header's instruments. @defaultValue 0 */
  readonly instrument?: number;
  /** Most classes that are tried. @defaultValue 12 */
  readonly mostClasses?: number;
}

/** The classes, and for each account of the tape that sent orders how probably it belongs to each of them. */
export interface AccountFit {
  readonly classes: AccountClasses;
  /** Numbers in the tape's table. */
  readonly accounts: Int32Array;
  /** [class][account]. */
  readonly posteriors: readonly Float64Array[];
}

/** Accounts below which there is nothing to classify. */
const FEWEST_ACCOUNTS = 20;

/** Splits that are carried through for each further class; the likelier result is kept. */
const CANDIDATES = 2;

/** Numbers of classes in a row that do not lower the criterion, after which no more are tried. */
const PATIENCE = 2;

/**
 * Classes of accounts on a tape that names them: a mixture over what accounts show, each figure with its sampling error
 * (a hierarchical model by EM), the number of classes by the Bayesian information criterion (Schwarz 1978). It grows
 * class by class from one, and is deterministic.
 *
 * Features of an account are taken as independent within its class: what moves them together there shows as more classes.
 *
 * @throws InputError when the tape names no accounts, or too few
 */
export function fitAccounts(tape: RowSource, options: AccountFitOptions = {}): AccountFit {
  const sample = accountSample(readAccountFlows(tape, options.instrument ?? 0));
  const count = sample.accounts.length;
  if (count < FEWEST_ACCOUNTS)
    throw new InputError(
      `too little to classify: ${count} accounts sent orders in continuous trading, expected at least ${FEWEST_ACCOUNTS}`,
      undefined,
      count === 0
        ? 'an anonymous tape has no accounts: a scenario gives its orders to some by `accounts.attribution`'
        : undefined,
    );
  const { mixture, criterion } = chooseClasses(sample, options.mostClasses ?? 12);
  const order = mixture.classes.map((_, c) => c).sort((a, b) => mixture.classes[b].share - mixture.classes[a].share);
  const classes = accountClassesSchema.parse({
    accounts: count,
    orders: sample.orders,
    lot: sample.lot,
    criterion,
    classes: order.map((c, rank) => describeClass(`class-${rank + 1}`, mixture, c, sample)),
  });
  return { classes, accounts: sample.accounts, posteriors: order.map((c) => mixture.posteriors[c]) };
}

/** The number of classes with the least BIC, and what each number came to. */
function chooseClasses(sample: AccountSample, most: number) {
  const count = sample.accounts.length;
  const coordinates = accountCoordinates(sample);
  const weights = new Float64Array(count).fill(1);
  const bicOf = ({ logLikelihood, parameters }: AccountMixture) => parameters * log(count) - 2 * logLikelihood;
  let mixture = new AccountMixture([{ share: 1, laws: lawsOf(sample, weights) }], weights);
  mixture.improve();
  let best = mixture;
  const criterion: AccountClasses['criterion'] = [];
  for (let misses = 0; ; ) {
    const { classes, logLikelihood } = mixture;
    const bic = bicOf(mixture);
    criterion.push({ classes: classes.length, logLikelihood: hundredths(logLikelihood), bic: hundredths(bic) });
    if (bic < bicOf(best) || mixture === best) {
      best = mixture;
      misses = 0;
    } else misses++;
    if (misses === PATIENCE || classes.length === most) break;
    const wider = widen(sample, coordinates, mixture, weights);
    if (wider === undefined) break;
    mixture = wider;
  }
  return { mixture: best, criterion };
}

/** The likeliest mixture of one class more that the best splits lead to; undefined when no class can be split. */
function widen(
  sample: AccountSample,
  coordinates: readonly Float64Array[],
  mixture: AccountMixture,
  weights: Float64Array,
): AccountMixture | undefined {
  let best: AccountMixture | undefined;
  for (const { split, parts } of different(classSplits(sample, coordinates, mixture))) {
    const classes = mixture.classes.flatMap((one, c) =>
      (c === split ? parts : [one]).map(({ share, laws }) => ({ share, laws: laws.map((law) => law.copy()) })),
    );
    const wider = new AccountMixture(classes, weights);
    wider.improve();
    if (best === undefined || wider.logLikelihood > best.logLikelihood) best = wider;
  }
  return best;
}

/** The best split of each class, the best of them first. */
function different(splits: readonly ClassSplit[]): ClassSplit[] {
  const seen = new Set<number>();
  return splits.filter(({ split }) => !seen.has(split) && seen.add(split)).slice(0, CANDIDATES);
}

function describeClass(id: string, mixture: AccountMixture, c: number, sample: AccountSample): AccountClass {
  const { share, laws } = mixture.classes[c];
  const weights = mixture.posteriors[c];
  const count = sample.accounts.length;
  // Laws stand in the order of the features, without those that no account shows.
  const left = [...laws];
  const measured = Object.fromEntries(
    measuredNames.map((name) => {
      const shown = sample.measured[name].variances.filter((variance) => variance !== Infinity).length >= 2;
      return [name, shown ? normalOf(left.shift() as MeasuredLaw, weights) : null];
    }),
  ) as Record<MeasuredFeature, AccountClass['measured'][MeasuredFeature]>;
  const counted = Object.fromEntries(
    countedNames.map((name) => {
      const shown = sample.counted[name].trials.some((n) => n > 0);
      return [name, shown ? betaOf(left.shift() as CountedLaw, weights) : null];
    }),
  ) as Record<CountedFeature, AccountClass['counted'][CountedFeature]>;
  const direction = left.shift() as DirectionLaw;
  return {
    id,
    share: estimate(share, Math.sqrt((share * (1 - share)) / count)),
    measured,
    counted,
    direction: estimate(direction.alpha, direction.error(weights)),
    participation: sixDigits(typicalParticipation(sample.participation, weights)),
  };
}

/** Weight of accounts that must show a feature for the class to have a law of it. */
const FEWEST_SHOWN = 2;

function normalOf(law: MeasuredLaw, weights: Float64Array): AccountClass['measured'][MeasuredFeature] {
  const { mean, spread, known } = law.errors(weights);
  if (known < FEWEST_SHOWN) return null;
  return { mean: estimate(law.mean, mean), spread: estimate(Math.sqrt(law.variance), spread) };
}

function betaOf(law: CountedLaw, weights: Float64Array): AccountClass['counted'][CountedFeature] {
  const errors = law.errors(weights);
  if (!Number.isFinite(errors.mean)) return null;
  return {
    alpha: estimate(law.alpha, errors.alpha),
    beta: estimate(law.beta, errors.beta),
    mean: estimate(law.mean, errors.mean),
  };
}

/** Median among the accounts that most probably belong to the class; 0 where none of them traded twice. */
function typicalParticipation(participation: Float64Array, weights: Float64Array): number {
  const own = [...participation].filter((value, i) => weights[i] > 0.5 && !Number.isNaN(value));
  return own.length === 0 ? 0 : median(own);
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
