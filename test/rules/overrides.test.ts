import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, ScenarioError } from '../../src/diagnostics/index.js';
import {
  explainRules,
  type RuleOverrides,
  type RulePack,
  ruleOverridesSchema,
  rulesInForce,
  venueSummaries,
  withOverrides,
} from '../../src/rules/index.js';
import { allRegistries, loadScenario, type Scenario } from '../../src/scenario/index.js';
import { HOUR, MINUTE, Phase, SECOND } from '../../src/tape/index.js';

const all = allRegistries();
/** The real rules among few others, since the schema of all is made anew for every file. */
const registries = {
  ...all,
  agents: all.agents.slice(0, 1),
  practices: all.practices.slice(0, 1),
  detectors: all.detectors.filter(({ id }) => id === 'spoof-pattern'),
};
let folder: string;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'touchstone-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Market {
  readonly venue?: string;
  readonly sweep?: string;
  readonly instrument?: string;
}

/** A scenario whose `market.rules` are the lines given, from line 7 on. */
function load(rules: string, market: Market = {}): Scenario {
  const file = path.join(folder, `scenario-${++count}.yaml`);
  const lines = rules.split('\n').map((line) => `    ${line}`);
  writeFileSync(
    file,
    `schema: 1
market:
  venue: ${market.venue ?? 'szse-chinext'}
  date: 2025-05-06
  window: ["09:30", "11:30"]
  instruments: [{ symbol: "300233", previousClose: 15.70${market.instrument ?? ''} }]
  rules:
${lines.join('\n')}
surveillance: { detectors: [spoof-pattern] }
${market.sweep ?? ''}
`,
  );
  return loadScenario(file, { registries, root: folder });
}

function changed(rules: string, market: Market = {}): RulePack {
  const [{ market: setup }] = load(rules, market).cells;
  return withOverrides(rulesInForce(setup.venue, setup.dates[0]), setup.rules as RuleOverrides);
}

