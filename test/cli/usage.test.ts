import { existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createColors } from 'picocolors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.js';
import { touchstone } from '../support/touchstone.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-cli-'));
  writeFileSync(path.join(folder, 'empty.yaml'), '');
  writeFileSync(path.join(folder, 'list.yaml'), '- 1\n');
  writeFileSync(path.join(folder, 'file'), 'not a folder');
  writeFileSync(path.join(folder, '007'), small());
  writeFileSync(path.join(folder, 'dear.yaml'), small().replace('15.70', '20000000'));
  writeFileSync(path.join(folder, 'before-rules.yaml'), small().replace('@2025', '@1999'));
  writeFileSync(path.join(folder, 'model.yaml'), `${small()}background: { model: ./list.json }\n`);
  writeFileSync(path.join(folder, 'list.json'), '[1');
});
afterAll(() => rmSync(folder, { recursive: true }));

const small = () => `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:15", "09:45"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
surveillance: { rules: szse-chinext@2025-05-06, detectors: [fd-c] }
`;
const shipped = ['first-light', 'spoofing', 'layering', 'wash-trading', 'reaction', 'two-days'];

describe('what is wrong on the command line ends with 2 and one message', () => {
  it.each([
    ['no command', [], /no command, expected one of run, check/],
    ['an unknown command', ['rnu', 'x'], /unknown command "rnu".*did you mean "run"/],
    ['a missing word', ['run'], /run needs a scenario/],
    ['a word too many', ['validate', 'spoofing', 'layering'], /unexpected argument "layering"/],
    ['an unknown option', ['run', 'spoofing', '--sedes', '3'], /unknown option --sedes.*did you mean "--seeds"/],
    ['an unknown short option', ['run', 'spoofing', '-x'], /unknown option -x/],
    ['an option of another command', ['validate', 'spoofing', '--format', 'x'], /unknown option --format of validate/],
    ['an option without its value', ['run', 'spoofing', '--seeds'], /--seeds: found nothing, expected a value/],
    ['an option twice', ['run', 'spoofing', '--seeds', '1', '--seeds', '2'], /--seeds: found it 2 times/],
    ['negative seeds', ['run', 'spoofing', '--seeds', '-3'], /--seeds: found "-3", expected a whole number from 1/],
    ['no seeds', ['run', 'spoofing', '--seeds=0'], /--seeds: found "0"/],
    ['half a seed', ['run', 'spoofing', '--seeds', '1.5'], /--seeds: found "1.5"/],
    ['seeds in words', ['run', 'spoofing', '--seeds', 'many'], /--seeds: found "many"/],
    ['a negative master seed', ['run', 'spoofing', '--seed', '-1'], /--seed: found "-1"/],
    ['no workers', ['run', 'spoofing', '--workers', '0'], /--workers: found "0"/],
    ['a file where results should go', ['run', 'spoofing', '--out', 'file'], /--out: found the file "file"/],
    ['a file above where results should go', ['run', 'spoofing', '--out', 'file/a/b'], /--out: found the file "file"/],
    ['a flag with a value', ['run', 'spoofing', '--resume=no'], /--resume: found "no", expected no value/],
    ['a mistyped shipped scenario', ['explain', 'spoofng'], /spoofng: there is no such file .did you mean "spoofing"/],
    ['a scenario that is not there', ['run', 'nothing.yaml'], /nothing.yaml: there is no such file/],
    ['an empty scenario', ['run', 'empty.yaml'], /empty.yaml: the file is empty/],
    ['a scenario that is a list', ['validate', 'list.yaml'], /list.yaml:1:1: found \[1\], expected a mapping/],
    ['more money than can be counted', ['validate', 'dear.yaml'], /dear.yaml:6:\d+ market.*previousClose: .* in cash/],
    [
      'thresholds before there were any',
      ['validate', 'before-rules.yaml'],
      /before-rules.yaml:7:\d+ surveillance.rules/,
    ],
    ['a model that is none', ['validate', 'model.yaml'], /list.json: .*is not JSON/],
    ['a scenario that is a folder', ['explain', '.'], /found a folder, expected a file/],
    [
      'data without a format',
      ['replay', '.'],
      /--format: is missing, expected one of szse-l3, sse-l2, lobster, databento-mbo, bats-pitch, bitstamp-l3, own/,
    ],
    ['an unknown format', ['replay', '.', '--format', 'szse'], /found the format "szse"/],
    ['data that are not there', ['fit', 'nothing', '--format', 'szse-l3'], /there is no such file/],
    ['a folder without data', ['replay', '.', '--format', 'lobster'], /expected/],
    ['an unknown detector', ['detect', '.', '--format', 'lobster', '--detectors', 'fdc'], /"fdc".*did you mean "fd-c"/],
    ['an empty value', ['detect', 'x.parquet', '--detectors', ''], /--detectors: found nothing/],
    ['a tape that is not there', ['detect', 'nothing.parquet'], /nothing.parquet/],
    ['a model file that is a folder', ['fit', '.', '--format', 'lobster', '--out', '.'], /--out: "." is a folder/],
    ['a model over another file', ['fit', '.', '--format', 'lobster', '--out', 'list.yaml'], /exists and is no model/],
  ])('%s', async (_name, args, message) => {
    // In this process: starting one for each would take a minute of the suite.
    const printed: string[] = [];
    const notes: string[] = [];
    const terminal = {
      out: (text: string) => void printed.push(text),
      note: (text: string) => void notes.push(text),
      redraw: () => undefined,
      isInteractive: false,
      colors: createColors(false),
    };
    const before = process.cwd();
    process.chdir(folder);
    const exitCode = await runCommandLine(args, terminal, new AbortController().signal).finally(() => {
      process.chdir(before);
    });
    expect(notes.join('\n')).toMatch(message);
    expect(notes.join('\n')).not.toMatch(/^\s+at /m);
    expect(printed).toEqual([]);
    expect(exitCode).toBe(2);
  });

  it('as one JSON object where that is asked for', async () => {
    const { exitCode, stdout } = await touchstone(['validate', 'empty.yaml', '--json'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 2, error: { file: 'empty.yaml' } });
  });
});

