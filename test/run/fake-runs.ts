import { type FinishedDay, type FinishedRun, finishedRun, type RunSpec, type RunTask } from '../../src/run/index.js';

/** A run of a day that never happened, recognisable by its number. */
export function fakeRun(number: number, changes: Partial<FinishedDay> = {}): FinishedRun {
  const day: FinishedDay = {
    date: '2025-05-06',
    tapeDigest: `tape-${number}`,
    digest: `digest-${number}`,
    rows: number,
    alerts: [],
    truth: { campaigns: [], benign: [] },
    positions: { attacks: {}, others: { cash: 0, holdings: [0] }, classes: {}, fees: 0 },
    measures: {},
    lastPriceTicks: [1570],
    moneyPerTick: [100],
    midPaths: [Float64Array.of(Number.NaN, 3140, 3141)],
    conformance: [],
    ...changes,
  };
  return finishedRun([day]);
}

export function fakeTask(number: number): RunTask {
  return { id: `task-${number}`, spec: { seed: number } as RunSpec, modelPaths: {}, tapePaths: {}, idleParameters: {} };
}
