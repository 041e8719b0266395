import { describe, expect, it } from 'vitest';
import {
  effective,
  explainRules,
  highestBuy,
  lowestSell,
  priceLimits,
  ruleOverridesSchema,
  rulesInForce,
  thresholdsInForce,
  venueSummaries,
  withOverrides,
} from '../../src/rules/index.js';
import { Phase, parseTimeOfDay } from '../../src/tape/index.js';

describe('the rules of a day', () => {
  it.each([
    ['2020-08-23', 0.1, null, 1_000_000],
    ['2020-08-24', 0.2, 'park', 300_000],
    ['2023-04-09', 0.2, 'park', 300_000],
    ['2023-04-10', 0.2, 'reject', 300_000],
    ['2025-05-06', 0.2, 'reject', 300_000],
  ])('ChiNext on %s', (date, limitRate, cage, maximum) => {
    const rules = rulesInForce('szse-chinext', date);
    expect([rules.limitRate, rules.cage?.action ?? null, rules.maximumLimitQuantity]).toEqual([
      limitRate,
      cage,
      maximum,
    ]);
  });

  it.each([
    ['2023-08-27', 100_000, 4_870],
    ['2023-08-28', 50_000, 3_410],
  ])('costs of ChiNext on %s', (date, stampDutySell, handlingBoth) => {
    expect(rulesInForce('szse-chinext', date).fees).toMatchObject({ stampDutySell, handlingBoth, levyBoth: 2_000 });
  });

  it('names its version by the latest change', () => {
    expect(rulesInForce('szse-chinext', '2025-05-06').version).toBe('szse-chinext@2023-08-28');
    expect(rulesInForce('szse-chinext', '2023-04-10').version).toBe('szse-chinext@2023-04-10');
    expect(rulesInForce('us-equity', '2012-06-21').version).toBe('us-equity@2007-01-01');
  });

  it('runs ChiNext from 09:15 to 15:00 without a hole', () => {
    const { phases } = rulesInForce('szse-chinext', '2025-05-06');
    expect([phases[0].startNs, phases.at(-1)?.endNs]).toEqual([parseTimeOfDay('09:15'), parseTimeOfDay('15:00')]);
    expect(phases.slice(1).map(({ startNs }) => startNs)).toEqual(phases.slice(0, -1).map(({ endNs }) => endNs));
    expect(phases.at(-1)?.phase).toBe(Phase.closeCall);
  });

  it.each([
    ['szse-chinxt', '2025-05-06', 'did you mean "szse-chinext"?'],
    ['szse-chinext', '2016-12-31', 'are known from 2017-01-01, found the day 2016-12-31'],
    ['szse-chinext', '2025-02-30', '"2025-02-30" is not a day'],
    ['us-equity', 'yesterday', '"yesterday" is not a day'],
  ])('says what is wrong with %s on %s', (venue, date, message) => {
    expect(() => rulesInForce(venue, date)).toThrow(message);
  });

  it('are listed with where they come from', () => {
    const rows = explainRules(rulesInForce('szse-chinext', '2025-05-06'));
    expect(rows).toContainEqual({
      name: 'limitRate',
      value: 0.2,
      from: '2020-08-24',
      to: null,
      provenance: 'ChiNext special provisions on trading, 20 % limit',
      confidence: 'secondary',
    });
    expect(rows.find(({ name }) => name === 'fees.commission')?.value).toBe(20_000);
    expect(venueSummaries.map(({ id, from }) => [id, from])).toEqual([
      ['szse-chinext', '2017-01-01'],
      ['us-equity', '2007-01-01'],
    ]);
  });
});

describe('values with dates', () => {
  const source = { provenance: 'test', confidence: 'choice' } as const;
  const values = [
    { value: 1, from: '2020-01-01', to: '2020-06-30', ...source },
    { value: 2, from: '2020-08-01', to: null, ...source },
  ];

  it.each([
    ['2019-12-31', undefined],
    ['2020-01-01', 1],
    ['2020-06-30', 1],
    ['2020-07-01', undefined],
    ['2020-08-01', 2],
    ['2031-01-01', 2],
  ])('on %s', (date, value) => {
    expect(effective(values, date)?.value).toBe(value);
  });
});

describe('overrides', () => {
  const rules = rulesInForce('szse-chinext', '2025-05-06');

  it('change what they name and say so', () => {
    const changed = withOverrides(rules, { limitRate: 0.1, fees: { stampDutySell: 0 } });
    expect([changed.limitRate, changed.fees.stampDutySell, changed.fees.handlingBoth]).toEqual([0.1, 0, 3_410]);
    expect(changed.version).toBe('szse-chinext@2023-08-28+overrides');
    expect(explainRules(changed).find(({ name }) => name === 'limitRate')?.provenance).toBe('set by the scenario');
    expect(rules.limitRate).toBe(0.2);
    expect(withOverrides(rules, {})).toBe(rules);
  });

  it('refuse what does not exist or cannot be', () => {
    const unknown = { limitrate: 0.1 } as object;
    expect(() => withOverrides(rules, unknown)).toThrow('did you mean "limitRate"?');
    expect(() => withOverrides(rules, { limitRate: 2 })).toThrow('limitRate: a rule of szse-chinext cannot have');
    expect(() => withOverrides(rules, { phases: [{ phase: Phase.continuous, startNs: 5, endNs: 5 }] })).toThrow(
      'phases.0',
    );
    expect(ruleOverridesSchema.safeParse({ cage: null, fees: { commission: 0 } }).success).toBe(true);
    expect(ruleOverridesSchema.safeParse({ cages: null }).success).toBe(false);
  });
});

describe('price limits', () => {
  it.each([
    [1003, 0.1, 903, 1103],
    [170, 0.05, 162, 179],
    [187, 0.1, 168, 206],
    [1140, 0.1, 1026, 1254],
    [205, 0.1, 185, 226],
    [4, 0.1, 3, 5],
    [1, 0.1, 1, 2],
    [1570, 0.2, 1256, 1884],
  ])('of a previous close of %i ticks at %d', (previousClose, limitRate, lower, upper) => {
    expect(priceLimits({ limitRate }, previousClose)).toEqual({ lower, upper });
  });

  it('do not exist without a rate or a previous close', () => {
    expect(priceLimits({ limitRate: null }, 1000)).toEqual({ lower: -1, upper: -1 });
    expect(priceLimits({ limitRate: 0.2 }, -1)).toEqual({ lower: -1, upper: -1 });
  });
});

describe('the price cage', () => {
  const cage = { percent: 2, ticks: 10, action: 'reject' } as const;

  it.each([
    [1000, 1020, 980],
    [400, 410, 390],
    [900, 918, 882],
    [300, 310, 290],
    [1025, 1046, 1005],
  ])('around %i ticks', (reference, highest, lowest) => {
    expect([highestBuy(cage, reference), lowestSell(cage, reference)]).toEqual([highest, lowest]);
  });
});

describe('detector thresholds', () => {
  it('hold on a day, with their sources', () => {
    const { tests, version } = thresholdsInForce('szse-chinext', '2025-05-06');
    expect(version).toMatch(/^szse-chinext@\d{4}-\d{2}-\d{2}$/);
    expect(Object.keys(tests)).toEqual(expect.arrayContaining(['fd-c', 'ws']));
    for (const { values, sources } of Object.values(tests)) expect(Object.keys(sources)).toEqual(Object.keys(values));
    expect(() => thresholdsInForce('szse', '2025-05-06')).toThrow('there are no detector thresholds "szse"');
  });
});