describe('output that cannot be written', () => {
  // A device that refuses every byte; where there is none, there is nothing to see.
  it.skipIf(!existsSync('/dev/full'))('ends with 3 and one message', async () => {
    const { exitCode, stderr } = await touchstone(['list'], { stdout: openSync('/dev/full', 'w') });
    expect(stderr).toMatch(/^touchstone: the output cannot be written: ENOSPC.*\n$/);
    expect(exitCode).toBe(3);
  });

  it.skipIf(!existsSync('/proc/self'))('to a folder that takes none ends at once', async () => {
    const { exitCode, stderr } = await touchstone(['run', '007', '--out', '/proc/none'], { cwd: folder });
    expect(stderr).toMatch(/^touchstone: \/proc\/none: /);
    expect(exitCode).toBe(3);
  });
});

describe('a person who asks', () => {
  it('gets help, for the program and for a command', async () => {
    const { exitCode, stdout } = await touchstone(['--help']);
    expect(exitCode).toBe(0);
    for (const command of ['run', 'check', 'replay', 'fit', 'detect', 'validate', 'explain', 'schema', 'list'])
      expect(stdout).toContain(`touchstone ${command}`);
    const run = await touchstone(['run', '--help']);
    expect(run.stdout).toMatch(/--seeds.*\n(.*\n)*.*--resume/);
  });

  it('gets help by asking for it first, and the kinds of values that options take', async () => {
    const { exitCode, stdout } = await touchstone(['help', 'run']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--seeds .*\[count\]/);
  });

  it('gets the version', async () => {
    expect((await touchstone(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('gets a list of everything a scenario can name', async () => {
    const { stdout, exitCode } = await touchstone(['list', '--json']);
    expect(exitCode).toBe(0);
    const ids = Object.fromEntries(
      Object.entries(JSON.parse(stdout) as Record<string, { id: string }[]>).map(([kind, entries]) => [
        kind,
        entries.map(({ id }) => id),
      ]),
    );
    expect(ids['scenarios'].toSorted()).toEqual(shipped.toSorted());
    expect(ids['venues']).toContain('szse-chinext');
    expect(ids['models']).toContain('szse-300233');
    expect(ids['agents']).toContain('market-maker');
    expect(ids['practices']).toEqual(expect.arrayContaining(['spoofing', 'layering', 'wash-trading']));
    expect(ids['detectors']).toEqual(expect.arrayContaining(['fd-c', 'ws', 'spoof-pattern', 'naive-large-cancel']));
    expect(ids['formats']).toEqual(expect.arrayContaining(['szse-l3', 'lobster']));
  });

  it('gets a JSON Schema that documents every key', async () => {
    const { stdout } = await touchstone(['schema']);
    const schema = JSON.parse(stdout) as { $schema: string; properties: Record<string, { description?: string }> };
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    const undocumented = Object.entries(schema.properties).filter(([, { description }]) => description === undefined);
    expect(undocumented.map(([key]) => key)).toEqual([]);
    expect(stdout).toContain('best5Depth');
  });
});

it('a file may be called like a number', async () => {
  expect((await touchstone(['validate', '007'], { cwd: folder })).stdout).toMatch(/^007: a valid scenario/);
});

describe('every shipped scenario', () => {
  it.each([...shipped, 'scenarios/first-light.yaml'])('%s is valid, by its name or by its file', async (given) => {
    const { exitCode, stdout, stderr } = await touchstone(['validate', given, '--json'], { cwd: folder });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, scenario: path.basename(given, '.yaml') });
  });

  it('is explained with all its runs counted', async () => {
    const { stdout } = await touchstone(['explain', 'spoofing', '--seeds', '40', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ clean: 100, purpose: 100, attack: 240, tasks: 440 });
    const text = await touchstone(['explain', 'spoofing']);
    expect(text.stdout).toMatch(/440 distinct runs/);
    expect(text.stdout).toMatch(/sweep:\n {2}attacks.spoof.size.best5Depth:\n {4}- "0.5"/);
    expect(text.stdout).toContain('- 09:15:00.000');
    expect(text.stdout.match(/^attacks:/gm)).toHaveLength(1);
  });
});
