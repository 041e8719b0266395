import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  highestBuy,
  type LimitedInstrument,
  lowestSell,
  portion,
  priceLimits,
  rulesInForce,
} from '../../src/rules/index.js';

const rated = (ordinary: number | null) => ({
  limitRates: { ordinary, riskWarning: ordinary, delisting: ordinary },
  newListing: { days: 0, band: null },
});
const limitsOn = (venue: string, date: string, instrument: Partial<LimitedInstrument>): number[] => {
  const { lower, upper } = priceLimits(rulesInForce(venue, date), {
    previousClose: 1000,
    status: 'ordinary',
    statusDay: -1,
    ...instrument,
  });
  return [lower, upper];
};
const NONE = [-1, -1];

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
  ])('of a previous close of %i ticks at %d', (previousClose, rate, lower, upper) => {
    const instrument = { previousClose, status: 'ordinary', statusDay: -1 } as const;
    expect(priceLimits(rated(rate), instrument)).toEqual({ lower, upper });
  });

  it('do not exist without a rate or a previous close', () => {
    const instrument = { previousClose: 1000, status: 'ordinary', statusDay: -1 } as const;
    expect(priceLimits(rated(null), instrument)).toEqual({ lower: -1, upper: -1 });
    expect(priceLimits(rated(0.2), { ...instrument, previousClose: -1 })).toEqual({ lower: -1, upper: -1 });
  });

  it.each([
    ['szse-main', '2026-07-03', { previousClose: 170, status: 'risk-warning' }, [162, 179]],
    ['szse-main', '2026-06-30', { previousClose: 187, status: 'risk-warning' }, [178, 196]],
    ['szse-main', '2026-07-06', { previousClose: 187, status: 'risk-warning' }, [168, 206]],
    ['szse-chinext', '2020-08-21', { status: 'risk-warning' }, [950, 1050]],
    ['szse-chinext', '2020-08-24', { status: 'risk-warning' }, [800, 1200]],
    ['sse-star', '2020-08-24', { status: 'risk-warning' }, [800, 1200]],
    ['sse-main', '2025-05-06', { status: 'delisting', statusDay: 1 }, NONE],
    ['sse-main', '2025-05-06', { status: 'delisting', statusDay: 2 }, [900, 1100]],
    ['sse-star', '2025-05-06', { status: 'delisting', statusDay: 2 }, [800, 1200]],
    ['sse-main', '2025-05-06', { status: 'relisted', statusDay: 1 }, NONE],
    ['sse-main', '2025-05-06', { status: 'relisted', statusDay: 2 }, [900, 1100]],
    ['sse-main', '2013-05-06', { status: 'new', statusDay: 1 }, NONE],
    ['sse-main', '2013-05-06', { status: 'new', statusDay: 2 }, [900, 1100]],
    ['szse-main', '2023-04-07', { previousClose: 1003, status: 'new', statusDay: 1 }, [642, 1444]],
    ['szse-main', '2023-04-07', { status: 'new', statusDay: 2 }, [900, 1100]],
    ['szse-main', '2023-04-10', { status: 'new', statusDay: 1 }, NONE],
    ['szse-main', '2023-04-10', { status: 'new', statusDay: 5 }, NONE],
    ['szse-main', '2023-04-10', { status: 'new', statusDay: 6 }, [900, 1100]],
    ['szse-chinext', '2020-08-21', { status: 'new', statusDay: 1 }, [640, 1440]],
    ['szse-chinext', '2020-08-24', { status: 'new', statusDay: 5 }, NONE],
    ['szse-chinext', '2020-08-24', { status: 'new', statusDay: 6 }, [800, 1200]],
    ['sse-star', '2019-07-22', { status: 'new', statusDay: 1 }, NONE],
    ['us-equity', '2025-05-06', { status: 'new', statusDay: 1 }, NONE],
    ['us-equity', '2025-05-06', {}, NONE],
  ] as [string, string, Partial<LimitedInstrument>, number[]][])('%s on %s, %o', (venue, date, instrument, limits) => {
    expect(limitsOn(venue, date, instrument)).toEqual(limits);
  });
});

describe('the price cage', () => {
  const { cage } = rulesInForce('szse-main', '2025-05-06');

  it.each([
    [1000, 1020, 980],
    [400, 410, 390],
    [900, 918, 882],
    [300, 310, 290],
    [1025, 1046, 1005],
  ])('around %i ticks', (reference, highest, lowest) => {
    expect([highestBuy(cage!, reference), lowestSell(cage!, reference)]).toEqual([highest, lowest]);
  });

  it('had no ten ticks on STAR and ChiNext before 2023', () => {
    for (const venue of ['sse-star', 'szse-chinext']) {
      const before = rulesInForce(venue, '2023-04-07').cage!;
      expect([highestBuy(before, 400), lowestSell(before, 400)]).toEqual([408, 392]);
    }
  });
});

describe('levels of a halt', () => {
  it('are portions of the opening price: 20.00 gives 26.00, 32.00, 14.00, 8.00', () => {
    const { levels } = rulesInForce('szse-chinext', '2025-05-06').halts!;
    const at = (factor: number): number => portion(2000, Math.round(factor * 10_000), 10_000);
    expect(levels.map((level) => at(1 + level))).toEqual([2600, 3200]);
    expect(levels.map((level) => at(1 - level))).toEqual([1400, 800]);
  });

  it('a portion is rounded half up, exactly, over the whole range of prices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 2 }), fc.integer({ min: 0, max: 1_000_000 }), (price, part) => {
        const exact = (2n * BigInt(price) * BigInt(part) + 10_000n) / 20_000n;
        expect(BigInt(portion(price, part, 10_000))).toBe(exact);
      }),
    );
  });
});
