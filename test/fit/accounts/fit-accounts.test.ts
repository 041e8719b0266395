import { describe, expect, it } from 'vitest';
import { accountRecovery, adjustedRandIndex } from '../../../bench/account-study.js';
import { sampleMarket } from '../../../bench/sample-market.js';
import { fitAccounts } from '../../../src/fit/index.js';
import { accountClassesSchema } from '../../../src/model/index.js';
import { plantedClasses, plantedMarket } from './planted-accounts.js';

/** A quarter of the accounts of the bench's market, for an hour. */
const few = plantedClasses.map((one) => ({ ...one, accounts: Math.ceil(one.accounts / 4) }));

describe('classes of accounts', () => {
  it('six ways to trade are found again, and how each trades', () => {
    const { classes, randIndex, medians } = accountRecovery(few, 1, 60);
    expect(classes).toBe(6);
    expect(randIndex).toBeGreaterThan(0.9);
    for (const { scale, deviation, z } of medians) {
      if (scale === 'relative') expect(Math.abs(deviation)).toBeLessThan(0.2);
      expect(Math.abs(z)).toBeLessThan(4.5);
    }
    const relative = medians.filter(({ scale }) => scale === 'relative');
    const within = relative.filter(({ deviation }) => Math.abs(deviation) <= 0.05);
    expect(within.length / relative.length).toBeGreaterThan(0.75);
  });

  it('the same tape gives the same classes, and posteriors that add up to 1', () => {
    const two = [few[0], few[3]].map((one) => ({ ...one, accounts: 20 }));
    const { tape } = plantedMarket(two, 3, 20);
    const [first, second] = [fitAccounts(tape), fitAccounts(tape)];
    expect(JSON.stringify(second.classes)).toBe(JSON.stringify(first.classes));
    expect(accountClassesSchema.parse(first.classes)).toEqual(first.classes);
    expect(first.classes.classes).toHaveLength(2);
    first.accounts.forEach((_, i) => {
      expect(first.posteriors.reduce((sum, posterior) => sum + posterior[i], 0)).toBeCloseTo(1, 9);
    });
    expect(first.classes.classes.reduce((sum, { share }) => sum + share.value, 0)).toBeCloseTo(1, 5);
  });

  it('accounts that all trade alike are one class', () => {
    const { tape } = plantedMarket([{ ...plantedClasses[1], accounts: 40 }], 2, 30);
    expect(fitAccounts(tape).classes.classes).toHaveLength(1);
  });

  it('refuses a tape without accounts', () => {
    const tape = sampleMarket({ seed: 1, symbol: 'NONE', requests: 3_000, meanGapNs: 1e9, clockNs: 1 });
    expect(() => fitAccounts(tape)).toThrow(
      'too little to classify: 0 accounts sent orders in continuous trading, expected at least 20',
    );
  });
});

describe('adjusted Rand index', () => {
  it('knows no names of classes, and gives chance nothing', () => {
    expect(adjustedRandIndex([1, 1, 2, 2], [7, 7, 3, 3])).toBe(1);
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
    // Hubert & Arabie's table needs 15 pairs: by hand, ARI of these is (2 − 4·3/15) / (3.5 − 4·3/15).
    expect(adjustedRandIndex([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 1, 2])).toBeCloseTo((2 - 16 / 15) / (4 - 16 / 15), 12);
  });
});
