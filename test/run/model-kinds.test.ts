import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleMarket } from '../../bench/sample-market.js';
import { flowFits } from '../../src/fit/index.js';
import { modelText } from '../../src/model/index.js';
import { readFlowRecord } from '../../src/order-flow/index.js';
import { planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { checkMarkets } from '../../src/run/market-check.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-model-kinds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const market = sampleMarket({ seed: 3, symbol: '300233', requests: 12_000, meanGapNs: 100_000_000, clockNs: 1 });
const kinds = flowFits
  .filter(({ kind }) => kind !== 'batch-flow' && kind !== 'hawkes')
  .map(({ kind }) => [kind] as const);
for (const flow of flowFits)
  if (kinds.some(([kind]) => kind === flow.kind))
    writeFileSync(path.join(folder, `${flow.kind}.json`), modelText(flow.fit(market, { name: 'sample' })));

function plan(model: string, reaction = 1) {
  const file = path.join(folder, `${model}-${reaction}.yaml`);
  writeFileSync(
    file,
    `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:15", "09:36"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
background: { model: ${model}.json, reaction: ${reaction} }
accounts: { active: 500 }
agents:
  - { id: makers, agent: market-maker, count: 1 }
  - { id: followers, agent: imbalance-follower, count: 1, quantity: 100 }
surveillance:
  detectors: [naive-large-cancel]
runs: { seeds: 1 }
`,
  );
  return planRuns(loadScenario(file, { registries: allRegistries(), root: folder, runs: {} }), 1);
}

describe.each(kinds)('a scenario whose background is the model %s', (name) => {
  it('runs under the venue, with accounts and agents', () => {
    const planned = plan(name);
    checkMarkets(planned);
    const [task] = planned.tasks;
    const [tape] = simulateRun(task, readModels(task)).tapes;
    expect(readFlowRecord(tape, 0).count).toBeGreaterThan(1000);
    expect(tape.header.accounts.count).toBeGreaterThan(500);
  });

  it('refuses a reaction that it has not', () => {
    expect(() => checkMarkets(plan(name, 2))).toThrow(/reaction 2 was found, but a model of the kind .* expected 1/);
  });
});
