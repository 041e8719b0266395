import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { touchstone } from '../support/touchstone.js';
import { spokenBy } from './spoken.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sample = 'scenarios/samples/own';
const at = (name: string) => path.join(folder, name);

describe('touchstone import', () => {
  it('writes a tape, says how far it agrees with its trades, and detectors read it', async () => {
    const tape = at('tape.parquet');
    const imported = await spokenBy(['import', sample, '--map', `${sample}/columns.yaml`, '--out', tape]);
    expect(imported.stderr).toBe('');
    expect(imported.stdout).toMatch(/executed quantity by order +2,165 +2,165 +100.000 %/);
    expect(imported.exitCode).toBe(0);
    expect((await spokenBy(['detect', tape])).exitCode).toBe(0);
    const again = await spokenBy(['import', sample, '--out', tape, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ format: 'own', holds: true, file: tape });
  });

  it('takes every other layout too', async () => {
    const out = at('lobster.parquet');
    const { exitCode } = await spokenBy(['import', 'scenarios/samples/lobster', '--format', 'lobster', '--out', out]);
    expect(exitCode).toBe(0);
  });

  it('ends when it is interrupted, and writes nothing', async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(), 1);
    const out = at('interrupted.parquet');
    const { exitCode, stdout, stderr } = await spokenBy(['import', sample, '--out', out], interruption.signal);
    expect([exitCode, stdout, stderr]).toEqual([130, '', 'touchstone: interrupted\n']);
    expect(readdirSync(folder).filter((name) => name.includes('interrupted'))).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    ['no tape', [sample], /--out: is missing, expected the name of a file/],
    ['another ending', [sample, '--out', 'tape.csv'], /--out: found "tape.csv", expected a name that ends in .parquet/],
    ['a file of another kind', [sample, '--out', at('other.parquet')], /exists and is no Parquet file/],
    ['a folder', [sample, '--out', at('folder.parquet/..')], /--out: found ".*", expected a name that ends/],
    ['no map', ['scenarios/samples/lobster', '--out', at('x.parquet')], /columns.yaml: there is no such file/],
    [
      'a map for a known layout',
      [sample, '--format', 'lobster', '--map', 'm.yaml', '--out', at('x.parquet')],
      /--map: found/,
    ],
    [
      'an unknown instrument',
      [sample, '--symbol', '1', '--out', at('x.parquet')],
      /--symbol: found "1", expected one of 300001/,
    ],
  ])('ends with 2 and one message: %s', async (_name, args, message) => {
    writeFileSync(at('other.parquet'), 'mine');
    const { exitCode, stdout, stderr } = await spokenBy(['import', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(readFileSync(at('other.parquet'), 'utf8')).toBe('mine');
  });

  it('leaves nothing half-written where the files are wrong', async () => {
    const map = readFileSync(`${sample}/columns.yaml`, 'utf8').replace('OrderQty', 'OrderQyt');
    writeFileSync(at('bad.yaml'), map);
    const { exitCode, stderr } = await spokenBy([
      'import',
      sample,
      '--map',
      at('bad.yaml'),
      '--out',
      at('half.parquet'),
    ]);
    expect(stderr).toMatch(/bad.yaml:\d+:\d+ .*"OrderQyt".*did you mean "OrderQty"/);
    expect(exitCode).toBe(2);
    expect(readdirSync(folder).filter((name) => name.includes('half'))).toEqual([]);
  });

  it('cannot write below a system folder', async () => {
    const { exitCode, stderr } = await touchstone(['import', sample, '--out', '/proc/none/tape.parquet']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(3);
  });
});
