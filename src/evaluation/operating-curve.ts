import { falseScores } from './false-alerts.js';
import { type MatchOptions, matchAlerts } from './matching.js';
import type { RunRecord } from './run-record.js';
import { wholeCampaigns } from './whole-campaigns.js';

/** A campaign with the strongest alert that a detector has on it, on any of its days; 0 when there is none. */
export interface CampaignScore {
  readonly seed: number;
  readonly attack: string;
  readonly score: number;
}

/** A threshold on the score with what it brings and what it costs. */
export interface OperatingPoint {
  /** Alerts count from this score on. */
  readonly threshold: number;
  readonly recall: number;
  readonly falseAlertsPerInstrumentDay: number;
}

/** The strongest right alert on every campaign of an attack in a cell, in the order of the records. */
export function campaignScores(
  records: readonly RunRecord[],
  cell: string,
  attack: string,
  detector: string,
  options: MatchOptions,
): CampaignScore[] {
  const runs = records.filter((record) => record.arm === 'attack' && record.cell === cell);
  return wholeCampaigns(runs, attack).map(({ seed, days }) => {
    const scores = days.flatMap(({ record: { alerts, truth }, campaign }) => {
      const own = alerts.filter((alert) => alert.detector === detector);
      const { right } = matchAlerts(own, truth, options);
      return right.filter((match) => match.campaign === campaign).map(({ alert }) => alert.score);
    });
    return { seed, attack, score: Math.max(0, ...scores) };
  });
}

/**
 * Recall against the load of false alerts in runs without abuse, for every threshold at which something changes, from
 * stored scores: nothing is simulated again. Alerts are kept from half the thresholds up, so the curve begins there.
 */
export function operatingCurve(
  records: readonly RunRecord[],
  cell: string,
  attack: string,
  detector: string,
  options: MatchOptions,
): OperatingPoint[] {
  const campaigns = campaignScores(records, cell, attack, detector, options);
  const { scores, instrumentDays } = falseScores(records, detector, ['clean', 'purpose'], options);
  const all = [...campaigns.map(({ score }) => score), ...scores].filter((score) => score > 0);
  const thresholds = Float64Array.from(new Set(all)).sort();
  return [...thresholds].map((threshold) => ({
    threshold,
    recall: campaigns.filter(({ score }) => score >= threshold).length / campaigns.length,
    falseAlertsPerInstrumentDay: scores.filter((score) => score >= threshold).length / instrumentDays,
  }));
}

/** The lowest threshold at which a detector makes no more false alerts than a load allows. */
export function thresholdAtLoad(
  records: readonly RunRecord[],
  detector: string,
  perInstrumentDay: number,
  options: MatchOptions,
): number {
  const { scores, instrumentDays } = falseScores(records, detector, ['clean', 'purpose'], options);
  const allowed = Math.floor(perInstrumentDay * instrumentDays * (1 + 1e-12));
  const falling = Float64Array.from(scores).sort().reverse();
  if (falling.length <= allowed) return 0;
  return nextAbove(falling[allowed]);
}

/** The least threshold that a score does not reach, or one as good. */
function nextAbove(score: number): number {
  return score * (1 + Number.EPSILON);
}
