import type { DatedRulePack } from './dated-rule-pack.js';
import { sseMain } from './packs/sse-main.js';
import { sseStar } from './packs/sse-star.js';
import { szseChinext } from './packs/szse-chinext.js';
import { szseMain } from './packs/szse-main.js';
import { usEquity } from './packs/us-equity.js';

/** Every venue: one data module, one line here. */
export const rulePacks: readonly DatedRulePack[] = [szseMain, szseChinext, sseMain, sseStar, usEquity];

/** What can be said of a venue before a day is chosen. */
interface VenueSummary {
  readonly id: string;
  readonly summary: string;
  /** First day of which the rules are known. */
  readonly from: string;
  /** Whether the venue opened on that day. */
  readonly opened: boolean;
}

/** Every venue, for listings. */
export const venueSummaries: readonly VenueSummary[] = rulePacks.map(({ id, summary, firstDay, opened }) => ({
  id,
  summary,
  from: firstDay,
  opened,
}));
