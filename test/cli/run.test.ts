import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readTable, readTapeParquet, tapeDigest } from '../../src/archive/index.js';
import type { RunSummary } from '../../src/run/index.js';
import { touchstone } from '../support/touchstone.js';

const scenario = `schema: 1
name: quick
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:15", "09:45"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
accounts: { active: 500 }
attacks:
  - { id: spoof, practice: spoofing, size: { best5Depth: 8 }, cycles: 2, side: buy, window: ["09:32", "09:43"],
      purpose: { sell: 2000 } }
surveillance: { detectors: [fd-c, spoof-pattern, naive-large-cancel] }
sweep: { attacks.spoof.size.best5Depth: [1, 8] }
runs: { seeds: 2 }
expect:
  - conformance(fd-c) == 1
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-cli-run-'));
  writeFileSync(path.join(folder, 'quick.yaml'), scenario);
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (...args: string[]) => touchstone(args, { cwd: folder });

describe('touchstone run', () => {
  let summary: RunSummary;
  let results: string;
  beforeAll(async () => {
    const { exitCode, stdout, stderr } = await inFolder('run', 'quick.yaml', '--json', '--workers', '2', '--tapes');
    expect(stderr).toMatch(/8 of 8 runs\n$/);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    summary = JSON.parse(stdout) as RunSummary;
    results = path.join(folder, summary.folder);
  });

  it('prints one JSON object with everything that was measured', () => {
    expect(summary).toMatchObject({ scenario: 'quick', seeds: 2, runs: 8, failures: [] });
    expect(summary.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(summary.results.map(({ cell, detector }) => `${cell} ${detector}`)).toEqual([
      'best5Depth=1 fd-c',
      'best5Depth=1 spoof-pattern',
      'best5Depth=1 naive-large-cancel',
      'best5Depth=8 fd-c',
      'best5Depth=8 spoof-pattern',
      'best5Depth=8 naive-large-cancel',
    ]);
    expect(summary.results[0]).toMatchObject({ practice: 'spoofing', campaigns: 2, conformance: 1 });
    expect(Object.keys(summary.effects[0])).toEqual(
      expect.arrayContaining(['cell', 'practice', 'benefit', 'midShiftTicks', 'othersLoss']),
    );
    expect(summary.falseAlerts.map(({ arm }) => arm)).toContain('clean+purpose');
    expect(summary.falseAlerts[0].instrumentDays).toBeCloseTo((2 * 15) / 237, 10);
    expect(summary.expectations).toMatchObject([{ expectation: 'conformance(fd-c) == 1', ok: true }]);
    expect(summary.rows).toBeGreaterThan(10_000);
  });

  it('leaves its results in a folder of their own', async () => {
    expect(summary.folder).toMatch(/^runs\/quick-[0-9a-f]{8}$/);
    expect(readdirSync(results).sort()).toEqual([
      'alerts.parquet',
      'manifest.json',
      'scenario.resolved.yaml',
      'summary.json',
      'tapes',
      'truth-accounts.parquet',
      'truth-orders.parquet',
      'truth-phases.parquet',
      'truth.parquet',
    ]);
    expect(JSON.parse(readFileSync(path.join(results, 'summary.json'), 'utf8'))).toEqual(summary);
    const manifest = JSON.parse(readFileSync(path.join(results, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ digest: summary.digest, node: process.version, masterSeed: 1 });
    expect(manifest.runs).toHaveLength(8);
    const resolved = parse(readFileSync(path.join(results, 'scenario.resolved.yaml'), 'utf8'));
    expect(resolved.cells.map(({ label }: { label: string }) => label)).toEqual(['best5Depth=1', 'best5Depth=8']);
    const truth = await readTable(path.join(results, 'truth.parquet'));
    expect(truth).toHaveLength(4);
    expect(truth[0]).toMatchObject({ arm: 'attack', practice_or_agent: 'spoofing', id: 'spoof', benign: false });
    const alerts = await readTable(path.join(results, 'alerts.parquet'));
    expect(alerts.every(({ score, fired }) => fired === (score as number) >= 1)).toBe(true);
  });

  it('keeps the tape of every run when asked, with the bytes that were digested', async () => {
    const tapes = readdirSync(path.join(results, 'tapes')).filter((name) => !name.endsWith('.accounts.parquet'));
    expect(tapes).toHaveLength(8);
    const tape = await readTapeParquet(path.join(results, 'tapes', tapes[0]));
    const { exitCode, stdout } = await inFolder('detect', path.join(results, 'tapes', tapes[0]), '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: tape.length, source: 'simulated' });
    expect(tapeDigest(tape)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the tape of every day of several, and a digest of each', async () => {
    const days = scenario
      .replace('date: 2025-05-06', 'dates: [2025-05-09, 2025-05-12]')
      .replace('["09:15", "09:45"]', '["09:30", "09:30:20"]')
      .replace(/attacks:(.|\n)*?surveillance/, 'surveillance')
      .replace(/sweep:.*\n/, '')
      .replace('seeds: 2', 'seeds: 1');
    writeFileSync(path.join(folder, 'days.yaml'), days);
    const { exitCode, stdout } = await inFolder('run', 'days.yaml', '--json', '--tapes');
    expect(exitCode).toBe(0);
    const ran = JSON.parse(stdout) as RunSummary;
    expect(ran.falseAlerts[0].instrumentDays).toBeCloseTo((2 * 20) / (237 * 60), 10);
    const manifest = JSON.parse(readFileSync(path.join(folder, ran.folder, 'manifest.json'), 'utf8'));
    expect(manifest.runs[0].days.map(({ date }: { date: string }) => date)).toEqual(['2025-05-09', '2025-05-12']);
    for (const { date } of manifest.runs[0].days) {
      const file = path.join(
        folder,
        ran.folder,
        'tapes',
        `seed-1-clean-${manifest.runs[0].id.slice(0, 8)}-${date}.parquet`,
      );
      expect((await readTapeParquet(file)).header.date).toBe(date);
    }
  });

  it('takes up finished runs when resumed, to the same digest', async () => {
    const { stdout, stderr } = await inFolder('run', 'quick.yaml', '--json', '--resume', '--seeds', '3');
    const more = JSON.parse(stdout) as RunSummary;
    expect(stderr.split('\n')[0]).toMatch(/^8 of 12 runs/);
    expect(more.seeds).toBe(3);
    const again = await inFolder('run', 'quick.yaml', '--json', '--resume');
    expect((JSON.parse(again.stdout) as RunSummary).digest).toBe(summary.digest);
    expect(again.stderr).toBe('8 of 8 runs\n');
  });

  it('prints a report with expectations first and what a recall does not say', async () => {
    const { stdout } = await inFolder('run', 'quick.yaml', '--resume');
    const headings = [
      'Expectations',
      'Recall',
      'Better than the naive baseline?',
      'False alerts',
      'What the abuse did',
    ];
    const places = headings.map((heading) => stdout.indexOf(`\n${heading}\n`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(stdout).toContain('✓ conformance(fd-c) == 1');
    expect(stdout).toContain('It does not say which share of real abuse would be found');
    expect(stdout).toContain(`digest ${summary.digest}`);
    expect(stdout).toContain(summary.folder);
  });

  it('is no error when nobody reads to the end', async () => {
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    const child = spawn('sh', ['-c', `"${process.execPath}" "${main}" schema; echo "code $?" >&2`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toBe('code 0\n');
  });
});

describe('touchstone check', () => {
  const withExpectation = (name: string, expectation: string): string => {
    const file = `${name}.yaml`;
    writeFileSync(path.join(folder, file), scenario.replace('conformance(fd-c) == 1', expectation));
    return file;
  };

  it.each([
    ['passes', 'conformance(fd-c) == 1', 0, '✓'],
    ['fails', 'recall(fd-c, spoof).lower95 > 0.99', 1, '✗'],
    ['is inconclusive without samples', 'recall(spoof-pattern, spoof).medianDelaySeconds < 0', 4, '?'],
  ])('%s', async (name, expectation, code, mark) => {
    // FD-C never fires here, and a detector that found nothing has no delay.
    const text = name.startsWith('is') ? expectation.replace('spoof-pattern', 'fd-c') : expectation;
    const { exitCode, stdout } = await inFolder('check', withExpectation(`check-${code}`, text), '--resume');
    expect(exitCode).toBe(code);
    expect(stdout).toContain(`${mark} ${text}`);
  });

  it('has nothing to say of a scenario without expectations', async () => {
    writeFileSync(path.join(folder, 'none.yaml'), scenario.replace(/expect:\n.*\n/, ''));
    const { exitCode, stderr } = await inFolder('check', 'none.yaml');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/nothing to check/);
  });
});

describe('an interruption', () => {
  it('ends with 130, keeps what is finished and leaves nothing half-written', async () => {
    const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
    const args = [main, 'run', 'quick.yaml', '--seeds', '200', '--seed', '7', '--out', 'stopped', '--tapes'];
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, CI: '1' }, stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const finished = path.join(folder, 'stopped', 'finished');
    const begun = setInterval(() => {
      if (!existsSync(finished) || readdirSync(finished).length <= 3) return;
      clearInterval(begun);
      child.kill('SIGINT');
    }, 50);
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    expect(stderr).toMatch(/\d+ of \d+ runs are finished and kept; --resume goes on from there/);
    expect(stderr).not.toMatch(/^\s+at /m);
    const left = readdirSync(path.join(folder, 'stopped'), { recursive: true }).map(String);
    expect(left.filter((file) => path.basename(file).startsWith('.'))).toEqual([]);
    expect(left.filter((file) => file.endsWith('manifest.json'))).toEqual([]);
    expect(left.filter((file) => file.endsWith('.json.gz')).length).toBeGreaterThan(3);
  });
});
