import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { spokenBy } from './spoken.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-realism-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sample = ['scenarios/samples/lobster', '--format', 'lobster', '--from', '09:30'];
const against = ['--against', 'scenarios/samples/lobster', '--against-format', 'lobster'];

describe('touchstone realism', () => {
  it('prints every score beside its floor, the gate, responses and facts, and writes a page', async () => {
    const html = path.join(folder, 'page.html');
    const { exitCode, stdout, stderr } = await spokenBy(['realism', ...sample, ...against, '--html', html]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^TCHS 2025-05-06 09:30:\d\d–09:53:18 \(lobster\) against TCHS/);
    expect(stdout).toContain('✓ no side of the simulated book was ever empty');
    expect(stdout).toMatch(/^spread +0\.000 +\[0\.000, 0\.\d{3}\] +0\.\d{3} /m);
    expect(stdout).toMatch(/^mean of 21 +0\.000/m);
    expect(stdout).toMatch(/^MO1 +0\.000 +\d\.\d{3}/m);
    expect(stdout).toContain('20 of 20 pass');
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(21 + 3 + 6 + 2);
    expect(page).not.toMatch(/<script|src=|href=|url\(/);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('judges real against real when nothing else is named', async () => {
    const { exitCode, stdout } = await spokenBy(['realism', ...sample, '--windows', '6', '--json']);
    expect(exitCode).toBe(0);
    const { floor, card, facts, simulated } = JSON.parse(stdout);
    expect([floor.real.windows, floor.simulated.windows, card, simulated]).toEqual([3, 3, undefined, undefined]);
    expect(floor.unconditional.scores).toHaveLength(21);
    expect(facts).toHaveLength(20);
  });

  it.each<[string, string[], RegExp]>([
    ['a time that is none', [...sample.slice(0, 3), '--from', '9h30'], /--from: found "9h30", expected a time of day/],
    [
      'a time of the other side that is none',
      [...sample, ...against, '--against-until', '25:00'],
      /--against-until: found "25:00", expected a time of day/,
    ],
    [
      'no format of the other side',
      [...sample, ...against.slice(0, 2)],
      /--against-format: is missing, expected one of/,
    ],
    ['options of nobody', [...sample, '--against-symbol', 'X'], /--against-symbol: is given without --against/],
    ['too short a stretch', [...sample, '--until', '09:31'], /has \d+ messages there, expected at least 1000/],
    ['one window', [...sample, '--windows', '1'], /--windows: found "1", expected a whole number from 2/],
  ])('refuses %s', async (_name, words, message) => {
    const { exitCode, stderr, stdout } = await spokenBy(['realism', ...words]);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
