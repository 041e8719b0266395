import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fittedModels } from '../../bench/fitted-models.js';
import { shippedModels } from '../../src/scenario/index.js';
import { spokenBy } from './spoken.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-card-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
const sample = ['scenarios/samples/lobster', '--format', 'lobster'];

describe('touchstone card', () => {
  beforeAll(async () => {
    const fit = ['fit', ...sample, '--kind', 'cont-stoikov-talreja', '--name', 'sample', '--out', at('sample.json')];
    expect((await spokenBy(fit)).exitCode).toBe(0);
  });

  it('tells of a shipped model what it assumes and every parameter with its error, the same every time', async () => {
    const { exitCode, stdout } = await spokenBy(['card', 'szse-300233']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^# Model card: szse-300233\n\nThe order flow of 300233 \(szse-chinext\) on 2025-05-06/);
    expect(stdout).toMatch(/^- \*\*one-day\*\*: /m);
    expect(stdout).toMatch(/^\| branching \| 0\.539 ± 0\.027, 0\.284 ± 0\.04 \|$/m);
    expect(stdout).toMatch(/^\| knotsNs \| 09:30:00, 09:35:00, /m);
    expect((await spokenBy(['card', 'szse-300233'])).stdout).toBe(stdout);
  });

  it('judges a model by its data, half by half, and draws a page that fetches nothing', async () => {
    const [out, html] = [at('card.md'), at('card.html')];
    const { exitCode } = await spokenBy(['card', at('sample.json'), ...sample, '--out', out, '--html', html]);
    expect(exitCode).toBe(0);
    const text = readFileSync(out, 'utf8');
    for (const kind of ['constant rates', 'zero-intelligence', 'cont-stoikov-talreja', 'queue-reactive'])
      expect(text).toMatch(new RegExp(`^\\| ${kind} \\| -?\\d+\\.\\d{3} \\| \\d+\\.\\d{3} \\|$`, 'm'));
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<svg/g)!.length).toBeGreaterThanOrEqual(3);
    expect(page).not.toMatch(/<script|<link|\bNaN\b|undefined/);
  });

  it.each<[string, () => string[], RegExp]>([
    ['a model that is not there', () => ['card', 'szse-30023'], /no model "szse-30023".*did you mean "szse-300233"/],
    ['a file that is no model', () => ['card', 'package.json'], /package\.json/],
    [
      'data of another instrument',
      () => ['card', 'szse-300233', ...sample],
      /--symbol: found data of TCHS, expected those of 300233/,
    ],
    [
      'to overwrite what is no card',
      () => {
        writeFileSync(at('notes.md'), 'notes');
        return ['card', 'szse-300233', '--out', at('notes.md')];
      },
      /--out: ".*notes\.md" exists and is no model card/,
    ],
  ])('refuses %s', async (_name, words, message) => {
    const { exitCode, stderr, stdout } = await spokenBy(words());
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('npm run models', () => {
  it('knows the data of every shipped model', () => {
    const names = fittedModels.map(({ name }) => name);
    for (const shipped of shippedModels()) expect(names).toContain(shipped);
  });
});
