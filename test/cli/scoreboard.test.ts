import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { scoreboardReport } from '../../src/report/index.js';
import { touchstone } from '../support/touchstone.js';
import { spokenBy } from './spoken.js';

const sample = ['scoreboard', 'scenarios/samples/lobster', '--format', 'lobster', '--seeds', '1'];
const quick = [...sample, '--models', 'zero-intelligence,cont-stoikov-talreja'];

describe('touchstone scoreboard', () => {
  it('puts models that saw half a day beside real against real, the same on one worker and on two', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map(async (workers) =>
        JSON.parse((await touchstone([...quick, '--json', '--workers', workers])).stdout),
      ),
    );
    expect(one).toEqual(two);
    const [real, fitted, ...models] = one.rows;
    expect([real.free.depthRatio, real.free.volatilityRatio]).toEqual([1, 1]);
    expect(fitted.free.l1).toBeGreaterThan(0);
    for (const { seeded, free, likelihood } of models) {
      expect(seeded.l1).toBeGreaterThan(real.seeded.l1 / 4);
      expect(free.emptySides).toBe(0);
      expect(Number.isFinite(likelihood)).toBe(true);
    }
    const text = scoreboardReport(one.rows, 1, createColors(false)).join('\n');
    expect(text).toMatch(/^P1, from real books on for 500 messages/m);
    expect(text).toMatch(/^P2, alone through the judged half/m);
    for (const row of ['real against real', 'real fitted half', 'zero-intelligence', 'cont-stoikov-talreja'])
      expect(text.match(new RegExp(`^${row} `, 'gm'))).toHaveLength(2);
  });

  it.each<[string, string[], RegExp]>([
    [
      'a kind that is none',
      [...sample, '--models', 'hawke'],
      /there is no kind of model "hawke".*did you mean "hawkes"/,
    ],
    ['no seeds', [...quick.slice(0, 4), '--seeds', '0'], /--seeds: found "0", expected a whole number from 1/],
    [
      'too few messages',
      ['scoreboard', 'scenarios/samples/own', '--format', 'own'],
      /the first half of continuous trading .* has \d+ messages, expected at least 2000/,
    ],
  ])('refuses %s', async (_name, words, message) => {
    const { exitCode, stderr, stdout } = await spokenBy(words);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
