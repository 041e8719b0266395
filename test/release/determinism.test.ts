import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeExecutable } from '../support/node-version.js';
import { touchstone } from '../support/touchstone.js';

/**
 * Golden: the digest of tapes, alerts and truth of `small-market.yaml` under master seed 1. When it moves, results moved:
 * raise RESULTS_VERSION, and let the commit say why.
 */
const GOLDEN = 'fbd57919658a4c438126f6a156d24fc81b590dbd40747be0ea7b0bd9842ebc54';

const scenario = fileURLToPath(new URL('./small-market.yaml', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-determinism-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;
async function digest(options: { workers: number; node?: string; seed?: number }): Promise<string> {
  const out = path.join(folder, `out-${runs++}`);
  const master = options.seed === undefined ? [] : ['--seed', String(options.seed)];
  const args = ['run', scenario, '--json', '--workers', String(options.workers), '--out', out, ...master];
  const result = await touchstone(args, { node: options.node });
  expect(result.stderr).not.toMatch(/Error|failed/);
  expect(result.exitCode).toBe(0);
  return (JSON.parse(result.stdout) as { digest: string }).digest;
}

describe('the digest of a run', () => {
  let reference = '';
  beforeAll(async () => {
    reference = await digest({ workers: 1 });
    expect(reference).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the golden one', () => {
    expect(reference).toBe(GOLDEN);
  });

  it('is the same a second time', async () => {
    expect(await digest({ workers: 1 })).toBe(reference);
  });

  it('is the same with two workers', async () => {
    expect(await digest({ workers: 2 })).toBe(reference);
  });

  it('is another one under another master seed', async () => {
    expect(await digest({ workers: 1, seed: 2 })).not.toBe(reference);
  });

  it.each([20, 22, 24].filter((major) => major !== Number(process.versions.node.split('.')[0])))(
    'is the same under Node %i',
    async (major) => {
      expect(await digest({ workers: 2, node: nodeExecutable(major) })).toBe(reference);
    },
  );
});
