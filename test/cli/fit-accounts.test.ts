import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPopulation } from '../../src/agents/index.js';
import { writeTapeParquet } from '../../src/archive/index.js';
import { loadModel } from '../../src/model/index.js';
import { Streams } from '../../src/random/index.js';
import { plantedClasses, plantedMarket } from '../fit/accounts/planted-accounts.js';
import { smallMarket } from '../simulation/small-market.js';
import { spokenBy } from './spoken.js';

describe('touchstone fit --accounts, and attribute', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-accounts-'));
  const file = (name: string) => path.join(folder, name);
  beforeAll(async () => {
    const few = plantedClasses.map((one) => ({ ...one, accounts: Math.ceil(one.accounts / 10) }));
    await writeTapeParquet(file('tape.parquet'), plantedMarket(few, 5, 12).tape);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes classes into the model and posteriors beside it, and a scenario may draw its accounts from them', async () => {
    const [out, posteriors] = [file('model.json'), file('posteriors.csv')];
    const said = await spokenBy(['fit', file('tape.parquet'), '--accounts', '--posteriors', posteriors, '--out', out]);
    expect(said.stderr).toBe('');
    expect(said.stdout).toMatch(/^class +accounts +orders\/h/m);
    const model = loadModel(JSON.parse(readFileSync(out, 'utf8')));
    const { accounts } = model.file;
    expect(accounts!.classes.length).toBeGreaterThan(2);
    const lines = readFileSync(posteriors, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(accounts!.accounts + 1);
    expect(lines[0]).toBe(['account', ...accounts!.classes.map(({ id }) => id)].join(','));

    writeFileSync(
      file('scenario.yaml'),
      [
        'schema: 1',
        'question: Who trades?',
        'market: { venue: szse-chinext, date: 2025-05-06, window: ["09:30", "09:32"], instruments: [{ symbol: PLANTED, previousClose: 15.70 }] }',
        'background: { model: model.json }',
        'accounts: { attribution: data, active: 400 }',
        'surveillance: { detectors: [naive-large-cancel] }',
        'runs: { seeds: 1 }',
      ].join('\n'),
    );
    expect((await spokenBy(['validate', file('scenario.yaml'), '--root', folder])).exitCode).toBe(0);
    const { instrument } = smallMarket({ accounts: [] });
    const stream = new Streams(1).stream('population');
    const population = buildPopulation({
      attribution: 'data',
      active: 400,
      topFiveShare: 0,
      model,
      stream,
      instrument,
    });
    expect(population.accounts.count).toBe(400);
    expect(Math.min(...population.accounts.holdings)).toBeGreaterThan(0);
  });

  it('gives the orders of a tape to others, and says what of their memory that explains', async () => {
    const words = ['attribute', file('tape.parquet'), '--active', '200', '--top-five-share', '0.1'];
    const said = await spokenBy([...words, '--out', file('again.parquet')]);
    expect(said.stdout).toMatch(/^autocorrelation of signs( +-?\d\.\d{3}){8}$/m);
    const json = JSON.parse((await spokenBy(['attribute', file('again.parquet'), '--json'])).stdout);
    expect(json.orders).toBeGreaterThan(500);
    const wrong = await spokenBy([...words.slice(0, 4), '--top-five-share', '2']);
    expect(wrong.stderr).toContain('--top-five-share: found "2", expected a share such as 0.08, at most 0.9');
    expect((await spokenBy([...words, '--out', file('again.csv')])).exitCode).toBe(2);
  });

  it('says that posteriors need classes', async () => {
    const { exitCode, stderr } = await spokenBy(['fit', file('tape.parquet'), '--posteriors', 'x.csv']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--posteriors: found without --accounts, expected both');
  });
});
