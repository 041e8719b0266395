import path from 'node:path';
import { expect, it } from 'vitest';
import { calibrate } from '../../src/calibration/calibrate.js';
import { readTarget } from '../../src/calibration/index.js';
import type { Simulate } from '../../src/calibration/simulated-points.js';
import { normal, Streams } from '../../src/random/index.js';
import { describeWithRealData } from '../support/real-data.js';
import { loadText, tinyText } from './tiny-calibration.js';

describeWithRealData('calibration to a recorded minute', 'szse_l3', (source) => {
  it('finds the value whose market would have the moments of the recorded one', async () => {
    const target = `target: { source: ${path.resolve(source)}, format: szse-l3 }`;
    const calibration = await loadText(
      tinyText.replace('target: { moments: moments.json }', target).replace('blockSeconds: 10', 'blockSeconds: 5'),
    );
    const { parameters, budget, seedsPerPoint, seed } = calibration;
    const real = await readTarget({ ...calibration, folder: source }, '/');
    const { stretches, values, covariance } = real;
    expect(stretches).toBe(1);
    // 300233 trades in cents, thousands of shares wait at its touch, and more behind it.
    const [limitOrderSize, spread, touchDepth, nearDepth] = [
      'limit-order-size',
      'spread',
      'touch-depth',
      'best-5-depth',
    ]
      .map((id) => real.moments.indexOf(id))
      .map((at) => values[at]);
    expect(limitOrderSize).toBeGreaterThan(Math.log(100));
    expect(spread).toBeLessThan(Math.log(5));
    expect(touchDepth).toBeGreaterThan(Math.log(1000));
    expect(nearDepth).toBeGreaterThan(touchDepth);
    /** In place of a market: moments that are those of the recorded minute where makers quote 3,000 shares. */
    const simulate: Simulate = async (batch) =>
      batch.map((request) => {
        const quantity = request.values['agents.makers.quantity'];
        const stream = new Streams(`${request.seed}/${quantity}`).stream('noise');
        return values.map((value, i) => {
          const deviation = Math.sqrt(covariance[i * (values.length + 1)]);
          return value + 3 * deviation * Math.log(quantity / 3000) + 0.3 * deviation * normal(stream);
        });
      });
    const result = await calibrate(
      { parameters, target: real, heldOut: undefined, budget, seedsPerPoint, seed },
      simulate,
    );
    expect(result.parameters[0].identified).toBe(true);
    expect(result.parameters[0].best).toBeGreaterThan(2500);
    expect(result.parameters[0].best).toBeLessThan(3600);
    expect(result.best.moments.map(({ target: value }) => value)).toEqual(values);
    expect(result.best.pValue).toBeGreaterThan(0.05);
  }, 120_000);
});
