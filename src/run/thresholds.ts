import { type DetectorThresholds, thresholdsInForce } from '../rules/index.js';
import type { RunSpec } from './run-spec.js';

/** The supervisor's thresholds that a run is watched with on a day. */
export function thresholdsOf(
  { surveillance }: Pick<RunSpec, 'surveillance'>,
  date: string,
): DetectorThresholds | undefined {
  const { rules } = surveillance;
  return rules === null ? undefined : thresholdsInForce(rules.id, rules.date ?? date);
}
