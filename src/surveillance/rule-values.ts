import { InputError } from '../diagnostics/index.js';
import type { DetectorThresholds } from '../rules/index.js';

/**
 * The numbers of a written test by name.
 * @throws {@link InputError} where the thresholds in force do not have the test, or the test has no such number
 */
export function ruleValues(thresholds: DetectorThresholds | undefined, test: string, venue: string) {
  return (name: string): number => {
    const value = thresholds?.tests[test]?.values[name];
    if (value !== undefined) return value;
    const source = thresholds === undefined ? `venue ${venue} has no thresholds` : `${thresholds.version} has none`;
    throw new InputError(`detector ${test} needs ${name} of a rule in force, but ${source}`, {
      path: 'surveillance.rules',
    });
  };
}

/** The name of a written test as its article gives it. */
export function articleOf(thresholds: DetectorThresholds | undefined, test: string): string {
  return thresholds?.tests[test]?.articleChinese ?? '';
}
