import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { flatKnobs, practiceDefinitions } from '../../src/manipulation/index.js';
import { shareOut } from '../../src/manipulation/lots.js';
import type { InstrumentHeader } from '../../src/tape/index.js';

const instrument: InstrumentHeader = {
  symbol: '300233',
  currency: 'CNY',
  moneyPerTick: 100,
  quantityUnit: 'share',
  status: 'ordinary',
  statusDay: -1,
  previousClose: 1570,
  lowerLimit: 1256,
  upperLimit: 1884,
  referenceVolume: 35_000_000,
  referenceDepth5: { bid: 62_700, ask: 93_500 },
  floatShares: -1,
};

const spoofing = practiceDefinitions.find(({ id }) => id === 'spoofing')!;
const washTrading = practiceDefinitions.find(({ id }) => id === 'wash-trading')!;
const spoof = (given: object) =>
  spoofing.parameters.parse({
    size: { best5Depth: 4 },
    side: 'buy',
    window: ['10:00', '11:00'],
    purpose: { sell: 50_000 },
    ...given,
  });

describe.each(practiceDefinitions)('$id', (definition) => {
  it('names where it is defined, and describes every key', () => {
    expect(definition.source).toMatch(/MAR|CEA/);
    for (const [key, schema] of Object.entries(definition.parameters.shape))
      expect((schema as z.ZodType).description, key).toBeTruthy();
  });

  it('keeps clear of the words that belong to the scenario', () => {
    const keys = Object.keys(definition.parameters.shape);
    for (const reserved of ['id', 'agent', 'practice', 'preset', 'evasion', 'count', 'accounts', 'matchedTo'])
      expect(keys).not.toContain(reserved);
    for (const key of definition.attackOnly) expect(keys).toContain(key);
  });

  it('has a JSON Schema of what stands in a scenario', () => {
    const schema = z.toJSONSchema(definition.parameters, { io: 'input', unrepresentable: 'any' });
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(definition.parameters.shape));
  });
});

describe('what accounts need', () => {
  it('is the display at the upper limit with costs and a quarter in reserve, and the shares to sell', () => {
    const { cash, holdings } = spoofing.funding(spoof({}), instrument, 1);
    expect(holdings).toBe(50_000);
    expect(cash).toBe(Math.ceil(4 * 62_700 * 1.25 * 1884 * 100 * 1.005));
  });

  it('is the display in shares when it is on the sell side', () => {
    const { cash, holdings } = spoofing.funding(spoof({ side: 'sell', purpose: { buy: 50_000 } }), instrument, 1);
    expect(holdings).toBe(4 * 93_500 * 1.25);
    expect(cash).toBe(Math.ceil(50_000 * 1884 * 100 * 1.005));
  });

  it('is less for each of several, except the genuine trade', () => {
    const one = spoofing.funding(spoof({}), instrument, 1);
    const four = spoofing.funding(spoof({}), instrument, 4);
    expect(four.cash).toBeLessThan(one.cash / 3.9);
    expect(four.holdings).toBe(one.holdings);
  });

  it('cannot be said without a usual depth or volume', () => {
    const unknown = { ...instrument, referenceVolume: -1, referenceDepth5: { bid: -1, ask: -1 } };
    expect(() => spoofing.funding(spoof({}), unknown, 1)).toThrow('expected a size in shares');
    const wash = washTrading.parameters.parse({ volume: { dayShare: 0.1 }, window: ['10:00', '11:00'] });
    expect(() => washTrading.funding(wash, unknown, 2)).toThrow('expected a quantity in shares');
  });

  it('asks for parameters that go together', () => {
    expect(() => spoofing.funding(spoof({ purpose: { buy: 100 } }), instrument, 1)).toThrow('expected it to sell');
    const wash = washTrading.parameters.parse({ volume: { shares: 1_000 }, window: ['10:00', '11:00'] });
    expect(() => washTrading.funding(wash, instrument, 1)).toThrow('at least 2');
  });
});

describe('knobs', () => {
  it('are the inputs by flat names', () => {
    expect(flatKnobs({ size: { best5Depth: 4 }, side: 'buy', window: [1, 2], off: false, none: undefined })).toEqual({
      'size.best5Depth': 4,
      side: 'buy',
      'window.0': 1,
      'window.1': 2,
      off: 'false',
    });
  });
});

describe('sharing out', () => {
  it('gives whole lots that add up and differ by one lot at most', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5_000_000 }), fc.integer({ min: 1, max: 100 }), (quantity, parts) => {
        const shares = shareOut(quantity, parts, 100);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.floor(quantity / 100) * 100);
        expect(shares.every((share) => share % 100 === 0)).toBe(true);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
