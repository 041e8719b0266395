import type { DatedRulePack } from './dated-rule-pack.js';
import { szseChinext } from './packs/szse-chinext.js';
import { usEquity } from './packs/us-equity.js';

/** Every venue: one data module, one line here. */
export const rulePacks: readonly DatedRulePack[] = [szseChinext, usEquity];
