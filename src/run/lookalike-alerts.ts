import { type MatchOptions, matchAlerts, type RunRecord } from '../evaluation/index.js';

/** How many of a detector's false alerts in some runs name a look-alike; a run that cells share counts once. */
export function alertsOnLookalikes(
  records: readonly RunRecord[],
  detector: string,
  arms: readonly string[],
  options: MatchOptions,
): number {
  const runs = new Map<string, RunRecord>();
  for (const record of records)
    if (arms.includes(record.arm)) runs.set(`${record.arm} ${record.seed} ${record.digest}`, record);
  let count = 0;
  for (const { alerts, truth } of runs.values()) {
    const honest = new Set(truth.benign.flatMap(({ accounts }) => accounts));
    const fired = alerts.filter((alert) => alert.detector === detector && alert.score >= 1);
    const { unmatched } = matchAlerts(fired, truth, options);
    count += unmatched.filter(({ accounts }) => accounts.some((account) => honest.has(account))).length;
  }
  return count;
}
