/**
 * Alerts against truth: matching, recall, false alerts, what abuse gained and cost, and whether a detector does what its
 * written rule says. Knows run records, statistics and the shape of an alert.
 * Must not know how a detector works: of surveillance it may import types only.
 */

export { type BaselineRow, compareWithBaseline } from './baseline.js';
export { type Conformance, conformance, ruleDetectors } from './conformance/conformance.js';
export type { RuleFinding, RuleOptions } from './conformance/rule-finding.js';
export { type EffectRow, effects, type MeanDifference, type OutcomeEffect } from './effects.js';
export { type FalseAlertRow, falseAlerts } from './false-alerts.js';
export type { MarketMeasures } from './market-measures.js';
export { type Match, type Matching, type MatchOptions, matchAlerts } from './matching.js';
export { type OperatingPoint, operatingCurve, thresholdAtLoad } from './operating-curve.js';
export { type RecallRow, recallTable } from './recall-table.js';
export type { Arm, PositionChange, RunRecord } from './run-record.js';
