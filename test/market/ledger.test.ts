import { describe, expect, it } from 'vitest';
import { OrderType, RejectReason } from '../../src/tape/index.js';
import { at, venueOf } from './venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc } = OrderType;
/** 15.70 CNY a share, in 1/10,000 CNY. */
const price = 1570;
const shareValue = 157_000;

function trading(fixture: Parameters<typeof venueOf>[0] = {}) {
  const { venue } = venueOf({ previousClose: price, ...fixture });
  venue.advanceTo(at('10:00'));
  return { venue, ledger: venue.ledger! };
}

describe('the ledger', () => {
  it('charges both sides by the rates of the day, rounded half up', () => {
    const { venue, ledger } = trading();
    venue.submit(0, 0, SELL, limit, price, 1_000);
    venue.submit(0, 1, BUY, limit, price, 1_000);
    const value = 1_000 * shareValue;
    // 0.001 % transfer, 0.00341 % handling, 0.002 % levy, 0.02 % commission; the seller 0.05 % stamp duty besides.
    const buying = Math.round(value * 0.0002641);
    const selling = Math.round(value * 0.0007641);
    expect([ledger.feesPaid(1), ledger.feesPaid(0)]).toEqual([buying, selling]);
    expect(buying).toBe(41_464);
    expect(ledger.cash(1)).toBe(1e12 - value - buying);
    expect(ledger.cash(0)).toBe(1e12 + value - selling);
    expect([ledger.holdings(0, 0), ledger.holdings(1, 0)]).toEqual([999_000, 1_001_000]);
    ledger.validate();
  });

  it('freezes what open orders need and gives back what they did not', () => {
    const { venue, ledger } = trading();
    const buy = venue.submit(0, 0, BUY, limit, price, 1_000);
    const frozen = 1e12 - ledger.availableCash(0);
    expect(frozen).toBeGreaterThanOrEqual(1_000 * shareValue + 41_464);
    expect(frozen).toBeLessThan(1_000 * shareValue * 1.0003);
    expect(ledger.cash(0)).toBe(1e12);
    venue.submit(0, 1, SELL, limit, price, 400);
    venue.cancel(0, buy);
    expect(ledger.availableCash(0)).toBe(ledger.cash(0));
    const sell = venue.submit(0, 2, SELL, limit, price, 300);
    expect([ledger.sellable(2, 0), ledger.holdings(2, 0)]).toEqual([999_700, 1_000_000]);
    venue.cancel(2, sell);
    expect(ledger.sellable(2, 0)).toBe(1_000_000);
    ledger.validate();
  });

  it('lets a buyer who pays less than the limit have the difference at once', () => {
    const { venue, ledger } = trading();
    venue.submit(0, 0, SELL, limit, price - 20, 100);
    venue.submit(0, 1, BUY, limit, price, 100);
    expect(ledger.availableCash(1)).toBe(ledger.cash(1));
    expect(ledger.cash(1)).toBe(1e12 - 100 * (price - 20) * 100 - ledger.feesPaid(1));
  });

  it('keeps what was bought today from being sold under T+1, not under T+0', () => {
    for (const [settlement, expected] of [
      ['T+1', -1 - RejectReason.insufficientHoldings],
      ['T+0', 2],
    ] as const) {
      const { venue, ledger } = trading({ holdings: 100, overrides: { settlement } });
      venue.submit(0, 0, SELL, limit, price, 100);
      venue.submit(0, 1, BUY, limit, price, 100);
      expect(ledger.holdings(1, 0)).toBe(200);
      expect(ledger.sellable(1, 0)).toBe(settlement === 'T+1' ? 100 : 200);
      expect(venue.submit(0, 1, SELL, limit, price, 200)).toBe(expected);
      ledger.validate();
    }
  });

  it('lets the proceeds of a sale be spent at once', () => {
    const { venue, ledger } = trading({ cash: 0 });
    const poor = () => venue.submit(0, 0, BUY, limit, price, 100);
    expect(poor()).toBe(-1 - RejectReason.insufficientCash);
    venue.submit(0, 0, SELL, limit, price, 200);
    expect(ledger.cash(0)).toBe(0);
  });

  it('asks of a market buy the cash that the upper limit would take', () => {
    const upper = 1884;
    const enough = 100 * upper * 100 + 10_000;
    const short = trading({ cash: 100 * upper * 100 });
    expect(short.venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(-1 - RejectReason.insufficientCash);
    const { venue, ledger } = trading({ cash: enough });
    venue.submit(0, 1, SELL, limit, price, 50_000);
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(1);
    expect(ledger.availableCash(0)).toBe(ledger.cash(0));
    ledger.validate();
  });

  it('asks of a market buy without a limit what the book would take', () => {
    const cash = 100 * 101 * 100;
    const { venue } = trading({ venue: 'us-equity', date: '2012-06-21', cash, holdings: 1_000 });
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(0);
    venue.submit(0, 1, SELL, limit, 101, 60);
    venue.submit(0, 1, SELL, limit, 102, 60);
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(-1 - RejectReason.insufficientCash);
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 60)).toBe(3);
    expect(venue.ledger?.cash(0)).toBe(cash - 60 * 101 * 100);
  });

  it('lets a market buy execute no further than what was frozen for it', () => {
    const upper = 1884;
    const { venue, ledger } = trading({ cash: 100 * upper * 100 + 10_000, validation: 'report' });
    venue.submit(0, 1, SELL, limit, upper + 100, 100);
    venue.submit(0, 0, BUY, marketIoc, -1, 100);
    expect([venue.volume(0), ledger.availableCash(0)]).toEqual([0, ledger.cash(0)]);
    ledger.validate();
  });

  it('survives trades with oneself', () => {
    const { venue, ledger } = trading();
    venue.submit(0, 0, SELL, limit, price, 300);
    venue.submit(0, 0, BUY, limit, price, 300);
    expect(ledger.cash(0)).toBe(1e12 - ledger.feesPaid(0));
    expect([ledger.holdings(0, 0), ledger.sellable(0, 0)]).toEqual([1_000_000, 999_700]);
    ledger.validate();
  });

  it('is exact when a value passes 2^53 parts of a fee', () => {
    const { venue, ledger } = trading({ cash: 9e14, holdings: 10_000_000, previousClose: 200_000 });
    venue.submit(0, 0, SELL, limit, 200_000, 300_000);
    venue.submit(0, 1, BUY, limit, 200_000, 300_000);
    expect(ledger.feesPaid(0)).toBe(Number((6_000_000_000_000n * 76_410n + 50_000_000n) / 100_000_000n));
    ledger.validate();
  });

  it('notices money that comes from nowhere', () => {
    const { venue, ledger } = trading();
    ledger.settle(0, price, 100, 0, price, 1);
    expect(() => ledger.validate()).toThrow();
    expect(venue.lastPrice(0)).toBe(-1);
  });
});
