import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyText } from '../calibration/tiny-calibration.js';
import { spokenBy } from './spoken.js';

let folder = '';
const file = (): string => path.join(folder, 'tiny.yaml');

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-calibrate-'));
  const moments = ['limit-order-size', 'spread', 'touch-depth', 'best-5-depth'];
  const covariance = moments.flatMap((_, i) => moments.map((_other, j) => (i === j ? 0.01 : 0)));
  const target = { momentsVersion: 1, stretches: 6, moments, values: [7.9, 0.1, 10.2, 11.5], covariance };
  writeFileSync(path.join(folder, 'moments.json'), JSON.stringify(target));
  const [, market] = /scenario: (.*)/.exec(tinyText)!;
  writeFileSync(path.join(folder, 'market.yaml'), readFileSync(market));
  writeFileSync(file(), tinyText.replace('budget: 44', 'budget: 80'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('touchstone calibrate', () => {
  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a file that is wrong',
      (text) => text.replace('from: 500', 'from: high'),
      /wrong\.yaml:4:\d+ .*from: found "high"/,
    ],
    [
      'a target that is not there',
      (text) => text.replace('moments.json', 'none.json'),
      /target\.moments: .*none\.json/,
    ],
    ['a path out of the root', (text) => text.replace('moments.json', '../x.json'), /leads out of the root folder/],
    [
      'moments that the target lacks',
      (text) => text.replace('spread]', 'spread, volatility-1s]'),
      /moments\.json moments: the moment volatility-1s is not among those of the file/,
    ],
  ])('ends with 2 for %s', async (_name, wrong, message) => {
    const name = path.join(folder, 'wrong.yaml');
    writeFileSync(name, wrong(tinyText.replace(/scenario: .*/, 'scenario: market.yaml')));
    const words = ['calibrate', name, '--root', folder, '--out', path.join(folder, 'runs')];
    const { exitCode, stderr, stdout } = await spokenBy(words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(existsSync(path.join(folder, 'runs'))).toBe(false);
  });

  it('ends with 130 when it is interrupted, and keeps what is simulated', async () => {
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    const words = ['calibrate', file(), '--root', '/', '--out', path.join(folder, 'stopped'), '--workers', '2'];
    const child = spawn(process.execPath, [main, ...words], { env: { ...process.env, CI: '1' }, stdio: 'pipe' });
    let stderr = '';
    let asked = false;
    child.stderr.on('data', (text) => {
      stderr += text;
      if (asked || !/ of \d+ runs/.test(stderr)) return;
      asked = true;
      child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toMatch(/\d+ of \d+ simulations are finished and kept; --resume goes on from there/);
    expect(code).toBe(130);
    const [results] = readdirSync(path.join(folder, 'stopped'));
    expect(readdirSync(path.join(folder, 'stopped', results))).toEqual(['checkpoint.json']);
    const kept = JSON.parse(readFileSync(path.join(folder, 'stopped', results, 'checkpoint.json'), 'utf8'));
    expect(kept.simulations.length).toBeGreaterThan(5);
  });
});
