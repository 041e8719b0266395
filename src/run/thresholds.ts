import { type DetectorThresholds, thresholdsInForce } from '../rules/index.js';
import type { RunSpec } from './run-spec.js';

/** The supervisor's thresholds that a run is watched with. */
export function thresholdsOf({ surveillance }: Pick<RunSpec, 'surveillance'>): DetectorThresholds | undefined {
  const { rules } = surveillance;
  return rules === null ? undefined : thresholdsInForce(rules.id, rules.date);
}
