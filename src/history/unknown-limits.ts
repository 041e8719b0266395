import type { RulePack } from '../rules/index.js';
import type { InstrumentHeader } from '../tape/index.js';

/**
 * The rules by which a recorded day is run. Where the source does not tell the previous close, the limits of the day are
 * unknown, which is not a day without limits: the exchange took market orders and halted nobody on that account.
 */
export function rulesWhereLimitsAreKnown(rules: RulePack, { previousClose }: InstrumentHeader): RulePack {
  return previousClose > 0 ? rules : { ...rules, marketOrdersNeedLimit: false, halts: null };
}
