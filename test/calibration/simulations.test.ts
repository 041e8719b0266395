import { describe, expect, it } from 'vitest';
import { type CalibrationResult, calibrate } from '../../src/calibration/calibrate.js';
import { Checkpoint } from '../../src/calibration/checkpoint.js';
import { doMomentTask, type MomentAnswer, type MomentTask, readMarketFiles } from '../../src/calibration/index.js';
import { blocksOf } from '../../src/calibration/moments/stretch.js';
import { simulations } from '../../src/calibration/simulations.js';
import { measureTarget, type Target } from '../../src/calibration/target.js';
import { normal, Streams } from '../../src/random/index.js';
import { Interrupted, simulateRun } from '../../src/run/index.js';
import { loadText, tinyText } from './tiny-calibration.js';

const calibration = await loadText(tinyText);
const { parameters, budget, seedsPerPoint, seed } = calibration;

/** In place of a simulation: moments that are lines of the makers' quantity, with noise by seed. */
async function toyRun({ task: { spec } }: MomentTask): Promise<MomentAnswer> {
  const { quantity } = spec.agents[0].parameters as { quantity: number };
  const stream = new Streams(`${spec.seed}/${quantity}`).stream('noise');
  return { moments: [1, 2, -1, 0].map((slope) => (slope * quantity) / 1000 + 0.1 * normal(stream)) };
}

const target: Target = {
  moments: calibration.moments.map(({ id }) => id),
  values: [3, 6, -3, 0],
  covariance: Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 0.001 : 0)),
  stretches: 10,
};

/** A calibration with toy simulations, as an earlier call has left it. */
async function run(
  kept: { text: string | undefined },
  options: { workers?: number; toy?: typeof toyRun; signal?: AbortSignal } = {},
): Promise<CalibrationResult> {
  const file = {
    name: 'checkpoint.json',
    read: () => kept.text,
    write: async (text: string) => {
      kept.text = text;
    },
  };
  const checkpoint = new Checkpoint(file, calibration.digest);
  checkpoint.restore();
  const simulate = simulations(calibration, {
    run: options.toy ?? toyRun,
    workers: options.workers ?? 1,
    checkpoint,
    signal: options.signal ?? new AbortController().signal,
    onDone: () => undefined,
    total: budget,
  });
  return calibrate({ parameters, target, heldOut: undefined, budget, seedsPerPoint, seed }, simulate);
}

const whole = { text: undefined as string | undefined };
const result = await run(whole);

describe('the simulations of a calibration', () => {
  it('lead to the truth', () => {
    expect(result.parameters[0].best).toBeGreaterThan(2800);
    expect(result.parameters[0].best).toBeLessThan(3200);
  });

  it('give the same bytes on any number of workers, whoever is ready first', async () => {
    const kept = { text: undefined };
    const late = async (task: MomentTask): Promise<MomentAnswer> => {
      await new Promise((resolve) => setTimeout(resolve, (task.task.spec.seed * 7) % 5));
      return toyRun(task);
    };
    expect(await run(kept, { workers: 4, toy: late })).toEqual(result);
    expect(kept.text).toBe(whole.text);
  });

  it.each([3, 30])('that are stopped after %i are taken up as if nothing had been', async (stopAfter) => {
    const kept = { text: undefined as string | undefined };
    const abort = new AbortController();
    let done = 0;
    const stopping = async (task: MomentTask): Promise<MomentAnswer> => {
      if (++done === stopAfter) abort.abort();
      return toyRun(task);
    };
    await expect(run(kept, { toy: stopping, signal: abort.signal })).rejects.toThrow(Interrupted);
    const before = JSON.parse(kept.text!).simulations.length;
    expect(before).toBeGreaterThan(0);
    let again = 0;
    const counted = async (task: MomentTask): Promise<MomentAnswer> => {
      again++;
      return toyRun(task);
    };
    expect(await run(kept, { toy: counted })).toEqual(result);
    expect(kept.text).toBe(whole.text);
    expect(before + again).toBe(JSON.parse(whole.text!).simulations.length);
  });

  it('end with the fault of one of them, and keep the others', async () => {
    const kept = { text: undefined as string | undefined };
    let done = 0;
    const failing = async (task: MomentTask): Promise<MomentAnswer> => {
      if (++done === 9) throw new Error('a fault');
      return toyRun(task);
    };
    await expect(run(kept, { toy: failing })).rejects.toThrow('a fault');
    expect(JSON.parse(kept.text!).simulations.length).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['of another calibration', '{"checkpoint":1,"calibration":"other","simulations":[]}'],
    ['cut in the middle', '{"checkpoint":1,"calibr'],
  ])('refuse a checkpoint %s', async (_name, text) => {
    await expect(run({ text })).rejects.toThrow(/checkpoint.json: found no checkpoint of this calibration/);
  });
});

describe('a calibration on a market', () => {
  it('finds the quantity that its makers quote', async () => {
    const { market, stretch, moments } = calibration;
    const truth = { values: { 'agents.makers.quantity': 5000 } };
    const planted = market.tasks(
      [1, 2, 3, 4].map((number) => ({ ...truth, seed: number })),
      999,
      stretch.endNs,
    );
    const files = await readMarketFiles(planted[0]);
    const stretches = planted.map((task) => blocksOf(simulateRun(task, files.models).tapes[0], stretch));
    const real = measureTarget(moments, stretches, 'the planted market');
    const simulate = simulations(calibration, {
      run: async (task) => doMomentTask(task, files),
      workers: 1,
      checkpoint: new Checkpoint({ name: '', read: () => undefined, write: async () => undefined }, ''),
      signal: new AbortController().signal,
      onDone: () => undefined,
      total: budget,
    });
    const problem = { parameters, target: real, heldOut: undefined, budget, seedsPerPoint, seed };
    const { parameters: found, best, usual } = await calibrate(problem, simulate);
    expect(found[0].identified).toBe(true);
    // A tenth of the prior is a factor of 1.32.
    expect(found[0].best).toBeGreaterThan(5000 / 1.32);
    expect(found[0].best).toBeLessThan(5000 * 1.32);
    expect(best.loss).toBeLessThan(usual.loss / 2);
  });
});
