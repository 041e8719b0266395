/**
 * Detectors over one tape as it grows: a shared owner-aware book and running sums, evidence, episodes, alerts.
 * Knows what a regulator, a member or the public may see of the tape, and the supervisor's thresholds.
 * Must not know truth: who controls an account, what an order was meant for, which arm of an experiment this is.
 */
export { type Alert, fired } from './alert.js';
export { type Detector, type DetectorContext, type DetectorDefinition, defineDetector } from './detector.js';
export { atLeast, type Evidence, gate, scoreOf } from './evidence.js';
export type { Finding } from './finding.js';
export { detectorDefinitions, practicesOfDetectors } from './registry.js';
export type { Scale } from './scale.js';
export { Session } from './state/activity.js';
export type { InstrumentState } from './state/instrument-state.js';
export type { SharedState } from './state/shared-state.js';
export {
  type SavedSurveillance,
  Surveillance,
  type SurveillanceOptions,
  type Watch,
} from './surveillance.js';
