import { describe, expect, it } from 'vitest';
import { explainRules, type RulePack, rulesInForce, venueSummaries } from '../../src/rules/index.js';
import { codeNames, OrderType, Phase, parseTimeOfDay } from '../../src/tape/index.js';

const names = codeNames(Phase);
const phasesOf = (venue: string, date: string): string[] =>
  rulesInForce(venue, date).phases.map(({ phase }) => names[phase]);

describe('what changes on a day, on both sides of it', () => {
  it.each<[string, string, (rules: RulePack) => unknown, unknown, unknown]>([
    ['szse-chinext', '2020-08-24', (rules) => rules.limitRates.ordinary, 0.1, 0.2],
    ['szse-chinext', '2020-08-24', (rules) => rules.limitRates.riskWarning, 0.05, 0.2],
    ['szse-chinext', '2020-08-24', (rules) => rules.cage, null, { percent: 2, ticks: 0, action: 'park' }],
    ['szse-chinext', '2020-08-24', (rules) => rules.maximumLimitQuantity, 1_000_000, 300_000],
    ['szse-chinext', '2020-08-24', (rules) => rules.maximumMarketQuantity, 1_000_000, 150_000],
    ['szse-chinext', '2020-08-24', (rules) => rules.maximumFixedPriceQuantity, null, 1_000_000],
    ['szse-chinext', '2020-08-24', (rules) => rules.fixedPrice !== null, false, true],
    ['szse-chinext', '2020-08-24', (rules) => rules.phases.length, 7, 9],
    ['szse-chinext', '2020-08-24', (rules) => rules.orderTypes.includes('fixedPrice'), false, true],
    ['szse-chinext', '2020-08-24', (rules) => rules.newListing.days, 1, 5],
    ['szse-chinext', '2020-08-24', (rules) => rules.newListing.band, { lower: 0.64, upper: 1.44 }, null],
    ['szse-chinext', '2020-08-24', (rules) => rules.halts?.levels ?? null, null, [0.3, 0.6]],
    [
      'szse-chinext',
      '2023-04-10',
      (rules) => rules.cage,
      { percent: 2, ticks: 0, action: 'park' },
      { percent: 2, ticks: 10, action: 'reject' },
    ],
    ['szse-main', '2023-04-10', (rules) => rules.cage, null, { percent: 2, ticks: 10, action: 'reject' }],
    ['sse-main', '2023-04-10', (rules) => rules.cage, null, { percent: 2, ticks: 10, action: 'reject' }],
    [
      'sse-star',
      '2023-04-10',
      (rules) => rules.cage,
      { percent: 2, ticks: 0, action: 'reject' },
      { percent: 2, ticks: 10, action: 'reject' },
    ],
    ['szse-main', '2023-04-10', (rules) => rules.newListing.days, 1, 5],
    ['sse-main', '2023-04-10', (rules) => rules.newListing.band, { lower: 0.64, upper: 1.44 }, null],
    ['sse-main', '2023-04-10', (rules) => rules.halts?.durationNs ?? null, null, 600e9],
    ['sse-main', '2023-04-10', (rules) => rules.protectionPrice, 'none', 'required'],
    ['sse-main', '2023-04-10', (rules) => rules.orderTypes.includes('ownBest'), false, true],
    ['sse-main', '2018-08-20', (rules) => rules.closingPrice, 'vwap', 'call-then-vwap'],
    ['sse-main', '2018-08-20', (rules) => rules.phases.at(-1)?.phase, Phase.continuous, Phase.closeCall],
    [
      'sse-main',
      '2018-08-20',
      (rules) => rules.noCancel,
      [Phase.openCallLocked],
      [Phase.openCallLocked, Phase.closeCall],
    ],
    ['szse-main', '2006-07-01', (rules) => rules.closingPrice, 'vwap', 'call-then-vwap'],
    ['szse-main', '2006-07-01', (rules) => rules.phases.at(-1)?.phase, Phase.continuous, Phase.closeCall],
    ['szse-main', '2006-07-01', (rules) => rules.orderTypes.length, 1, 6],
    ['szse-main', '2026-07-06', (rules) => rules.limitRates.riskWarning, 0.05, 0.1],
    ['sse-main', '2026-07-06', (rules) => rules.limitRates.riskWarning, 0.05, 0.1],
    ['szse-main', '2026-07-06', (rules) => rules.fixedPrice?.entryPhases[0] ?? null, null, Phase.openCallCancelable],
    ['sse-main', '2026-07-06', (rules) => rules.fixedPrice?.entryPhases[0] ?? null, null, Phase.continuous],
    ['sse-main', '2026-07-06', (rules) => rules.noCancel.includes(Phase.afterHoursQuiet), false, true],
    ['sse-main', '2026-07-06', (rules) => rules.maximumFixedPriceQuantity, null, 1_000_000],
    ['sse-star', '2023-08-28', (rules) => rules.fees.stampDutySell, 100_000, 50_000],
    ['sse-main', '2023-08-28', (rules) => rules.fees.handlingBoth, 4_870, 3_410],
    ['szse-main', '2022-04-29', (rules) => rules.fees.transferBoth, 2_000, 1_000],
  ])('%s, %s, %#', (venue, day, read, before, after) => {
    expect(read(rulesInForce(venue, theDayBefore(day)))).toEqual(before);
    expect(read(rulesInForce(venue, day))).toEqual(after);
  });

  it('ChiNext is another market on the day after its last parked order', () => {
    const friday = rulesInForce('szse-chinext', '2023-04-07');
    const monday = rulesInForce('szse-chinext', '2023-04-10');
    expect(friday.cage).not.toEqual(monday.cage);
    expect([friday.version, monday.version]).toEqual(['szse-chinext@2022-04-29', 'szse-chinext@2023-04-10']);
  });

  it('is named by the latest change', () => {
    expect(rulesInForce('szse-chinext', '2025-05-06').version).toBe('szse-chinext@2023-08-28');
    expect(rulesInForce('us-equity', '2012-06-21').version).toBe('us-equity@2007-01-01');
    expect(rulesInForce('sse-star', '2019-07-22').version).toBe('sse-star@2019-07-22');
  });
});

