import { poissonInterval } from '../statistics/index.js';
import { type MatchOptions, matchAlerts } from './matching.js';
import { type Arm, distinctRuns, type RunRecord } from './run-record.js';

/** Whom a detector accuses wrongly in an arm. `clean+purpose` are the runs without abuse together. */
export interface FalseAlertRow {
  readonly detector: string;
  readonly arm: Arm | 'clean+purpose';
  readonly instrumentDays: number;
  readonly alerts: number;
  /** Of these, alerts that name an account of a planted look-alike. */
  readonly onLookalikes: number;
  /** Not among them: alerts on the right accounts at the right time, for a practice that is not theirs. */
  readonly wrongPractice: number;
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
      const { accused, wrongPractice, instrumentDays } = falselyAccused(records, detector, arms, options);
      if (instrumentDays === 0) return [];
      const firing = accused.filter(({ score }) => score >= 1);
      const alerts = firing.length;
      const onLookalikes = firing.filter(({ lookalike }) => lookalike).length;
      const rate = poissonInterval(alerts, instrumentDays);
      const interval = { perInstrumentDay: rate.estimate, lower95: rate.lower, upper95: rate.upper };
      const counts = { instrumentDays, alerts, onLookalikes, wrongPractice };
      return [{ detector, arm: arm as FalseAlertRow['arm'], ...counts, ...interval }];
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
  const { accused, instrumentDays } = falselyAccused(records, detector, arms, options);
  return { scores: accused.map(({ score }) => score), instrumentDays };
}

function falselyAccused(
  records: readonly RunRecord[],
  detector: string,
  arms: readonly Arm[],
  options: MatchOptions,
): { accused: { score: number; lookalike: boolean }[]; wrongPractice: number; instrumentDays: number } {
  const accused: { score: number; lookalike: boolean }[] = [];
  let wrongPractice = 0;
  let instrumentDays = 0;
  for (const { alerts, truth, instrumentDays: days } of distinctRuns(records.filter(({ arm }) => arms.includes(arm)))) {
    const own = alerts.filter((alert) => alert.detector === detector);
    const lookalikes = new Set(truth.benign.flatMap(({ accounts }) => accounts));
    const matching = matchAlerts(own, truth, options);
    wrongPractice += matching.wrongPractice.filter(({ alert }) => alert.score >= 1).length;
    for (const { score, accounts } of matching.unmatched)
      accused.push({ score, lookalike: accounts.some((account) => lookalikes.has(account)) });
    instrumentDays += days;
  }
  return { accused, wrongPractice, instrumentDays };
}
