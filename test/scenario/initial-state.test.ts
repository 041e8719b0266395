import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, ScenarioError } from '../../src/diagnostics/index.js';
import { loadScenario } from '../../src/scenario/index.js';
import { fakeRegistries } from './fake-registries.js';

const good = `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ["09:30", "10:00"]
  instruments: [{ symbol: "300233", previousClose: 15.70 }, { symbol: "300999", previousClose: 8 }]
initialState: limit-up
background: { model: ./model.json }
lookalikes: [{ id: honest, agent: momentum, instrument: "300999", matchedTo: fd-l }]
surveillance: { detectors: [fd-c] }
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-limit-'));
  writeFileSync(path.join(folder, 'model.json'), '{}');
});

afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string) {
  const file = path.join(folder, 'limit.yaml');
  writeFileSync(file, text);
  return loadScenario(file, { registries: fakeRegistries, root: folder }).cells[0];
}

function problemOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map((problem) => problem.message).join('\n');
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('the scenario was accepted');
}

describe('a day that begins at its limit', () => {
  it('is a word, or a state with a queue and a flow, for all instruments or for one', () => {
    const whole = load(good).market.instruments.map((instrument) => instrument.initialState);
    const typical = { state: 'limit-up', queue: { best5Depth: 20 }, joins: 0.05, trades: 0.02, order: 3_000 };
    expect(whole).toEqual([typical, typical]);
    const one = load(
      good
        .replace('initialState: limit-up\n', '')
        .replace(
          'previousClose: 8 }',
          'previousClose: 8, initialState: { state: limit-down, queue: { shares: 500 } } }',
        ),
    ).market.instruments;
    expect(one[0]).not.toHaveProperty('initialState');
    expect(one[1].initialState).toMatchObject({ state: 'limit-down', queue: { shares: 500 } });
  });

  it.each([
    ['another word', good.replace('limit-up', 'limit-upp'), /initialState: .*limit-up/],
    [
      'a venue without limits',
      good.replace('szse-chinext', 'us-equity').replace('["09:30", "10:00"]', '["10:00", "10:30"]'),
      /yaml:7:\d+ initialState: found limit-up on a day without price limits, expected a security and a venue that have them/,
    ],
    [
      'a day without limits',
      good.replace('previousClose: 8 }', 'previousClose: 8, status: new, statusDay: 1 }'),
      /yaml:7:\d+ initialState: found limit-up on a day without price limits/,
    ],
    [
      'a flow that does not keep it',
      good.replace('limit-up', '{ state: limit-up, joins: 0.01 }'),
      /initialState.trades: .*no more than joins/,
    ],
    [
      'beside another book',
      good.replace('model.json }', 'model.json, openingBook: model }'),
      /initialState: found limit-up beside the opening book model, expected one of the two/,
    ],
    [
      'a look-alike of nothing',
      good.replace('fd-l', 'fd-ll'),
      /lookalikes.honest.matchedTo: there is no attack "fd-ll", expected a practice or a test of an exchange/,
    ],
    [
      'a look-alike of a test without its instrument',
      good.replace('instrument: "300999", ', ''),
      /lookalikes.honest.instrument: is missing where there are 2 instruments/,
    ],
  ])('%s is refused', (_name, text, message) => expect(problemOf(text)).toMatch(message));
});
