import { type Cluster, clusteredProportion, median } from '../statistics/index.js';
import { type MatchOptions, matchAlerts } from './matching.js';
import { attackCells, type RunRecord } from './run-record.js';
import { type CampaignDay, type WholeCampaign, wholeCampaigns } from './whole-campaigns.js';

/** How many campaigns of one attack a detector found in one cell. Numbers that cannot be known are null. */
export interface RecallRow {
  readonly cell: string;
  readonly attack: string;
  readonly practice: string;
  readonly detector: string;
  readonly campaigns: number;
  readonly detected: number;
  /** Campaigns that were missed, of which somebody was accused rightly but of another practice. */
  readonly wrongPractice: number;
  readonly recall: number | null;
  /** Exact 95 % interval: Clopper–Pearson, over seeds where a seed has several campaigns. */
  readonly lower95: number | null;
  readonly upper95: number | null;
  /** Median over detected campaigns of the time from a campaign's beginning to the first alert on it; a day is 24 hours. */
  readonly medianDelaySeconds: number | null;
  /** Share of the cell's runs, all arms, in which the detector said what its written rule says; null without a rule. */
  readonly conformance: number | null;
  /** Part of a test's thresholds at which the campaigns' sizes lie; absent where they are not made from thresholds. */
  readonly thresholdHug?: number;
}

/** What became of one campaign under one detector. */
interface Outcome {
  readonly seed: number;
  readonly practice: string;
  readonly detected: boolean;
  readonly wrongPractice: boolean;
  readonly delaySeconds: number;
}

/**
 * Recall by cell, attack and detector, for detectors that are meant to find what the attack does. An alert counts from
 * score 1 on.
 */
export function recallTable(
  records: readonly RunRecord[],
  detectors: readonly string[],
  options: MatchOptions,
): RecallRow[] {
  return attackCells(records).flatMap(({ cell, attack, runs }) =>
    detectors.flatMap((detector) => {
      const campaigns = wholeCampaigns(runs, attack);
      const outcomes = campaigns.map((campaign) => outcomeOf(campaign, detector, options));
      const hug = campaigns[0]?.days[0].campaign.knobs['evasion.thresholdHug'];
      const practice = outcomes[0]?.practice;
      if (practice === undefined || !(options.practicesOf[detector]?.includes(practice) ?? true)) return [];
      const detected = outcomes.filter((outcome) => outcome.detected);
      const interval = clusteredProportion(clustersBySeed(outcomes));
      return [
        {
          cell,
          attack,
          practice,
          detector,
          campaigns: outcomes.length,
          detected: detected.length,
          wrongPractice: outcomes.filter((outcome) => outcome.wrongPractice).length,
          recall: interval.estimate,
          lower95: interval.lower,
          upper95: interval.upper,
          medianDelaySeconds: detected.length === 0 ? null : median(detected.map(({ delaySeconds }) => delaySeconds)),
          conformance: conformanceIn(records, cell, detector),
          ...(typeof hug === 'number' ? { thresholdHug: hug } : {}),
        },
      ];
    }),
  );
}

/** A campaign is found when an alert on one of its days is about it. */
function outcomeOf({ seed, practice, days }: WholeCampaign, detector: string, options: MatchOptions): Outcome {
  const [first] = days;
  const beginning = secondsOf(first, first.campaign.startNs);
  const found: number[] = [];
  let accused = false;
  for (const day of days) {
    const alerts = day.record.alerts.filter((alert) => alert.detector === detector && alert.score >= 1);
    const { right, wrongPractice } = matchAlerts(alerts, day.record.truth, options);
    for (const { alert, campaign } of right)
      if (campaign === day.campaign) found.push(secondsOf(day, alert.emittedNs) - beginning);
    accused ||= wrongPractice.some((match) => match.campaign === day.campaign);
  }
  const detected = found.length > 0;
  return {
    seed,
    practice,
    detected,
    wrongPractice: !detected && accused,
    delaySeconds: detected ? Math.min(...found) : Number.NaN,
  };
}

/** Seconds since the midnight before the first day. */
function secondsOf({ record }: CampaignDay, timeNs: number): number {
  return record.day * 86_400 + timeNs / 1e9;
}

function clustersBySeed(outcomes: readonly Outcome[]): Cluster[] {
  const seeds = new Map<number, { successes: number; trials: number }>();
  for (const { seed, detected } of outcomes) {
    const cluster = seeds.get(seed) ?? { successes: 0, trials: 0 };
    cluster.trials++;
    if (detected) cluster.successes++;
    seeds.set(seed, cluster);
  }
  return [...seeds.values()];
}

function conformanceIn(records: readonly RunRecord[], cell: string, detector: string): number | null {
  const judged = records
    .filter((record) => record.cell === cell)
    .flatMap(({ conformance = [] }) => conformance.filter((one) => one.detector === detector));
  return judged.length === 0 ? null : judged.filter(({ conforms }) => conforms).length / judged.length;
}
