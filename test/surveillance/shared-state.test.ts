import { describe, expect, it } from 'vitest';
import { type InstrumentState, Session, Surveillance } from '../../src/surveillance/index.js';
import { Side, TapeCursor } from '../../src/tape/index.js';
import { TradingSession } from './trading-session.js';

/** Accounts 0 and 1 belong to one owner, hence to investor 0; account 2 is investor 1. */
const owners = [5, 5, 6, 7];

function stateAfter(session: TradingSession): InstrumentState {
  const surveillance = new Surveillance(session.header, []);
  const cursor = new TapeCursor(session.tape);
  while (cursor.next()) surveillance.onRow(cursor);
  return surveillance.state.instruments[0];
}

describe('running sums', () => {
  it('are kept by investor, side and session', () => {
    const session = new TradingSession(owners).at('09:16');
    session.buy(0, 1_000, 990);
    const taken = session.buy(1, 500, 991);
    session.cancel(taken).at('09:31');
    session.sell(2, 300, 990);
    session.cancel(session.buy(1, 700, 980));
    const { activity } = stateAfter(session);
    expect(activity.ordered(0, Side.buy, Session.openCall)).toBe(1_500);
    expect(activity.cancelled(0, Side.buy, Session.openCall)).toBe(500);
    expect(activity.ordered(0, Side.buy, Session.continuous)).toBe(700);
    expect(activity.cancelled(0, Side.buy, Session.continuous)).toBe(700);
    expect(activity.executed(0, Side.buy, Session.continuous)).toBe(300);
    expect(activity.executed(1, Side.sell, Session.continuous)).toBe(300);
    expect(activity.executedToday(1, Side.buy)).toBe(0);
    expect(activity.open(0, Side.buy)).toBe(700);
    expect(activity.open(1, Side.sell)).toBe(0);
    expect(activity.lastFillNs(0, Side.buy)).toBe(session.venue.now);
    expect(activity.lastFillAccount(0, Side.buy)).toBe(0);
    expect(activity.lastFillNs(0, Side.sell)).toBe(-1);
  });

  it('do not take what an immediate-or-cancel order leaves for a withdrawal', () => {
    const session = new TradingSession(owners).at('09:31');
    session.sell(2, 300, 1000);
    session.market(0, Side.buy, 1_000);
    const { activity } = stateAfter(session);
    expect(activity.executed(0, Side.buy, Session.continuous)).toBe(300);
    expect(activity.cancelled(0, Side.buy, Session.continuous)).toBe(0);
    expect(activity.open(0, Side.buy)).toBe(0);
  });

  it('know how much of one order an investor executes, large ones weighing more', () => {
    const session = new TradingSession(owners).at('09:31');
    session.sell(0, 400, 1000);
    session.buy(2, 100, 1000);
    session.buy(2, 200, 1000);
    session.sell(0, 100, 1001);
    session.buy(2, 200, 1001);
    const { activity } = stateAfter(session);
    // 400 of the first (100 + 200 + 100) and 100 of the second
    expect(activity.executedOrderSize(0)).toBe((400 * 400 + 100 * 100) / 500);
  });

  it('add up volume by stage of trading', () => {
    const session = new TradingSession(owners).at('09:16');
    session.buy(0, 1_000, 1000);
    session.sell(2, 400, 1000);
    session.at('09:31');
    session.sell(2, 250, 1000);
    const state = stateAfter(session);
    expect([...state.volume]).toEqual([250, 400, 0, 0, 0]);
    expect(state.dayVolume).toBe(650);
  });
});

describe('usual depth', () => {
  it('is the best five without their largest holder, and forgets the header in ten minutes', () => {
    const session = new TradingSession(owners).at('09:30');
    for (let tick = 0; tick < 6; tick++) session.buy(2, 1_000, 990 - tick);
    session.buy(0, 300_000, 989);
    session.buy(1, 300_000, 988);
    for (let second = 0; second < 1_800; second++) session.later(1).cancel(session.sell(3, 100, 1100));
    const { usualDepth } = stateAfter(session);
    expect(usualDepth.of(Side.buy)).toBeGreaterThan(5_000);
    expect(usualDepth.of(Side.buy)).toBeLessThan(15_000);
  });
});

describe('the best five', () => {
  it('of an investor are those of all his accounts, on five occupied prices', () => {
    const session = new TradingSession(owners).at('09:30');
    session.sell(0, 100, 1001);
    session.sell(1, 200, 1003);
    for (const price of [1002, 1004, 1006, 1007]) session.sell(2, 1_000, price);
    session.sell(0, 5_000, 1007);
    const { bestFive, rebuilt } = stateAfter(session);
    bestFive.measure(rebuilt.book, Side.sell, 0);
    expect(bestFive).toMatchObject({ quantity: 3_300, own: 300, ownValue: 100 * 1001 + 200 * 1003, lastPrice: 1006 });
    bestFive.measure(rebuilt.book, Side.buy, 0);
    expect(bestFive).toMatchObject({ quantity: 0, own: 0, lastPrice: -1 });
  });
});