function problemOf(rules: string, market: Market = {}): string {
  try {
    load(rules, market);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems[0].message.replace(/^.*\//, '');
    if (error instanceof InputError) return error.message.replace(/^.*\//, '');
    throw error;
  }
  throw new Error('the scenario was accepted');
}

describe('a scenario replaces', () => {
  it.each<[string, (rules: RulePack) => unknown, unknown]>([
    [
      'phases: [{ phase: continuous, from: "09:30", to: "11:30" }, { phase: closeCall, from: "11:30", to: "11:33:00.5" }]',
      ({ phases }) => phases,
      [
        { phase: Phase.continuous, startNs: 9 * HOUR + 30 * MINUTE, endNs: 11 * HOUR + 30 * MINUTE },
        {
          phase: Phase.closeCall,
          startNs: 11 * HOUR + 30 * MINUTE,
          endNs: 11 * HOUR + 33 * MINUTE + SECOND / 2,
        },
      ],
    ],
    ['noCancel: []', ({ noCancel }) => noCancel, []],
    ['noCancel: [continuous]', ({ noCancel }) => noCancel, [Phase.continuous]],
    ['gap: reject', ({ gap }) => gap, 'reject'],
    ['indicationInterval: 0.5', (rules) => rules.indicationIntervalNs, SECOND / 2],
    [
      'auction: { candidates: order-prices, openCall: middle, otherCalls: middle }',
      ({ auction }) => auction.candidates,
      'order-prices',
    ],
    [
      'limitRates: { ordinary: 0.1, riskWarning: null, delisting: 0.3 }',
      ({ limitRates }) => limitRates,
      { ordinary: 0.1, riskWarning: null, delisting: 0.3 },
    ],
    ['newListing: { days: 3, band: { lower: 0.5, upper: 2 } }', ({ newListing }) => newListing.days, 3],
    ['openingRange: { lower: 0.01, upper: 9 }', ({ openingRange }) => openingRange?.upper, 9],
    ['cage: null', ({ cage }) => cage, null],
    ['cage: { percent: 5, ticks: 0, action: park }', ({ cage }) => cage, { percent: 5, ticks: 0, action: 'park' }],
    [
      'lots: { buy: { minimum: 200, step: 1 }, sell: { minimum: 200, step: 1, oddRemainder: false } }',
      ({ lots }) => lots.sell.oddRemainder,
      false,
    ],
    ['maximumLimitQuantity: 1000', (rules) => rules.maximumLimitQuantity, 1000],
    ['maximumMarketQuantity: null', (rules) => rules.maximumMarketQuantity, null],
    ['maximumFixedPriceQuantity: 5', (rules) => rules.maximumFixedPriceQuantity, 5],
    ['riskWarningDailyBuy: 7', (rules) => rules.riskWarningDailyBuy, 7],
    ['orderTypes: [limit, iceberg]', ({ orderTypes }) => orderTypes, ['limit', 'iceberg']],
    ['marketOrdersNeedLimit: false', (rules) => rules.marketOrdersNeedLimit, false],
    ['protectionPrice: required', (rules) => rules.protectionPrice, 'required'],
    ['replace: true', ({ replace }) => replace, true],
    ['partialCancel: true', ({ partialCancel }) => partialCancel, true],
    ['selfTrade: decrement', ({ selfTrade }) => selfTrade, 'decrement'],
    [
      'halts: { levels: [0.1, 0.2], duration: 90, lunch: counts }',
      ({ halts }) => halts,
      { levels: [0.1, 0.2], durationNs: 90 * SECOND, lunch: 'counts' },
    ],
    [
      'luld: {}',
      ({ luld }) => luld,
      {
        tier: 1,
        windowNs: 5 * MINUTE,
        updateFraction: 0.01,
        minimumStandNs: 30 * SECOND,
        doubledFromNs: 15 * HOUR + 35 * MINUTE,
        limitStateNs: 15 * SECOND,
        pauseNs: 5 * MINUTE,
      },
    ],
    [
      'luld: { tier: 2, pause: 60, doubledFrom: "10:00" }',
      ({ luld }) => [luld?.tier, luld?.pauseNs, luld?.doubledFromNs, luld?.windowNs],
      [2, MINUTE, 10 * HOUR, 5 * MINUTE],
    ],
    ['closingPrice: last-trade', ({ closingPrice }) => closingPrice, 'last-trade'],
    ['fixedPrice: { entryPhases: [continuous, afterHours] }', ({ fixedPrice }) => fixedPrice?.entryPhases, [4, 9]],
    [
      'throughput: { messagesPerSecond: 1000, queue: 50 }',
      ({ throughput }) => throughput,
      { messagesPerSecond: 1000, queue: 50 },
    ],
    ['settlement: T+0', ({ settlement }) => settlement, 'T+0'],
    [
      'fees: { commission: 0, levyBoth: 1 }',
      ({ fees }) => [fees.commission, fees.levyBoth, fees.handlingBoth],
      [0, 1, 3_410],
    ],
  ])('%s', (text, read, expected) => {
    const rules = changed(text);
    expect(read(rules)).toEqual(expected);
    expect(rules.version).toBe('szse-chinext@2023-08-28+overrides');
    const [name] = text.split(':');
    const row = explainRules(rules).find((one) => one.name === name || one.name === 'fees.commission');
    expect(explainRules(rules).filter(({ provenance }) => provenance === 'set by the scenario').length).toBeGreaterThan(
      0,
    );
    expect(row).toBeDefined();
  });

  it('rules cell by cell of a sweep', () => {
    const { cells } = load('selfTrade: allow', { sweep: 'sweep: { market.rules.selfTrade: [allow, cancel-both] }' });
    expect(cells.map(({ market }) => market.rules['selfTrade'])).toEqual(['allow', 'cancel-both']);
  });

  it('what the security is', () => {
    const instrumentOf = (instrument: string) => load('gap: reject', { instrument }).cells[0].market.instruments[0];
    expect(instrumentOf('')).toMatchObject({ status: 'ordinary', statusDay: -1 });
    expect(instrumentOf(', status: new, statusDay: 2')).toMatchObject({ status: 'new', statusDay: 2 });
    expect(instrumentOf(', status: delisting')).toMatchObject({ status: 'delisting', statusDay: -1 });
    const at = (instrument: string): string => problemOf('gap: reject', { instrument });
    expect(at(', status: new')).toMatch(/yaml:6:\d+ .*statusDay: .*expected the trading day since the listing, from 1/);
    expect(at(', status: newly')).toMatch(/found "newly", expected one of ordinary, .* \(did you mean "new"\?\)/);
    expect(at(', status: new, statusDay: 0')).toMatch(/statusDay: found 0, expected at least 1/);
  });
});

describe('what a scenario may not set is said with its place', () => {
  it.each([
    ['cages: null', /yaml:8:5 market.rules.cages: unknown key "cages", expected one of .* \(did you mean "cage"\?\)/],
    ['indicationIntervalNs: 5', /yaml:8:5 .*did you mean "indicationInterval"\?/],
    ['selfTrade: cancel', /yaml:8:16 market.rules.selfTrade: found "cancel", expected one of allow, cancel-incoming/],
    ['phases: []', /yaml:8:13 market.rules.phases: found \[\], expected a list of at least 1 entry/],
    [
      'phases:\n  - { phase: continuos, from: "09:30", to: "11:30" }',
      /yaml:9:18 market.rules.phases.0.phase: found "continuos", expected one of .* \(did you mean "continuous"\?\)/,
    ],
    [
      'phases:\n  - { phase: continuous, from: "9h30", to: "11:30" }',
      /yaml:9:\d+ market.rules.phases.0.from: found "9h30", expected a time of day/,
    ],
    [
      'phases:\n  - { phase: continuous, from: 09:30, to: 25:00 }',
      /yaml:9:\d+ market.rules.phases.0.to: found "25:00", expected a time of day/,
    ],
    [
      'phases:\n  - { phase: continuous, from: "11:30", to: "09:30" }',
      /yaml:9:9 market.rules.phases.0: .*expected a phase that ends after it begins; continuous 11:30–09:30 does not/,
    ],
    [
      'phases:\n  - { phase: continuous, from: "09:30", to: "11:30" }\n  - { phase: closeCall, from: "11:20", to: "11:40" }',
      /yaml:10:9 market.rules.phases.1: .*closeCall 11:20–11:40 overlaps continuous 09:30–11:30/,
    ],
    [
      'phases:\n  - { phase: closed, from: "09:30", to: "11:30" }',
      /yaml:9:18 .*found "closed", expected one of openCall/,
    ],
    ['noCancel: [opening]', /yaml:8:\d+ market.rules.noCancel.0: found "opening", expected one of closed, /],
    [
      'cage: { percent: 0, ticks: 10, action: reject }',
      /yaml:8:\d+ market.rules.cage.percent: found 0, expected at least 1/,
    ],
    [
      'halts: { levels: [0.2, 0.1], duration: 1, lunch: stops }',
      /market.rules.halts.levels: .* fractions in ascending order/,
    ],
    ['halts: { levels: [0.2], lunch: stops }', /market.rules.halts.duration: is missing, expected a number/],
    [
      'halts: { levels: [0.2], duration: 0.5, lunch: stops }',
      /yaml:8:\d+ market.rules.halts.duration: found 0.5, expected at least 1$/,
    ],
    ['luld: { limitState: 0.001 }', /yaml:8:\d+ market.rules.luld.limitState: found 0.001, expected at least 1$/],
    ['luld: { pause: 0.999 }', /market.rules.luld.pause: found 0.999, expected at least 1$/],
    ['indicationInterval: 0.001', /yaml:8:\d+ market.rules.indicationInterval: found 0.001, expected at least 0.1$/],
    ['luld: { tier: 3 }', /yaml:8:\d+ market.rules.luld.tier: found 3, expected/],
    ['luld: { pauses: 3 }', /unknown key "pauses", expected .* \(did you mean "pause"\?\)/],
    ['fees: { commission: 20000000 }', /market.rules.fees.commission: found 20000000, expected at most 10000000/],
    ['maximumLimitQuantity: 2147483648', /maximumLimitQuantity: found 2147483648, expected at most 2147483647$/],
    ['throughput: { messagesPerSecond: 0, queue: 1 }', /messagesPerSecond: found 0, expected at least 1/],
    ['orderTypes: [limit, market]', /market.rules.orderTypes.1: found "market", expected one of limit, marketIoc/],
  ])('%s', (text, message) => {
    expect(problemOf(text)).toMatch(message);
  });
});

describe('overrides', () => {
  const rules = rulesInForce('szse-chinext', '2025-05-06');

  it('change what they name and say so', () => {
    const other = withOverrides(rules, { gap: 'reject', fees: { stampDutySell: 0 } });
    expect([other.gap, other.fees.stampDutySell, other.fees.handlingBoth]).toEqual(['reject', 0, 3_410]);
    expect(explainRules(other).find(({ name }) => name === 'gap')?.provenance).toBe('set by the scenario');
    expect(rules.gap).toBe('queue');
    expect(withOverrides(rules, {})).toBe(rules);
    expect(withOverrides(rules, { luld: {} } as RuleOverrides).luld?.pauseNs).toBe(5 * MINUTE);
  });

  it('refuse what does not exist or cannot be', () => {
    expect(() => withOverrides(rules, { limitrates: 0.1 } as object)).toThrow('did you mean "limitRates"?');
    expect(() => withOverrides(rules, { phases: [{ phase: Phase.continuous, startNs: 5, endNs: 5 }] })).toThrow(
      'phases.0: a rule of szse-chinext cannot have this value: expected a phase that ends after it begins',
    );
  });

  it('refuse times so short that timers would follow one another all day', () => {
    const luld = withOverrides(rules, { luld: {} } as RuleOverrides).luld!;
    expect(() => withOverrides(rules, { luld: { ...luld, limitStateNs: 1, pauseNs: 3 } })).toThrow(
      'luld.limitStateNs: a rule of szse-chinext cannot have this value: expected at least 1000000000 ns (1 s), found 1',
    );
    expect(() => withOverrides(rules, { luld: { ...luld, pauseNs: 3 } })).toThrow('luld.pauseNs: ');
    const halts: RuleOverrides['halts'] = { levels: [0.3], durationNs: SECOND - 1, lunch: 'stops' };
    expect(() => withOverrides(rules, { halts })).toThrow('halts.durationNs: ');
    expect(() => withOverrides(rules, { indicationIntervalNs: SECOND / 100 })).toThrow(
      'indicationIntervalNs: a rule of szse-chinext cannot have this value: expected at least 100000000 ns (0.1 s), found 10000000',
    );
  });

  it.each(venueSummaries.map(({ id }) => id))('every rule of %s is written as it is read', (venue) => {
    for (const date of ['2019-07-22', '2023-04-07', '2026-08-03']) {
      const pack = rulesInForce(venue, date);
      const rows = explainRules(pack);
      const fees = rows.filter(({ name }) => name.startsWith('fees.'));
      const written = {
        ...Object.fromEntries(rows.filter((row) => !fees.includes(row)).map(({ name, value }) => [name, value])),
        fees: Object.fromEntries(fees.map(({ name, value }) => [name.slice(5), value])),
      };
      const again = withOverrides(pack, ruleOverridesSchema.parse(JSON.parse(JSON.stringify(written))));
      for (const name of Object.keys(again.sources))
        expect(again[name.split('.')[0] as keyof RulePack]).toEqual(pack[name.split('.')[0] as keyof RulePack]);
    }
  });
});
