import { describe, expect, it } from 'vitest';
import { fired, type Watch } from '../../../src/surveillance/index.js';
import { Side } from '../../../src/tape/index.js';
import { TradingSession } from '../trading-session.js';

/** Accounts 0 and 1 have one owner; the owner of 4 and 5 is not known. */
const owners = [7, 7, 8, 9, -1, -1];
const watch: Watch[] = [{ id: 'ws' }];

function cross(session: TradingSession, buyer: number, seller: number, quantity: number): void {
  session.later(1).sell(seller, quantity, 1000);
  session.buy(buyer, quantity, 1000);
}

/** A morning in which strangers trade 9,000 shares and the owner's accounts some among themselves. */
function morning(selfTraded: number, buyer = 0, seller = 1): TradingSession {
  const session = new TradingSession(owners).at('09:31');
  cross(session, 2, 3, 4_500);
  cross(session, buyer, seller, selfTraded);
  cross(session, 3, 2, 4_500);
  return session;
}

describe('ws fires', () => {
  it('from a tenth of the volume, between accounts of one owner', () => {
    const [alert, ...more] = morning(1_000).watch(watch);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ detector: 'ws', practice: 'wash-trading', side: -1, accounts: [0, 1], score: 1 });
    expect(alert.orders).toHaveLength(2);
    expect(alert.startNs).toBe(alert.endNs);
    expect(alert.evidence[0].article).toBe('自买自卖');
  });

  it('inside one account', () => {
    expect(morning(1_000, 4, 4).watch(watch).filter(fired)).toMatchObject([{ accounts: [4] }]);
  });

  it('once for an owner and instrument, when the tape ends', () => {
    const session = morning(2_000);
    session.later(3_000);
    cross(session, 1, 0, 2_000);
    session.at('11:30');
    const [alert, ...more] = session.watch(watch);
    expect(more).toEqual([]);
    expect(alert.emittedNs).toBeGreaterThan(alert.endNs);
    expect(alert.score).toBeCloseTo(4_000 / 13_000 / 0.1, 12);
  });

  it('on the closing call alone', () => {
    const session = new TradingSession(owners).at('09:31');
    cross(session, 2, 3, 100_000);
    session.at('14:58');
    session.sell(1, 300, 1000);
    session.buy(0, 300, 1000);
    session.sell(2, 700, 1000);
    session.buy(3, 700, 1000);
    session.at('15:00').venue.closeDay();
    const [alert] = session.watch(watch).filter(fired);
    expect(alert.evidence.map(({ passed }) => passed)).toEqual([false, true]);
    expect(alert.score).toBe(1);
  });
});

describe('ws does not fire', () => {
  it('below a tenth, and keeps the near miss', () => {
    const [alert] = morning(990).watch(watch);
    expect(fired(alert)).toBe(false);
    expect(alert.score).toBeCloseTo(990 / 9_990 / 0.1, 12);
  });

  it.each([
    ['different owners', 0, 2],
    ['accounts whose owners are not known', 4, 5],
  ])('on trades between %s', (_name, buyer, seller) => {
    expect(morning(5_000, buyer, seller).watch(watch)).toEqual([]);
  });

  it('on less than three tenths of the closing call', () => {
    const session = new TradingSession(owners).at('09:31');
    cross(session, 2, 3, 100_000);
    session.at('14:58');
    session.sell(1, 290, 1000);
    session.buy(0, 290, 1000);
    session.sell(2, 710, 1000);
    session.buy(3, 710, 1000);
    session.at('15:00');
    expect(session.watch(watch).filter(fired)).toEqual([]);
  });
});

describe('ws says what its share is a share of', () => {
  it('the whole day', () => {
    const session = new TradingSession(owners).at('09:31');
    cross(session, 0, 1, 1_000);
    session.at('15:00').venue.closeDay();
    expect(session.watch(watch)[0].evidence[0].basis).toBe('whole day');
  });

  it('or the session that the tape covers', () => {
    const session = morning(1_000).at('11:30');
    const [alert] = session.watch(watch);
    expect(alert.evidence[0].basis).toMatch(/^covered session 09:15:00\.000–11:30:00\.000$/);
    expect(alert.evidence).toHaveLength(1);
  });

  it('with market orders as with limit orders', () => {
    const session = new TradingSession(owners).at('09:31');
    session.sell(1, 1_000, 1000);
    session.market(0, Side.buy, 1_000);
    expect(session.watch(watch).filter(fired)).toHaveLength(1);
  });
});
