import { countedNames, type MeasuredFeature, measuredNames } from '../../model/index.js';
import { exp, log } from '../../random/elementary.js';
import type { AccountSample } from './account-sample.js';
import type { ClassLaw } from './class-law.js';
import { CountedLaw, roughBeta } from './counted-law.js';
import { DirectionLaw } from './direction-law.js';
import { MeasuredLaw } from './measured-law.js';

/** A class's law of a feature cannot be narrower than this part of the spread among all accounts. */
const NARROWEST = 0.03;

/** EM has converged when a round gains less than this. */
const ENOUGH = 1e-3;
const MOST_ROUNDS = 300;

/** Of features that are counted: the squared error of a rate falls as its count grows, that of a life rises with it. */
const tilts: Partial<Record<MeasuredFeature, number>> = { orderRate: -1, cancelLife: 1 };

/** One class: its share of the accounts and a law for each feature, in the order of {@link lawsOf}. */
export interface MixtureClass {
  share: number;
  readonly laws: readonly ClassLaw[];
}

/** Laws for every feature that any account shows, as the accounts of some weights suggest them. */
export function lawsOf(sample: AccountSample, weights: Float64Array): ClassLaw[] {
  const laws: ClassLaw[] = [];
  for (const name of measuredNames) {
    const { values, variances } = sample.measured[name];
    const all = spreadOf(values, variances, undefined);
    if (all === undefined) continue;
    const own = spreadOf(values, variances, weights) ?? all;
    const least = NARROWEST * NARROWEST * Math.max(all.variance, 1e-8);
    laws.push(new MeasuredLaw(values, variances, own.mean, Math.max(own.variance, least), least, tilts[name] ?? 0));
  }
  for (const name of countedNames) {
    const { counts, trials } = sample.counted[name];
    if (!trials.some((n) => n > 0)) continue;
    const { alpha, beta } = roughBeta(counts, trials, weights);
    laws.push(new CountedLaw(counts, trials, alpha, beta));
  }
  laws.push(new DirectionLaw(sample.buys.counts, sample.buys.trials, 1));
  return laws;
}

/** Mean and variance of the figures that are known; undefined of fewer than two. */
function spreadOf(values: Float64Array, variances: Float64Array, weights: Float64Array | undefined) {
  let [known, sum, squares, count] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = variances[i] === Infinity ? 0 : (weights?.[i] ?? 1);
    if (weight <= 0) continue;
    count++;
    known += weight;
    sum += weight * values[i];
    squares += weight * values[i] * values[i];
  }
  if (count < 2 || known < 1e-9) return undefined;
  const mean = sum / known;
  return { mean, variance: Math.max(0, squares / known - mean * mean) };
}

/** A mixture of classes over weighted accounts, improved by expectation and maximisation (Dempster, Laird & Rubin 1977). */
export class AccountMixture {
  /** Probability that an account belongs to a class, [class][account]; they add up to the account's weight. */
  readonly posteriors: Float64Array[];
  logLikelihood = Number.NEGATIVE_INFINITY;

  constructor(
    readonly classes: readonly MixtureClass[],
    /** Weight of each account: 1 in a mixture of its own, less in one that refines a class. */
    private readonly weights: Float64Array,
  ) {
    this.posteriors = classes.map(() => new Float64Array(weights.length));
  }

  /** Free parameters. */
  get parameters(): number {
    const laws = this.classes.reduce((sum, { laws: own }) => sum + own.reduce((of, law) => of + law.parameters, 0), 0);
    return laws + this.classes.length - 1;
  }

  /** Rounds of EM until they gain next to nothing, and posteriors under the last laws. */
  improve(rounds = MOST_ROUNDS): void {
    this.expect();
    for (let round = 0; round < rounds; round++) {
      const before = this.logLikelihood;
      this.maximise();
      this.expect();
      if (this.logLikelihood - before < ENOUGH && round > 2) break;
    }
  }

  private maximise(): void {
    let total = 0;
    for (const weight of this.weights) total += weight;
    this.classes.forEach((one, c) => {
      const posterior = this.posteriors[c];
      let sum = 0;
      for (const probability of posterior) sum += probability;
      one.share = Math.max(sum / total, 1e-12);
      for (const law of one.laws) law.improve(posterior);
    });
  }

  /** Posteriors and log-likelihood under the present laws. */
  private expect(): void {
    const { classes, posteriors, weights } = this;
    classes.forEach(({ share, laws }, c) => {
      posteriors[c].fill(log(share));
      for (const law of laws) law.addLogDensity(posteriors[c]);
    });
    this.logLikelihood = 0;
    for (let i = 0; i < weights.length; i++) {
      let most = Number.NEGATIVE_INFINITY;
      for (const posterior of posteriors) if (posterior[i] > most) most = posterior[i];
      let sum = 0;
      for (const posterior of posteriors) sum += exp(posterior[i] - most);
      this.logLikelihood += weights[i] * (most + log(sum));
      for (const posterior of posteriors) posterior[i] = (weights[i] * exp(posterior[i] - most)) / sum;
    }
  }
}
