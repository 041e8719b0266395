import type { FinishedRun, RunSpec, RunTask } from '../../src/run/index.js';

/** A run that never happened, recognisable by its number. */
export function fakeRun(number: number): FinishedRun {
  return {
    tapeDigest: `tape-${number}`,
    digest: `digest-${number}`,
    rows: number,
    alerts: [],
    truth: { campaigns: [], benign: [] },
    positions: { attacks: {}, others: { cash: 0, holdings: 0 }, fees: 0 },
    lastPriceTicks: 1570,
    moneyPerTick: 100,
    midPath: Float64Array.of(Number.NaN, 3140, 3141),
    conformance: [],
  };
}

export function fakeTask(number: number): RunTask {
  return { id: `task-${number}`, spec: { seed: number } as RunSpec, modelPath: '', idleParameters: {} };
}
