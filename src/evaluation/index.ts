/**
 * Alerts against truth: matching, recall, false alerts, what abuse gained and cost, and whether a detector does what its
 * written rule says. Knows run records, statistics and the shape of an alert.
 * Must not know how a detector works: of surveillance it may import types only.
 */
export { agreement, type Conformance, conformance, ruleDetectors } from './conformance/conformance.js';
export { falseDeclarations } from './conformance/false-declaration.js';
export type { RuleFinding, RuleOptions } from './conformance/rule-finding.js';
export { selfTrading } from './conformance/self-trading.js';
