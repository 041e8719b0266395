import path from 'node:path';
import { expect, it } from 'vitest';
import { calibrate } from '../../src/calibration/calibrate.js';
import { Checkpoint } from '../../src/calibration/checkpoint.js';
import { doMomentTask, type MarketFiles, readMarketFiles, readTarget } from '../../src/calibration/index.js';
import { simulations } from '../../src/calibration/simulations.js';
import { describeWithRealData } from '../support/real-data.js';
import { loadText, tinyText } from './tiny-calibration.js';

describeWithRealData('calibration to a recorded minute', 'szse_l3', (source) => {
  it('leads nearer to it than the usual values', async () => {
    const target = `target: { source: ${path.resolve(source)}, format: szse-l3 }`;
    const calibration = await loadText(
      tinyText
        .replace('target: { moments: moments.json }', target)
        .replace('blockSeconds: 10', 'blockSeconds: 5')
        .replace('budget: 44', 'budget: 40'),
    );
    const { parameters, budget, seedsPerPoint, seed } = calibration;
    const real = await readTarget({ ...calibration, folder: source }, '/');
    expect(real.stretches).toBe(1);
    expect(real.values.every(Number.isFinite)).toBe(true);
    let files: MarketFiles | undefined;
    const simulate = simulations(calibration, {
      run: async (task) => {
        files = await readMarketFiles(task.task, files);
        return doMomentTask(task, files);
      },
      workers: 1,
      checkpoint: new Checkpoint({ name: '', read: () => undefined, write: async () => {} }, calibration.digest),
      signal: new AbortController().signal,
      onDone: () => undefined,
      total: budget,
    });
    const result = await calibrate(
      { parameters, target: real, heldOut: undefined, budget, seedsPerPoint, seed },
      simulate,
    );
    expect(result.parameters[0].identified).toBe(true);
    expect(result.best.loss).toBeLessThan(result.usual.loss);
    expect(result.best.moments.map(({ target: value }) => value)).toEqual(real.values);
    // A minute rejects some of what was simulated, and not all of it.
    expect(result.eligibility.points).toBeGreaterThan(0);
    expect(result.eligibility.points).toBeLessThan(result.simulations);
    expect(result.simulations).toBeLessThanOrEqual(budget);
  });
});
