import type { PracticeProblem } from './practice.js';

/** Totals in these keys are multiples of something usual; all others are counts and quantities. */
const multiples = ['best5Depth', 'dayShare'];

/** Totals that cannot be divided over so many days: less than one a day. */
export function checkSpread(parameters: object, totals: readonly string[], days: number): PracticeProblem | undefined {
  for (const key of totals) {
    const counts: number[] = [];
    mapNumbers(Reflect.get(parameters, key), key, (value, unit) => {
      if (!multiples.includes(unit)) counts.push(value);
      return value;
    });
    const small = counts.find((count) => count < days);
    if (small !== undefined)
      return { path: key, problem: `found ${small} to divide over ${days} days, expected at least one for each` };
  }
  return undefined;
}

/**
 * The parameters for one of the days over which totals are divided: counts and quantities into whole parts that add up
 * to them, multiples evenly.
 * @param day - index of the day, below `days`
 */
export function shareOfDay<Parameters extends object>(
  parameters: Parameters,
  totals: readonly string[],
  day: number,
  days: number,
): Parameters {
  if (days === 1) return parameters;
  const part = (value: number, unit: string): number =>
    multiples.includes(unit) ? value / days : Math.floor(((day + 1) * value) / days) - Math.floor((day * value) / days);
  const given = Object.entries(parameters).filter(([key]) => totals.includes(key));
  const shared = Object.fromEntries(given.map(([key, value]) => [key, mapNumbers(value, key, part)]));
  return { ...parameters, ...shared };
}

function mapNumbers(value: unknown, key: string, map: (value: number, key: string) => number): unknown {
  if (typeof value === 'number') return map(value, key);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, part]) => [inner, mapNumbers(part, inner, map)]));
}
