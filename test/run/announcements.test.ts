import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';
import { Kind, parseTimeOfDay, Side, TapeCursor } from '../../src/tape/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-news-'));
afterAll(() => rmSync(folder, { recursive: true }));
const registries = allRegistries();
let count = 0;

function load(news: string) {
  const file = path.join(folder, `news-${++count}.yaml`);
  writeFileSync(
    file,
    `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  days: 2
  window: ["09:29:50", "09:31"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }]
background: { model: szse-300233, openingBook: model }
accounts: { active: 500 }
agents: [{ id: readers, agent: news-trader, count: 5, attention: 1 }]
surveillance: { detectors: [fd-c] }
news:
${news}
runs: { seeds: 1 }
`,
  );
  return loadScenario(file, { registries, root: process.cwd() });
}

describe('announcements of a scenario', () => {
  it('stand on the tape of their day, in every arm, by their place in the list', () => {
    const scenario = load(
      '  - { id: loss, day: 2, time: "09:30:40", move: -3 }\n  - { id: gain, day: 2, time: "09:30:20", move: 2.5 }',
    );
    const { tasks } = planRuns(scenario, 1);
    expect(tasks).toHaveLength(1);
    const { tapes } = simulateRun(tasks[0], readModels(tasks[0]));
    const told = tapes.map((tape) => {
      const rows = [];
      const cursor = new TapeCursor(tape);
      while (cursor.next())
        if (cursor.kind === Kind.news) rows.push([cursor.time, cursor.side, cursor.quantity, cursor.code]);
      return rows;
    });
    expect(told).toEqual([
      [],
      [
        [parseTimeOfDay('09:30:20'), Side.buy, 250, 1],
        [parseTimeOfDay('09:30:40'), Side.sell, 300, 0],
      ],
    ]);
  });

  it.each([
    ['{ id: gain, day: 3, time: "09:30", move: 2 }', /13:22 news\.gain\.day: found day 3 of a market of 2/],
    ['{ id: gain, time: "09:32", move: 2 }', /news\.gain\.time: found 09:32, expected a time within/],
    ['{ id: gain, time: "09:30", move: 0 }', /news\.gain\.move: .*at least 0\.01 per cent/],
    ['{ id: gain, instrument: "600000", time: "09:30", move: 1 }', /there is no instrument "600000"/],
    ['{ id: readers, time: "09:30", move: 1 }', /the id "readers" is used twice, first in agents/],
  ])('are refused as %s', (text, problem) => {
    let found = '';
    try {
      load(`  - ${text}`);
    } catch (error) {
      found = String(error instanceof Error ? error.message : error);
    }
    expect(found).toMatch(problem);
  });
});