describe('what the boards have of their own', () => {
  const on = (venue: string): RulePack => rulesInForce(venue, '2026-08-03');

  it('Shanghai and Shenzhen differ in gap, auction and market orders', () => {
    expect(['szse-main', 'szse-chinext', 'sse-main', 'sse-star'].map((venue) => on(venue).gap)).toEqual([
      'queue',
      'queue',
      'reject',
      'reject',
    ]);
    expect(on('sse-main').auction).toEqual({ candidates: 'order-prices', openCall: 'middle', otherCalls: 'middle' });
    expect(on('szse-main').auction).toEqual({
      candidates: 'tick-grid',
      openCall: 'nearest-previous-close',
      otherCalls: 'nearest-last-trade',
    });
    expect([on('szse-main').marketOrdersNeedLimit, on('sse-main').marketOrdersNeedLimit]).toEqual([true, false]);
    expect([on('szse-main').protectionPrice, on('sse-star').protectionPrice]).toEqual(['none', 'required']);
    expect(on('szse-main').orderTypes).toEqual([
      'limit',
      'marketIoc',
      'counterpartyBest',
      'ownBest',
      'best5Ioc',
      'fillOrKill',
      'fixedPrice',
    ]);
    expect(on('sse-star').orderTypes).toEqual([
      'limit',
      'best5Ioc',
      'best5ThenLimit',
      'ownBest',
      'counterpartyBest',
      'fixedPrice',
    ]);
    expect(rulesInForce('sse-main', '2023-02-07').orderTypes).toEqual(['limit', 'best5Ioc', 'best5ThenLimit']);
    expect(rulesInForce('sse-star', '2019-07-22').orderTypes).toEqual(on('sse-star').orderTypes);
  });

  it('STAR trades from 200 shares in steps of one, all others in hundreds', () => {
    expect(on('sse-star').lots.buy).toEqual({ minimum: 200, step: 1 });
    expect(on('sse-star').maximumLimitQuantity).toBe(100_000);
    expect(on('sse-star').maximumMarketQuantity).toBe(50_000);
    for (const venue of ['szse-main', 'szse-chinext', 'sse-main'])
      expect(on(venue).lots).toEqual({
        buy: { minimum: 100, step: 100 },
        sell: { minimum: 100, step: 100, oddRemainder: true },
      });
  });

  it('risk-warning stocks have a daily maximum on the main boards alone', () => {
    const maxima = ['szse-main', 'sse-main', 'szse-chinext', 'sse-star'].map((venue) => on(venue).riskWarningDailyBuy);
    expect(maxima).toEqual([500_000, 500_000, null, null]);
  });

  it('the day has its phases without a hole', () => {
    const { phases } = rulesInForce('szse-chinext', '2025-05-06');
    expect([phases[0].startNs, phases.at(-1)?.endNs]).toEqual([parseTimeOfDay('09:15'), parseTimeOfDay('15:30')]);
    expect(phases.slice(1).map(({ startNs }) => startNs)).toEqual(phases.slice(0, -1).map(({ endNs }) => endNs));
    const closing = ['continuous', 'closeCall', 'afterHoursQuiet', 'afterHours'];
    expect(phasesOf('szse-chinext', '2025-05-06').slice(-4)).toEqual(closing);
    expect(phasesOf('sse-main', '2026-07-06').slice(-4)).toEqual(closing);
    expect(phasesOf('sse-main', '2023-02-07').slice(-2)).toEqual(['continuous', 'closeCall']);
    expect(
      rulesInForce('sse-main', '2026-07-06')
        .phases.slice(-2)
        .map(({ endNs }) => endNs),
    ).toEqual(['15:05', '15:30'].map(parseTimeOfDay));
  });

  it('a United States exchange can be asked for more than it has switched on', () => {
    const rules = rulesInForce('us-equity', '2025-07-17');
    expect(rules.orderTypes).toEqual(['limit', 'marketIoc', 'postOnly', 'iceberg']);
    expect([rules.replace, rules.partialCancel, rules.selfTrade, rules.luld]).toEqual([true, true, 'allow', null]);
    const rows = explainRules(rules);
    expect(rows.find(({ name }) => name === 'luld')).toMatchObject({
      confidence: 'choice',
      provenance: expect.stringContaining('luld: {} switches it on'),
    });
    expect(rows.find(({ name }) => name === 'selfTrade')?.provenance).toContain('cancel-resting');
  });
});

