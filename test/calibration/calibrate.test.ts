import { describe, expect, it } from 'vitest';
import { type CalibrationResult, calibrate } from '../../src/calibration/calibrate.js';
import { MsmLoss } from '../../src/calibration/msm-loss.js';
import { Streams } from '../../src/random/index.js';
import { toyMarket } from './toy-market.js';

const toy = toyMarket([0.3, 0.7, 0.2, 0.4], 240);
let simulated = 0;
const result: CalibrationResult = await calibrate(toy.problem, async (batch) => {
  simulated += batch.length;
  return toy.simulate(batch);
});

describe('a calibration with a planted truth', () => {
  it('finds every parameter that the moments tell within a twentieth of its prior', () => {
    for (const [i, { identified, best }] of result.parameters.slice(0, 3).entries()) {
      expect(identified).toBe(true);
      expect(Math.abs(best - toy.truth[i])).toBeLessThan(0.05);
    }
  });

  it('has the truth among what it cannot reject, and most of the prior not', () => {
    for (const [i, { eligible }] of result.parameters.slice(0, 3).entries()) {
      expect(eligible![0]).toBeLessThan(toy.truth[i]);
      expect(eligible![1]).toBeGreaterThan(toy.truth[i]);
    }
    expect(result.eligibility.share).toBeLessThan(0.1);
    expect(result.eligibility.share).toBeGreaterThan(0);
  });

  it('leaves a parameter of which the moments say nothing as it was', () => {
    const { identified, r2, best, credible, eligible } = result.parameters[3];
    expect(identified).toBe(false);
    expect(r2).toBeLessThan(0.1);
    expect([best, credible, eligible]).toEqual([0.5, null, null]);
  });

  it('fits moments that it has not seen, as the usual values do not', () => {
    expect(result.best.pValue).toBeGreaterThan(0.01);
    expect(result.heldOut!.best.pValue).toBeGreaterThan(0.01);
    expect(result.heldOut!.usual.pValue).toBeLessThan(1e-6);
  });

  it('has posteriors that are right on truths drawn from the prior', () => {
    for (const { counts, pValue } of result.rankHistograms) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(80);
      expect(pValue).toBeGreaterThan(0.01);
    }
  });

  it('keeps to its budget and says what it did', () => {
    expect(simulated).toBe(result.simulations);
    expect(simulated - 2 * result.finalSeeds).toBeLessThanOrEqual(240);
    expect(result.waves).toHaveLength(2);
    expect(result.waves[1]).toBeLessThanOrEqual(result.waves[0]);
  });

  it('loses at most half of what random search with as many simulations loses', async () => {
    const loss = new MsmLoss(toy.problem.target);
    const stream = new Streams('random').stream('points');
    const paths = toy.problem.parameters.map(({ path }) => path);
    const points = Array.from({ length: 240 }, (_, seed) => {
      const values = Object.fromEntries(paths.map((path) => [path, stream.uniform53()]));
      return { values, seed: 10_000 + seed, stretch: 'target' as const };
    });
    const losses = (await toy.simulate(points)).map((moments) => loss.of(moments));
    const { values } = points[losses.indexOf(Math.min(...losses))];
    const seeds = Array.from({ length: 24 }, (_, seed) => 20_000 + seed);
    const again = async (of: typeof values): Promise<number> => {
      const runs = await toy.simulate(seeds.map((seed) => ({ values: of, seed, stretch: 'target' as const })));
      return loss.of(runs[0].map((_, k) => runs.reduce((sum, run) => sum + run[k], 0) / runs.length));
    };
    expect(await again(result.best.values)).toBeLessThan((await again(values)) / 2);
  });
});

describe('a calibration', () => {
  it('is decided by its answers alone', async () => {
    const small = toyMarket([0.6, 0.4], 80);
    const once = await calibrate(small.problem, small.simulate);
    expect(await calibrate(small.problem, small.simulate)).toEqual(once);
    const other = await calibrate({ ...small.problem, seed: 2 }, small.simulate);
    expect(other.best.values).not.toEqual(once.best.values);
  });

  it('does without points whose moments cannot be measured, and counts them', async () => {
    const small = toyMarket([0.6, 0.4], 80);
    const broken = await calibrate(small.problem, async (batch) =>
      (await small.simulate(batch)).map((moments, i) =>
        batch[i].values['parameter-0'] > 0.9 ? moments.map(() => Number.NaN) : moments,
      ),
    );
    expect(broken.unmeasured).toBeGreaterThan(0);
    expect(Math.abs(broken.parameters[0].best - 0.6)).toBeLessThan(0.1);
  });

  it('is refused where hardly a point has every moment', async () => {
    const small = toyMarket([0.6, 0.4], 80);
    const silent = calibrate(small.problem, async (batch) =>
      (await small.simulate(batch)).map((moments, i) => (i < 4 ? moments : [Number.NaN, ...moments.slice(1)])),
    );
    await expect(silent).rejects.toThrow(/found 4 of 36 points of the design with every moment, expected at least 6/);
  });

  it('says so where no parameter can be told', async () => {
    const small = toyMarket([0.6, 0.4], 80);
    const blind = await calibrate(small.problem, async (batch) =>
      batch.map(({ seed }) => {
        const stream = new Streams(seed).stream('blind');
        return small.problem.target.values.map(() => stream.uniform());
      }),
    );
    expect(blind.parameters.map(({ identified }) => identified)).toEqual([false, false]);
    expect(blind.best.values).toEqual({ 'parameter-0': 0.5, 'parameter-1': 0.5 });
    expect(blind.waves).toEqual([]);
  });
});
