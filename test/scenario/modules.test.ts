import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPlan, planRuns } from '../../src/run/index.js';
import { allRegistries, loadScenario, readModules } from '../../src/scenario/index.js';
import work from '../../src/workers/run-worker.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-modules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const registries = allRegistries();
const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;

/** An agent that does what the text says when it is woken. */
const agentThat = (act: string, more = '') => `
import { z } from ${JSON.stringify(zod.replace(/\.cjs$/, '.js'))};
export const own = {
  id: 'own-agent',
  summary: 'an agent of the test',
  source: 'the test',
  parameters: z.strictObject({ wait: z.number().min(0).default(1) }),
  informationSet: () => 'order-by-order',
  funding: () => ({ accounts: 1, cash: 1e12, holdings: 0 }),
  ${more}
  create: (given, { id, accounts }) => ({
    id,
    latency: { market: 0, order: 0 },
    start(desk) { desk.wakeAt(desk.now + given.wait * 1e9); },
    onWake(desk) { ${act} },
  }),
};
`;

let written = 0;
/** Writes a scenario with a module under a name of its own, since modules are imported once, and reads both. */
async function load(
  module: string,
  options: { allowCode?: boolean; agent?: string; name?: string; more?: string } = {},
) {
  const { allowCode = true, agent = 'own-agent', name = `module-${written++}.mjs`, more = '' } = options;
  writeFileSync(path.join(folder, name), module);
  const file = path.join(folder, 'own.yaml');
  writeFileSync(
    file,
    `schema: 1
modules: [${name}]
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:30", "09:31"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
accounts: { attribution: per-order, active: 500 }
agents:
  - { id: mine, agent: ${agent}${more} }
surveillance: { detectors: [naive-large-cancel] }
runs: { seeds: 1 }
`,
  );
  const modules = await readModules(file, { root: folder, allowCode });
  return { file, scenario: loadScenario(file, { registries, root: folder, modules }), modules };
}

async function firstRun(module: string) {
  const plan = planRuns((await load(module)).scenario, 1);
  await checkPlan(plan);
  return {
    task: plan.tasks[0],
    answer: await work({ task: plan.tasks[0], stop: new Int32Array(new SharedArrayBuffer(4)) }),
  };
}

const buys = 'desk.submit(accounts[0], 0, 0, desk.market.bestAsk, 100);';

describe('modules of one’s own', () => {
  it('join the registries, run in a worker, and their code is in the name of the run', async () => {
    const first = await firstRun(agentThat(buys));
    expect(first.answer).toHaveProperty('run');
    const second = await firstRun(agentThat(`${buys} desk.wakeAt(Infinity);`));
    expect(second.task.id).not.toBe(first.task.id);
    expect(second.task.spec.modules).toHaveLength(1);
  });

  it('have the code that they import in their digest', async () => {
    const door = "export { own } from './inner.mjs';\n";
    writeFileSync(path.join(folder, 'inner.mjs'), agentThat(buys));
    const [{ digest }] = (await load(door)).modules;
    writeFileSync(path.join(folder, 'inner.mjs'), `${agentThat(buys)}// more\n`);
    expect((await load(door)).modules[0].digest).not.toBe(digest);
  });

  it('that throw in the market end their run, which is recorded, and nothing else', async () => {
    const { answer } = await firstRun(agentThat("throw new Error('the trader has had enough');"));
    expect(answer).toMatchObject({ failure: 'the trader has had enough' });
  });

  it('are refused without --allow-code, before they are read', async () => {
    const bad = 'throw new Error("it ran");';
    await expect(load(bad, { allowCode: false })).rejects.toThrow(
      /own\.yaml:2:11 modules\.0: found the module ".*", which is code .*expected --allow-code/,
    );
    const { file } = await load(agentThat(buys));
    expect(() => loadScenario(file, { registries, root: folder })).toThrow(/expected --allow-code/);
  });

  it.each([
    [
      'cannot be loaded',
      'throw new Error("broken\\nin two lines");',
      {},
      /own\.yaml:2:11 modules\.0: the module "module-\d+\.mjs" cannot be loaded: broken$/,
    ],
    [
      'export nothing of use',
      'export const number = 1;',
      {},
      /exports no agent and no practice, expected what defineAgent or definePractice returns/,
    ],
    [
      'take an id that there is',
      agentThat(buys).replace('own-agent', 'market-maker'),
      { agent: 'market-maker' },
      /found a definition of "market-maker", which there is already/,
    ],
    ['lie outside the root', agentThat(buys), { name: '../outside.mjs' }, /leads out of the root folder/],
    ['are misspelt', agentThat(buys), { agent: 'own-agnet' }, /own\.yaml:10:\d+ agents.*did you mean "own-agent"/],
    [
      'get a parameter out of bounds',
      agentThat(buys),
      { more: ', wait: -1' },
      /own\.yaml:10:\d+ agents\.mine\.wait: found -1/,
    ],
  ])('that %s are refused with the line', async (_what, module, options, message) => {
    await expect(load(module, options)).rejects.toThrow(message);
    rmSync(path.join(folder, '../outside.mjs'), { force: true });
  });

  it('that fail before the market begins are refused before anything runs', async () => {
    const { scenario } = await load(agentThat(buys, "expectedTakerShare() { throw new TypeError('no such share'); },"));
    await expect(checkPlan(planRuns(scenario, 1))).rejects.toThrow(
      /own\.yaml.*the module "module-\d+\.mjs" failed in expectedTakerShare: no such share/,
    );
  });
});
