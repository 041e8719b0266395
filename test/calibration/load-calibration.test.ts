import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../src/diagnostics/index.js';
import { HOUR, MINUTE, SECOND } from '../../src/tape/index.js';
import { loadText, tinyText } from './tiny-calibration.js';

const calibration = await loadText(tinyText);

describe('a calibration file', () => {
  it('has its defaults filled in, and the usual value from the scenario', () => {
    expect(calibration.parameters).toEqual([
      { path: 'agents.makers.quantity', from: 500, to: 8000, step: 100, scale: 'log', usual: 2000 },
    ]);
    expect(calibration.moments.map(({ id }) => id)).toEqual([
      'limit-order-size',
      'spread',
      'touch-depth',
      'best-5-depth',
    ]);
    const begins = 9 * HOUR + 35 * MINUTE;
    expect(calibration.stretch).toEqual({ startNs: begins, endNs: begins + MINUTE, blockNs: 10 * SECOND });
    expect(calibration.seed).toBe(1);
  });

  it('has another digest with another seed, budget or prior, and the same without', async () => {
    const digests = await Promise.all([
      loadText(tinyText),
      loadText(tinyText, 2),
      loadText(tinyText.replace('44', '45')),
      loadText(tinyText.replace('8000', '7000')),
    ]);
    expect(digests[0].digest).toBe(calibration.digest);
    expect(new Set(digests.map(({ digest }) => digest)).size).toBe(4);
  });

  it.each<[string, string, string, RegExp]>([
    ['an unknown key', 'budget:', 'bugdet:', /:8:1 bugdet: unknown key "bugdet", .*did you mean "budget"/],
    ['a moment that nobody knows', 'touch-depth', 'touch-debth', /:5:\d+ moments\.1: .*did you mean "touch-depth"/],
    ['bounds the wrong way round', 'from: 500', 'from: 9000', /:4:\d+ .*to: found 8000, expected more than from/],
    ['a logarithm of nothing', 'from: 500', 'from: 0', /:4:\d+ .*from: found 0, expected more than 0 on a log scale/],
    ['too small a budget', 'budget: 44', 'budget: 10', /:8:\d+ budget: found 10, expected at least 40 simulations/],
    ['no target', 'target: { moments: moments.json }', 'target: {}', /:6:\d+ target: .*exactly one of tapes, source/],
    ['a value no agent takes', 'step: 100', 'step: 30', /:4:\d+ .*agents\.makers\.quantity: at \d+: .*multiple of 100/],
    ['a path that leads nowhere', 'makers.quantity', 'maker.quantity', /:4:\d+ .*agents\.maker\.quantity: /],
    ['a parameter without a value', 'makers.quantity', 'makers.skew', /the scenario has no value there, expected one/],
    ['a usual value out of bounds', 'from: 500', 'from: 3000', /:4:\d+ .*its usual value is 2000, expected .* 3000/],
    ['blocks that are too long', 'blockSeconds: 10', 'blockSeconds: 60', /window: found 60 s, expected at least four/],
    ['a scenario that is not there', 'tiny-market', 'no-market', /:2:\d+ scenario: .*no such file/],
  ])('with %s is refused with its place', async (_name, from, to, message) => {
    const error: Error = await loadText(tinyText.replace(from, to)).catch((caught) => caught);
    const text = error instanceof ScenarioError ? error.problems.map((one) => one.message).join('\n') : error.message;
    expect(text).toMatch(message);
  });
});
