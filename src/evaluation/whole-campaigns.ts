import type { Campaign } from '../truth/index.js';
import type { RunRecord } from './run-record.js';

/** What one day tells of a campaign. */
export interface CampaignDay {
  readonly record: RunRecord;
  readonly campaign: Campaign;
}

/** A campaign over its whole span: of one day, or of several. */
export interface WholeCampaign {
  readonly seed: number;
  readonly practice: string;
  /** In order of time, at least one. */
  readonly days: readonly CampaignDay[];
}

/**
 * The campaigns of an attack in the runs of a cell. One that spans days counts once, and only if an abusive order was
 * accepted on one of them: days on which only genuine orders belong to it are no campaigns of their own.
 */
export function wholeCampaigns(runs: readonly RunRecord[], attack: string): WholeCampaign[] {
  const whole = new Map<string, CampaignDay[]>();
  for (const record of runs)
    for (const [place, campaign] of record.truth.campaigns.entries()) {
      if (campaign.id !== attack) continue;
      const { spansDays, instrument } = campaign;
      const key = spansDays ? `${record.seed} ${instrument}` : `${record.seed} ${instrument} ${record.day} ${place}`;
      const days = whole.get(key);
      if (days === undefined) whole.set(key, [{ record, campaign }]);
      else days.push({ record, campaign });
    }
  return [...whole.values()]
    .filter((days) => days.some(({ campaign }) => !campaign.spansDays || campaign.intentOrders.length > 0))
    .map((days) => {
      const [{ record, campaign }] = days;
      return {
        seed: record.seed,
        practice: campaign.practice,
        days: days.toSorted((a, b) => a.record.day - b.record.day),
      };
    });
}
