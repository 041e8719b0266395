import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:15", "09:45"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
accounts: { active: 500 }
surveillance: { detectors: [naive-large-cancel] }
runs: { seeds: 1 }
`;

describe('the package, installed into an empty folder', () => {
  beforeAll(() => {
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: repository,
      encoding: 'utf8',
    });
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    writeFileSync(path.join(folder, 'package.json'), '{ "name": "stranger", "private": true }');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', path.join(folder, filename)], {
      cwd: folder,
      stdio: 'pipe',
    });
    writeFileSync(path.join(folder, 'mine.yaml'), scenario);
  });

  const touchstoneIn = (cwd: string, ...args: string[]) =>
    spawnSync('npx', ['--no-install', 'touchstone', ...args], { cwd, encoding: 'utf8' });
  const touchstone = (...args: string[]) => touchstoneIn(folder, ...args);

  it('holds neither sources nor data of others', () => {
    const held = readdirSync(path.join(folder, 'node_modules', 'touchstone')).sort();
    expect(held).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'scenarios']);
  });

  it('runs a scenario of one’s own with a shipped model', () => {
    const { status, stdout, stderr } = touchstone('run', 'mine.yaml', '--json');
    expect(stderr).not.toContain('Error');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { seeds: number }).seeds).toBe(1);
  });

  it('builds and runs an agent and a practice of one’s own, with types', () => {
    const project = path.join(folder, 'own-traders');
    cpSync(path.join(repository, 'examples', 'own-traders'), project, { recursive: true });
    execFileSync(path.join(repository, 'node_modules', '.bin', 'tsc'), { cwd: project, stdio: 'pipe' });
    const { status, stdout } = touchstoneIn(project, 'run', 'scenario.yaml', '--allow-code', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ effects: [{ attack: 'floor' }], failures: [] });
    // One that throws in the market ends its runs, which are recorded.
    const built = path.join(project, 'dist', 'dip-buyer.js');
    writeFileSync(
      built,
      readFileSync(built, 'utf8').replace('onWake(desk) {', "onWake(desk) { throw new Error('enough');"),
    );
    const failed = touchstoneIn(project, 'run', 'scenario.yaml', '--allow-code', '--json');
    expect(failed.status).toBe(3);
    expect((JSON.parse(failed.stdout) as { failures: unknown[] }).failures[0]).toMatchObject({ failure: 'enough' });
  }, 180_000);

  it('lists what it has', () => {
    const { status, stdout } = touchstone('list');
    expect(status).toBe(0);
    expect(stdout).toContain('spoofing');
  });
});
