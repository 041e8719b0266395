import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { fitHiddenLevels, fitRenewal } from '../../../src/fit/hawkes/hidden-levels-fit.js';
import { exponential, Streams } from '../../../src/random/index.js';
import { HOUR } from '../../../src/tape/index.js';

const RATE = 0.02;

describe('fitRenewal', () => {
  it('finds the rate at which hidden levels change, from whether they come back the same', () => {
    const stream = new Streams(1).stream('test/0/returns');
    const returns = Array.from({ length: 4000 }, () => {
      const seconds = 200 * stream.uniform();
      return { seconds, same: exponential(stream) / RATE > seconds };
    });
    const { value, standardError } = fitRenewal(returns);
    expect(standardError).toBeLessThan(0.001);
    expect(Math.abs(value - RATE) / standardError).toBeLessThan(4);
  });

  it('takes the usual rate where too few come back', () => {
    expect(fitRenewal([{ seconds: 1, same: false }]).value).toBeCloseTo(1 / 600, 6);
  });
});

describe('fitHiddenLevels', () => {
  it('finds nothing hidden where every order is shown', () => {
    const market = sampleMarket({ seed: 3, symbol: '300233', requests: 2000, meanGapNs: 100_000_000, clockNs: 1 });
    expect(fitHiddenLevels(market, 0, { startNs: 9 * HOUR, endNs: 15 * HOUR }, 1)).toBeNull();
  });
});
