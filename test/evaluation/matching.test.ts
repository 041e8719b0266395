import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchAlerts } from '../../src/evaluation/index.js';
import type { Alert } from '../../src/surveillance/index.js';
import { alert, campaign, practicesOf, SECOND } from './run-records.js';

const truth = { campaigns: [campaign()], benign: [] };
const match = (changes: Partial<Alert>, campaigns = truth.campaigns) =>
  matchAlerts([alert(changes)], { campaigns, benign: [] }, { practicesOf });
const everybody = Array.from({ length: 1_000 }, (_, account) => account);

describe('an alert matches a campaign', () => {
  it.each<[string, Partial<Alert>]>([
    ['when account, interval and practice are right', {}],
    ['when half of the accounts are', { accounts: [10, 99] }],
    ['when half of the interval is', { startNs: 1_840 * SECOND, endNs: 2_280 * SECOND }],
    ['up to a minute before and after', { startNs: 2_050 * SECOND, endNs: 2_070 * SECOND }],
    ['for an instant within it', { startNs: 1_500 * SECOND, endNs: 1_500 * SECOND }],
    ['by an order that was meant to deceive, without accounts', { accounts: [], orders: [101, 7] }],
    ['as layering, when the detector looks for both', { practice: 'layering' }],
  ])('%s', (_name, changes) => {
    expect(match(changes).right).toMatchObject([{ campaign: { id: 'spoof' } }]);
  });
});

describe('an alert matches nothing', () => {
  it.each<[string, Partial<Alert>]>([
    ['when fewer than half of the accounts belong', { accounts: [10, 98, 99] }],
    ['when most of the interval lies outside', { startNs: 1_840 * SECOND, endNs: 2_281 * SECOND }],
    ['when it comes more than a minute late', { startNs: 2_061 * SECOND, endNs: 2_061 * SECOND }],
    ['in another instrument', { instrument: 1 }],
    ['by orders that were meant to trade', { accounts: [], orders: [200] }],
    ['by one deceiving order among many of others', { accounts: [], orders: [101, 7, 8] }],
    ['when it names nobody and nothing', { accounts: [], orders: [] }],
    ['when it names everybody all day', { accounts: everybody, orders: everybody, startNs: 0, endNs: 86_400 * SECOND }],
    ['when it names everybody at the right time', { accounts: everybody, orders: everybody }],
    ['when it names the right account all day', { startNs: 0, endNs: 20_000 * SECOND }],
  ])('%s', (_name, changes) => {
    expect(match(changes).unmatched).toHaveLength(1);
  });
});

describe('an alert of another practice', () => {
  it('on the right account is a class of its own', () => {
    const result = match({ detector: 'ws', practice: 'wash-trading' });
    expect(result).toMatchObject({ right: [], unmatched: [] });
    expect(result.wrongPractice).toHaveLength(1);
  });

  it('by a detector of elsewhere is judged by its own word', () => {
    expect(match({ detector: 'elsewhere' }).right).toHaveLength(1);
    expect(match({ detector: 'elsewhere', practice: 'layering' }).wrongPractice).toHaveLength(1);
  });
});

describe('among several campaigns', () => {
  const other = campaign({ id: 'other', accounts: [11, 12], intentOrders: [300] });

  it('one alert matches one, the one of most of its accounts', () => {
    expect(match({ accounts: [11, 12] }, [campaign(), other]).right).toMatchObject([{ campaign: { id: 'other' } }]);
  });

  it('then the one of most of its orders', () => {
    const result = match({ accounts: [11], orders: [300] }, [campaign(), other]);
    expect(result.right).toMatchObject([{ campaign: { id: 'other' } }]);
  });

  it('and one of the right practice before one of the wrong', () => {
    const wash = campaign({ id: 'wash', practice: 'wash-trading', accounts: [10] });
    expect(match({ accounts: [10] }, [wash, campaign()]).right).toMatchObject([{ campaign: { id: 'spoof' } }]);
  });

  it('every alert lands in exactly one class, whatever it says', () => {
    const numbers = fc.array(fc.integer({ min: 8, max: 14 }), { maxLength: 4 });
    fc.assert(
      fc.property(
        numbers,
        numbers,
        fc.nat(3_000),
        fc.nat(500),
        fc.boolean(),
        (accounts, orders, start, length, wash) => {
          const startNs = start * SECOND;
          const one = alert({
            accounts,
            orders,
            startNs,
            endNs: startNs + length * SECOND,
            detector: wash ? 'ws' : 'spoof-pattern',
          });
          const { right, wrongPractice, unmatched } = matchAlerts(
            [one],
            { campaigns: [campaign(), other], benign: [] },
            { practicesOf },
          );
          expect(right.length + wrongPractice.length + unmatched.length).toBe(1);
        },
      ),
    );
  });
});