describe('every pack on every day on which it changes', () => {
  it.each(venueSummaries.map(({ id, from }) => [id, from]))('%s is whole from %s', (venue, firstDay) => {
    const days = new Set([firstDay]);
    for (let day = '2030-01-01'; ; ) {
      const rules = rulesInForce(venue, day);
      days.add(rules.effectiveFrom);
      if (rules.effectiveFrom === firstDay) break;
      day = theDayBefore(rules.effectiveFrom);
    }
    for (const day of days) {
      const rules = rulesInForce(venue, day);
      const rows = explainRules(rules);
      expect(rows).toHaveLength(Object.keys(rules.sources).length);
      for (const { provenance, from, to } of rows) {
        expect(provenance.length).toBeGreaterThan(3);
        expect(from <= day && (to === null || day <= to)).toBe(true);
      }
      const held = rules.phases.map(({ phase }) => phase);
      for (const phase of [...rules.noCancel, ...(rules.fixedPrice?.entryPhases ?? [])]) expect(held).toContain(phase);
      expect(rules.orderTypes.includes('fixedPrice')).toBe(rules.fixedPrice !== null);
      expect(held.includes(Phase.afterHours)).toBe(rules.fixedPrice !== null);
      expect(rules.maximumFixedPriceQuantity !== null).toBe(rules.fixedPrice !== null);
      expect(rules.closingPrice === 'call-then-vwap').toBe(held.includes(Phase.closeCall));
      expect(rules.orderTypes.every((type) => type in OrderType)).toBe(true);
      const roundTrip = Object.values(rules.fees).reduce((sum, fee) => sum + 2 * fee, 0) - rules.fees.stampDutySell;
      expect(roundTrip).toBeLessThanOrEqual(600_000);
    }
  });

  it('a rule older than its pack holds in it since its first day', () => {
    const since = (venue: string, name: string): string | undefined =>
      explainRules(rulesInForce(venue, '2024-01-04')).find((row) => row.name === name)?.from;
    expect([since('sse-star', 'settlement'), since('sse-star', 'fees.stampDutySell')]).toEqual([
      '2019-07-22',
      '2023-08-28',
    ]);
    expect(since('sse-main', 'limitRates')).toBe('2006-07-01');
  });

  it.each([
    ['szse-chinxt', '2025-05-06', 'did you mean "szse-chinext"?'],
    ['sse-star', '2019-07-21', 'are known from 2019-07-22, when it opened, found the day 2019-07-21'],
    ['szse-chinext', '2009-10-29', 'are known from 2009-10-30, when it opened, found the day 2009-10-29'],
    ['sse-main', '2006-06-30', 'are known from 2006-07-01, found the day 2006-06-30'],
    ['szse-chinext', '2025-02-30', '"2025-02-30" is not a day'],
    ['us-equity', 'yesterday', '"yesterday" is not a day'],
  ])('says what is wrong with %s on %s', (venue, date, message) => {
    expect(() => rulesInForce(venue, date)).toThrow(message);
  });
});

function theDayBefore(date: string): string {
  return new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
}
