import { incompleteBeta } from './incomplete-beta.js';

/** Two tests of the same cases: how often only one of them succeeded, and how likely that is if neither is better. */
export interface McNemar {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided; 1 when the tests never disagree. */
  readonly pValue: number;
}

/**
 * The exact test of McNemar (1947, Psychometrika 12) on paired outcomes: of the cases on which two detectors disagree,
 * each is as likely as the other to be right if neither is better. Two-sided, twice the smaller binomial tail.
 */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length)
    throw new Error(`paired outcomes need the same cases, were ${first.length} and ${second.length}`);
  let onlyFirst = 0;
  let onlySecond = 0;
  first.forEach((outcome, index) => {
    if (outcome && !second[index]) onlyFirst++;
    if (!outcome && second[index]) onlySecond++;
  });
  const fewer = Math.min(onlyFirst, onlySecond);
  const more = Math.max(onlyFirst, onlySecond);
  // P(X ≤ fewer) for X binomial over the disagreements with probability ½
  const tail = fewer === more ? 0.5 : incompleteBeta(0.5, more, fewer + 1);
  return { onlyFirst, onlySecond, pValue: Math.min(1, 2 * tail) };
}
