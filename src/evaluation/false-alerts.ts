import { poissonInterval } from '../statistics/index.js';
import { type MatchOptions, matchAlerts } from './matching.js';
import { type Arm, distinctRuns, type RunRecord } from './run-record.js';

/** Whom a detector accuses wrongly in an arm. `clean+purpose` are the runs without abuse together. */
export interface FalseAlertRow {
  readonly detector: string;
  readonly arm: Arm | 'clean+purpose';
  readonly instrumentDays: number;
  readonly alerts: number;
  readonly perInstrumentDay: number | null;
  /** Exact two-sided 95 % interval of the rate, the alerts taken as a Poisson count. */
  readonly lower95: number | null;
  readonly upper95: number | null;
}

const rows: Readonly<Record<FalseAlertRow['arm'], readonly Arm[]>> = {
  clean: ['clean'],
  purpose: ['purpose'],
  'clean+purpose': ['clean', 'purpose'],
  attack: ['attack'],
};

/** False alerts by detector and arm. Arms without runs are left out. */
export function falseAlerts(
  records: readonly RunRecord[],
  detectors: readonly string[],
  options: MatchOptions,
): FalseAlertRow[] {
  return detectors.flatMap((detector) =>
    Object.entries(rows).flatMap(([arm, arms]) => {
      const { scores, instrumentDays } = falseScores(records, detector, arms, options);
      if (instrumentDays === 0) return [];
      const alerts = scores.filter((score) => score >= 1).length;
      const rate = poissonInterval(alerts, instrumentDays);
      const interval = { perInstrumentDay: rate.estimate, lower95: rate.lower, upper95: rate.upper };
      return [{ detector, arm: arm as FalseAlertRow['arm'], instrumentDays, alerts, ...interval }];
    }),
  );
}

/** Scores of a detector's alerts that match no campaign, near misses included, over runs of some arms, each run once. */
export function falseScores(
  records: readonly RunRecord[],
  detector: string,
  arms: readonly Arm[],
  options: MatchOptions,
): { scores: number[]; instrumentDays: number } {
  const scores: number[] = [];
  let instrumentDays = 0;
  for (const { alerts, truth, instrumentDays: days } of distinctRuns(records.filter(({ arm }) => arms.includes(arm)))) {
    const own = alerts.filter((alert) => alert.detector === detector);
    scores.push(...matchAlerts(own, truth, options).unmatched.map(({ score }) => score));
    instrumentDays += days;
  }
  return { scores, instrumentDays };
}
