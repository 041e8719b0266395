/**
 * Rules of venues and thresholds of supervisors, every value with the days on which it holds, where it was read and
 * how sure it is. Knows how to find what is in force on a day and how a scenario changes it.
 * Must not know an order, a book, or how a rule is applied to them.
 */
export { nextWeekday } from './calendar-day.js';
export { effective } from './effective.js';
export { explainRules, type RuleRow } from './explain-rules.js';
export { withOverrides } from './overrides.js';
export { highestBuy, lowestSell } from './price-cage.js';
export { type LimitedInstrument, type PriceLimits, portion, priceLimits } from './price-limits.js';
export { venueSummaries } from './registry.js';
export type { RulePack } from './rule-pack.js';
export { checkDate, rulesInForce } from './rules-in-force.js';
export { type DetectorThresholds, thresholdsInForce } from './thresholds-in-force.js';
export { type RuleOverrides, ruleOverridesSchema } from './written-rules.js';
