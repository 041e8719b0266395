import { estimate, type QuantityMixtureFile } from '../model/index.js';
import { cholesky, inverse } from '../statistics/index.js';
import { fitLognormal, type LognormalFit, scoresOf, type WeightedValue } from './lognormal-fit.js';

/** A quantity in lots with the number of orders that had it; fractions where an order may belong elsewhere. */
export type QuantityCounts = ReadonlyMap<number, number>;

/** The fitted mixture, and the probability that it gives to a quantity. */
export interface QuantityFit {
  readonly file: QuantityMixtureFile;
  probability(lots: number): number;
}

/** Least share of the orders that a quantity must have to stand out, and least number. */
const ATOM_SHARE = 0.01;
const ATOM_ORDERS = 20;
/** A round quantity has so many times the orders of its neighbours. */
const PROMINENCE = 1.3;
const MOST_ATOMS = 24;
const TURNS = 150;

/**
 * Fits round quantities that stand out and a tilted discrete lognormal law of the rest, by expectation–maximisation; standard
 * errors from the outer product of scores.
 */
export function fitQuantities(counts: QuantityCounts): QuantityFit {
  const values: WeightedValue[] = [...counts].sort((a, b) => a[0] - b[0]);
  const largest = values[values.length - 1][0];
  const total = values.reduce((sum, [, count]) => sum + count, 0);
  const atoms = values
    .filter(([lots, count]) => count >= Math.max(ATOM_ORDERS, ATOM_SHARE * total) && standsOut(counts, lots, count))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_ATOMS)
    .map(([lots]) => lots)
    .sort((a, b) => a - b);
  const shares = new Float64Array(largest + 1);
  for (const lots of atoms) shares[lots] = (0.5 * (counts.get(lots) ?? 0)) / total;
  let law = fitLognormal(values, largest);
  let tailShare = 1;
  for (let turn = 0; turn < TURNS; turn++) {
    const before = law;
    tailShare = 1 - atoms.reduce((sum, lots) => sum + shares[lots], 0);
    const rest = values.map(([lots, count]): WeightedValue => {
      if (shares[lots] === 0) return [lots, count];
      const tail = tailShare * law.probabilities[lots - 1];
      const weight = (count * tail) / (shares[lots] + tail);
      shares[lots] = (count - weight) / total;
      return [lots, weight];
    });
    law = fitLognormal(rest, largest, law);
    if (Math.abs(law.logMean - before.logMean) + Math.abs(law.logSpread - before.logSpread) < 1e-5) break;
  }
  tailShare = 1 - atoms.reduce((sum, lots) => sum + shares[lots], 0);
  const probability = (lots: number) =>
    lots >= 1 && lots <= largest ? shares[lots] + tailShare * law.probabilities[lots - 1] : 0;
  const errors = standardErrors(values, atoms, probability, tailShare, law);
  return {
    probability,
    file: {
      orders: Math.round(total),
      largestLots: largest,
      atoms: atoms.map((lots, i) => ({ lots, share: estimate(shares[lots], errors[i]) })),
      tail: {
        logMean: estimate(law.logMean, errors[atoms.length]),
        logSpread: estimate(law.logSpread, errors[atoms.length + 1]),
        tilt: estimate(law.tilt, errors[atoms.length + 2]),
      },
    },
  };
}

/** Whether a quantity is chosen clearly more often than the quantities beside it. */
function standsOut(counts: QuantityCounts, lots: number, count: number): boolean {
  const [below, above] = [counts.get(lots - 1) ?? 0, counts.get(lots + 1) ?? 0];
  return count > PROMINENCE * (lots === 1 ? above : (below + above) / 2);
}

/** Of the shares of the atoms, then of the law's three parameters. */
function standardErrors(
  values: readonly WeightedValue[],
  atoms: readonly number[],
  probability: (lots: number) => number,
  tailShare: number,
  law: LognormalFit,
): number[] {
  const p = atoms.length + 3;
  const information = new Float64Array(p * p);
  const score = new Float64Array(p);
  const lawScores = scoresOf(law);
  for (let i = 0; i < p; i++) information[i * p + i] = 1e-6;
  for (const [lots, count] of values) {
    const tail = law.probabilities[lots - 1];
    const total = probability(lots);
    for (let i = 0; i < atoms.length; i++) score[i] = ((atoms[i] === lots ? 1 : 0) - tail) / total;
    for (let i = 0; i < 3; i++) score[atoms.length + i] = (tailShare * tail * lawScores[3 * (lots - 1) + i]) / total;
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) information[i * p + j] += count * score[i] * score[j];
  }
  const covariance = inverse(cholesky(information, p), p);
  return Array.from({ length: p }, (_, i) => Math.sqrt(covariance[i * p + i]));
}
