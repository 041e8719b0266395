import { mcnemar } from '../statistics/index.js';
import { falseScores } from './false-alerts.js';
import type { MatchOptions } from './matching.js';
import { campaignScores, thresholdAtLoad } from './operating-curve.js';
import { attackCells, type RunRecord } from './run-record.js';

/** A detector beside a baseline on the same campaigns, at the same load of false alerts. */
export interface BaselineRow {
  readonly cell: string;
  readonly attack: string;
  readonly detector: string;
  readonly baseline: string;
  readonly campaigns: number;
  /** False alerts of the detector per instrument-day in runs without abuse. */
  readonly load: number | null;
  /** From which score on the baseline makes no more false alerts than that. */
  readonly baselineThreshold: number;
  readonly recall: number | null;
  readonly baselineRecall: number | null;
  readonly onlyDetector: number;
  readonly onlyBaseline: number;
  /** Exact McNemar, two-sided. */
  readonly pValue: number | null;
}

/** Compares every detector with a baseline whose threshold is set to the detector's own load of false alerts. */
export function compareWithBaseline(
  records: readonly RunRecord[],
  detectors: readonly string[],
  baseline: string,
  options: MatchOptions,
): BaselineRow[] {
  return attackCells(records).flatMap(({ cell, attack }) =>
    detectors
      .filter((detector) => detector !== baseline)
      .flatMap((detector) => {
        const own = campaignScores(records, cell, attack, detector, options);
        const other = campaignScores(records, cell, attack, baseline, options);
        if (own.length === 0 || !meansBoth(records, attack, [detector, baseline], options)) return [];
        const { scores, instrumentDays } = falseScores(records, detector, ['clean', 'purpose'], options);
        const load = instrumentDays === 0 ? null : scores.filter((score) => score >= 1).length / instrumentDays;
        const baselineThreshold = load === null ? 1 : thresholdAtLoad(records, baseline, load, options);
        const first = own.map(({ score }) => score >= 1);
        const second = other.map(({ score }) => score > 0 && score >= baselineThreshold);
        const { onlyFirst, onlySecond, pValue } = mcnemar(first, second);
        return [
          {
            cell,
            attack,
            detector,
            baseline,
            campaigns: own.length,
            load,
            baselineThreshold,
            recall: share(first),
            baselineRecall: share(second),
            onlyDetector: onlyFirst,
            onlyBaseline: onlySecond,
            pValue,
          },
        ];
      }),
  );
}

/** Only detectors that look for the attack's practice are compared on it. */
function meansBoth(
  records: readonly RunRecord[],
  attack: string,
  detectors: readonly string[],
  { practicesOf }: MatchOptions,
): boolean {
  const campaign = records.flatMap(({ truth }) => truth.campaigns).find(({ id }) => id === attack);
  if (campaign === undefined) return false;
  return detectors.every((detector) => practicesOf[detector]?.includes(campaign.practice) ?? true);
}

function share(outcomes: readonly boolean[]): number {
  return outcomes.filter(Boolean).length / outcomes.length;
}
