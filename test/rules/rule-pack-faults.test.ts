import { describe, expect, it } from 'vitest';
import { dayBefore, nextWeekday } from '../../src/rules/calendar-day.js';
import { type DatedRulePack, defineRulePack } from '../../src/rules/dated-rule-pack.js';
import { inSuccession } from '../../src/rules/effective.js';
import { effective } from '../../src/rules/index.js';
import { szseChinext } from '../../src/rules/packs/szse-chinext.js';
import { Phase, parseTimeOfDay } from '../../src/tape/index.js';

const source = { provenance: 'test', confidence: 'choice' } as const;

describe('values with dates', () => {
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

  it('in succession end on the day before the next', () => {
    const [first, second] = inSuccession(
      { value: 1, from: '2020-01-01', ...source },
      { value: 2, from: '2020-03-01', ...source },
    );
    expect([first.to, second.to]).toEqual(['2020-02-29', null]);
  });

  it.each([
    ['2021-03-01', '2021-02-28'],
    ['2000-03-01', '2000-02-29'],
    ['1900-03-01', '1900-02-28'],
    ['2021-01-01', '2020-12-31'],
    ['2021-05-01', '2021-04-30'],
    ['2021-05-02', '2021-05-01'],
  ])('before %s is %s', (date, before) => {
    expect(dayBefore(date)).toBe(before);
  });
});

it.each([
  ['2025-05-08', '2025-05-09'],
  ['2025-05-09', '2025-05-12'],
  ['2025-05-10', '2025-05-12'],
  ['2024-02-28', '2024-02-29'],
  ['2023-02-28', '2023-03-01'],
  ['1999-12-31', '2000-01-03'],
  ['2100-02-26', '2100-03-01'],
])('the weekday after %s is %s', (date, next) => {
  expect(nextWeekday(date)).toBe(next);
});

describe('a pack with a fault is refused by the name of the rule and its days', () => {
  const gap = (...values: DatedRulePack['rules']['gap']): DatedRulePack => ({
    ...szseChinext,
    rules: { ...szseChinext.rules, gap: values },
  });
  const at = (from: string, to: string | null) => ({ value: 'queue', from, to, ...source }) as const;
  const span = (phase: Phase, from: string, to: string) => ({
    phase,
    startNs: parseTimeOfDay(from),
    endNs: parseTimeOfDay(to),
  });
  const day = (...spans: ReturnType<typeof span>[]): DatedRulePack => ({
    ...szseChinext,
    rules: { ...szseChinext.rules, phases: inSuccession({ value: spans, from: '2009-10-30', ...source }) },
  });

  it.each<[string, DatedRulePack, string]>([
    [
      'overlapping days',
      gap(at('2009-01-01', '2020-06-30'), at('2020-06-30', null)),
      'rule pack szse-chinext, rules.gap.0: the value from 2009-01-01 lasts until 2020-06-30 and overlaps the one from 2020-06-30',
    ],
    [
      'days without an end in the middle',
      gap(at('2009-01-01', null), at('2020-06-30', null)),
      'rules.gap.0: the value from 2009-01-01 has no end and overlaps the one from 2020-06-30',
    ],
    [
      'a hole',
      gap(at('2009-01-01', '2020-06-28'), at('2020-06-30', null)),
      'rules.gap.0: no value holds between 2020-06-28 and 2020-06-30',
    ],
    [
      'an end before its beginning',
      gap(at('2009-01-01', '2008-12-31')),
      'rules.gap.0: the value from 2009-01-01 ends on 2008-12-31, before it begins',
    ],
    [
      'days out of order',
      gap(at('2020-01-01', '2020-12-31'), at('2009-01-01', null)),
      'rules.gap.0: the value from 2009-01-01 stands behind the one from 2020-01-01',
    ],
    [
      'a late beginning',
      gap(at('2010-01-01', null)),
      "rules.gap: known from 2010-01-01, expected it from the pack's first day 2009-10-30",
    ],
    ['an end', gap(at('2009-01-01', '2030-12-31')), 'rules.gap: the last value, from 2009-01-01, ends on 2030-12-31'],
    ['a day that does not exist', gap(at('2009-02-30', null)), 'rules.gap.0.from'],
    [
      'a phase that ends before it begins',
      day(span(Phase.continuous, '13:00', '11:30')),
      'rules.phases.0.value.0: a phase that ends after it begins; continuous 13:00–11:30 does not',
    ],
    [
      'phases that overlap',
      day(span(Phase.continuous, '13:00', '15:00'), span(Phase.closeCall, '14:57', '15:00')),
      'rules.phases.0.value.1: a phase that begins when the one before it has ended: closeCall 14:57–15:00 overlaps continuous 13:00–15:00',
    ],
    [
      'a fee of more than a tenth',
      {
        ...szseChinext,
        fees: { ...szseChinext.fees, commission: inSuccession({ value: 10_000_001, from: '2009-10-30', ...source }) },
      },
      'fees.commission.0.value',
    ],
    ['no rule at all', { ...szseChinext, rules: {} } as DatedRulePack, 'rules.phases'],
  ])('%s', (_name, pack, message) => {
    expect(() => defineRulePack(pack)).toThrow(message);
  });
});
