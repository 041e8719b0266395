import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { touchstone } from '../support/touchstone.js';
import { spokenBy } from './spoken.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);
const source = ['scenarios/samples/own', '--format', 'own'];

describe('touchstone export', () => {
  it.each<[string, string[]]>([
    ['lobster', ['--format', 'lobster', '--levels', '10']],
    ['szse-l3', ['--format', 'szse-l3']],
    ['szse-tick', ['--format', 'own']],
  ])('writes %s files that replay reads and agrees with', async (layout, reading) => {
    const exported = await spokenBy(['export', ...source, '--as', layout, '--out', at(layout)]);
    expect(exported.stderr).toBe('');
    expect(exported.exitCode).toBe(0);
    expect((await spokenBy(['replay', at(layout), ...reading])).exitCode).toBe(0);
  });

  it('writes LOBSTER files without compression, with the same text', async () => {
    const { stdout } = await spokenBy([
      'export',
      ...source,
      '--as',
      'lobster',
      '--plain',
      '--out',
      at('plain'),
      '--json',
    ]);
    const { files } = JSON.parse(stdout) as { files: { file: string }[] };
    expect(files).toHaveLength(2);
    for (const { file } of files)
      expect(
        readFileSync(file).equals(gunzipSync(readFileSync(path.join(at('lobster'), `${path.basename(file)}.gz`)))),
      ).toBe(true);
  });

  it('writes Parquet and CSV, and exports a tape again', async () => {
    const first = await spokenBy(['export', ...source, '--as', 'parquet', '--out', at('p'), '--json']);
    const { files, as } = JSON.parse(first.stdout) as { as: string; files: { file: string; bytes: number }[] };
    expect(as).toBe('parquet');
    const second = await spokenBy(['export', files[0].file, '--as', 'csv', '--symbol', '300001', '--out', at('c')]);
    expect(second.exitCode).toBe(0);
    expect(readdirSync(at('c')).sort()).toEqual([
      '300001_2025-05-06_tape.csv.gz',
      '300001_2025-05-06_tape.header.json',
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['no layout', [...source, '--out', at('x')], /--as: is missing, expected one of parquet, csv, lobster/],
    [
      'an unknown layout',
      [...source, '--as', 'lobstr', '--out', at('x')],
      /--as: found "lobstr".*did you mean "lobster"/,
    ],
    ['no folder', [...source, '--as', 'csv'], /--out: is missing, expected a folder/],
    [
      'a file instead',
      [...source, '--as', 'csv', '--out', at('file')],
      /--out: found the file ".*file", expected a folder/,
    ],
    ['a file above', [...source, '--as', 'csv', '--out', at('file/a/b')], /--out: found the file/],
    ['no tape', ['README.md', '--as', 'csv', '--out', at('x')], /--format: "README.md" is no tape/],
    ['an unknown symbol', [...source, '--as', 'csv', '--symbol', 'x', '--out', at('x')], /--symbol: found "x"/],
    ['too many levels', [...source, '--as', 'lobster', '--levels', '501', '--out', at('x')], /--levels: found "501"/],
    ['plain Parquet', [...source, '--as', 'parquet', '--plain', '--out', at('x')], /--plain: found with --as parquet/],
    [
      'a layout that cannot say it',
      ['scenarios/samples/lobster', '--format', 'lobster', '--as', 'szse-tick', '--out', at('x')],
      /"restate", which the layout szse-tick cannot say/,
    ],
  ])('ends with 2 and one message: %s', async (_name, args, message) => {
    writeFileSync(at('file'), 'mine');
    const { exitCode, stdout, stderr } = await spokenBy(['export', ...args]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
    expect(readdirSync(folder)).not.toContain('x');
  });

  it('cannot write below a system folder', async () => {
    const { exitCode, stderr } = await touchstone(['export', ...source, '--as', 'csv', '--out', '/proc/none']);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(3);
  });
});
