import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zeroIntelligence } from '../../bench/recovery-study.js';
import { writeTapeParquet } from '../../src/archive/index.js';
import { loadModel, ZeroIntelligence } from '../../src/model/index.js';
import { Tape } from '../../src/tape/index.js';
import { flowMarket } from '../agents/flow/flow-market.js';
import { spokenBy } from './spoken.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-fit-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  for (const [i, name] of ['monday', 'tuesday', 'wednesday'].entries()) {
    const { header, chunks, length } = flowMarket({
      model: new ZeroIntelligence(zeroIntelligence),
      seed: i + 1,
      minutes: 4,
    });
    await writeTapeParquet(at(`${name}.parquet`), new Tape({ ...header, date: `2024-06-0${i + 3}` }, chunks, length));
  }
});

describe('touchstone fit with several days', () => {
  const days = ['fit', at('monday.parquet'), at('tuesday.parquet'), '--kind', 'zero-intelligence'];

  it('pools them, and judges each model by a day that none has seen', async () => {
    const { exitCode, stdout } = await spokenBy([
      ...days,
      '--hold-out',
      at('wednesday.parquet'),
      '--out',
      at('days.json'),
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/days\.json: days, fitted to [\d,]+ orders of TCHS on 2024-06-03, 2024-06-04\n/);
    expect(stdout).toMatch(/^\d+ of 4 parameters differ from day to day by more than their standard errors say\.$/m);
    for (const fitted of ['2024-06-03', '2024-06-04', 'pooled'])
      expect(stdout).toMatch(new RegExp(`^${fitted} +-?\\d\\.\\d{4}$`, 'm'));
    const { file } = loadModel(JSON.parse(readFileSync(at('days.json'), 'utf8')));
    expect(file.pooled?.days).toHaveLength(2);
  });

  it('makes the same bytes of the same days', async () => {
    const [first, second] = [await spokenBy(days), await spokenBy(days)];
    expect(first.stdout).toBe(second.stdout);
    expect(first.stderr).toMatch(/parameters differ from day to day/);
  });

  it.each<[string, string[], RegExp]>([
    ['the same day twice', [...days, at('monday.parquet')], /monday\.parquet: found 2024-06-03 again/],
    [
      'a held-out day that was fitted',
      [...days, '--hold-out', at('tuesday.parquet')],
      /--hold-out: .*tuesday\.parquet is of 2024-06-04, to which .* fits, expected a day that is not fitted/,
    ],
    [
      'a likelihood of the batch flow',
      ['fit', at('monday.parquet'), '--hold-out', at('tuesday.parquet')],
      /--hold-out: found with the kind batch-flow, which has no likelihood/,
    ],
    ['accounts of several days', [...days, '--accounts'], /--accounts: found with 2 days, expected one/],
    ['a day that is not there', [...days, at('friday.parquet')], /friday\.parquet: there is no such file/],
  ])('refuses %s', async (_name, words, message) => {
    const { exitCode, stderr, stdout } = await spokenBy(words);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
