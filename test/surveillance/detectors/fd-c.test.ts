import { describe, expect, it } from 'vitest';
import { fired, type Watch } from '../../../src/surveillance/index.js';
import { SECOND } from '../../../src/tape/index.js';
import { TradingSession, thresholds, watchTape } from '../trading-session.js';

/** What differs from a case in which every condition holds. */
interface Case {
  readonly price?: number;
  readonly firstQuantity?: number;
  readonly others?: number;
  readonly orders?: number;
  /** How many of the orders are cancelled. */
  readonly cancels?: number;
  readonly accounts?: readonly number[];
}

const SUSPECT = 0;
const PEER = 2;
const STRANGER = 3;
const OTHERS = 4;
/** Accounts 0 and 2 belong to one owner. */
const owners = [7, 1, 7, 8, 9];

/** Orders of 1,000 shares behind a first one that is huge: with it each leaves a residual of 1,000,000 and more. */
function declarations(given: Case = {}): TradingSession {
  const { price = 950, firstQuantity = 1_000_000, others = 2_000_000, orders = 4, cancels = 3 } = given;
  const { accounts = [SUSPECT] } = given;
  const session = new TradingSession(owners).at('09:30');
  session.buy(OTHERS, others, 950);
  session.sell(OTHERS, 10_000, 960);
  session.at('10:00');
  const entered: number[] = [];
  for (let index = 0; index < orders; index++) {
    session.later(5);
    entered.push(session.buy(accounts[index % accounts.length], index === 0 ? firstQuantity : 1_000, price));
  }
  session.later(5).cancel(...entered.slice(0, cancels));
  return session;
}

const watch: Watch[] = [{ id: 'fd-c' }];
const firing = (session: TradingSession) => session.watch(watch).filter(fired);

describe('fd-c fires', () => {
  it('when all conditions hold', () => {
    const [alert, ...more] = firing(declarations());
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      detector: 'fd-c',
      practice: 'spoofing',
      side: 0,
      accounts: [SUSPECT],
      scale: 'absolute',
    });
    expect(alert.startNs).toBe(36_005 * SECOND);
    expect(alert.emittedNs).toBe(36_025 * SECOND);
    expect(alert.orders).toHaveLength(4);
    expect(alert.score).toBe(1);
    expect(alert.rulePack).toMatch(/^szse-chinext@/);
    expect(alert.evidence.map(({ passed }) => passed)).toEqual([true, true, true, true, true].map((_, i) => i !== 1));
    expect(alert.evidence[0]).toMatchObject({
      value: 1_000_000,
      threshold: 1_000_000,
      article: '连续竞价阶段虚假申报',
    });
  });

  it('on the value instead of the quantity', () => {
    // 900,000 shares at 12.00 are CNY 10.8 million
    const session = new TradingSession(owners).at('09:30');
    session.sell(STRANGER, 10_000, 1200);
    const entered = [1, 2, 3, 4].map(() => session.later(1).buy(SUSPECT, 900_000, 1190));
    session.later(1).cancel(...entered);
    const [alert] = firing(session);
    expect(alert.evidence[1].condition).toContain('money');
    expect(alert.evidence[1].passed).toBe(true);
  });

  it('on sells as on buys', () => {
    const session = new TradingSession(owners).at('09:30');
    session.buy(STRANGER, 10_000, 900);
    const entered = [1, 2, 3, 4].map((tick) => session.later(1).sell(SUSPECT, 1_000_000, 950 + tick));
    session.later(1).cancel(...entered.slice(2));
    expect(firing(session)).toMatchObject([{ side: 1, accounts: [SUSPECT] }]);
  });

  it('for accounts of one owner together, and not for strangers together', () => {
    expect(firing(declarations({ accounts: [SUSPECT, PEER] }))).toMatchObject([{ accounts: [SUSPECT, PEER] }]);
    expect(firing(declarations({ accounts: [SUSPECT, STRANGER] }))).toEqual([]);
  });

  it('again after a minute of silence, for what came since', () => {
    const session = declarations();
    session.later(120);
    session.buy(SUSPECT, 1_000_000, 950);
    const alerts = firing(session);
    expect(alerts).toHaveLength(2);
    expect(alerts[1].startNs).toBe(alerts[0].endNs);
  });
});

describe('fd-c does not fire when just one condition fails', () => {
  it.each<[string, Case]>([
    ['the residual is a share short', { firstQuantity: 999_999 }],
    ['others hold more than seven tenths of the levels', { others: 2_400_000 }],
    ['there are three such orders', { orders: 3, cancels: 3 }],
    ['less than half is withdrawn', { cancels: 0 }],
  ])('%s', (_name, given) => {
    expect(firing(declarations(given))).toEqual([]);
  });

  it('the orders lie outside the best five levels', () => {
    const session = new TradingSession(owners).at('09:30');
    for (let tick = 0; tick < 5; tick++) session.buy(OTHERS, 100, 950 - tick);
    const entered = [1, 2, 3, 4].map(() => session.later(1).buy(SUSPECT, 1_000_000, 945));
    session.later(1).cancel(...entered);
    expect(session.watch(watch)).toEqual([]);
  });

  it('the orders were entered in the opening call', () => {
    const session = new TradingSession(owners).at('09:16');
    const entered = [1, 2, 3, 4].map(() => session.buy(SUSPECT, 1_000_000, 950));
    session.at('09:30').cancel(...entered);
    expect(session.watch(watch)).toEqual([]);
  });

  it('the order is executed at once and leaves nothing', () => {
    const session = new TradingSession(owners).at('09:30');
    session.buy(SUSPECT, 3_000_000, 940);
    session.sell(STRANGER, 10_000, 960);
    for (let index = 0; index < 4; index++) session.later(1).buy(SUSPECT, 1_000, 960);
    session.later(1).cancel(0);
    expect(firing(session)).toEqual([]);
  });

  it('what is left is not withdrawn by the investor but by the day', () => {
    const session = declarations({ cancels: 0 });
    session.at('15:00').venue.closeDay();
    expect(firing(session)).toEqual([]);
  });
});

describe('fd-c grades', () => {
  it('by the weakest of the orders that it counts', () => {
    const session = declarations({ firstQuantity: 600_000, others: 3_000_000 });
    const [alert] = session.watch(watch);
    expect(fired(alert)).toBe(false);
    const share = alert.evidence.find(({ condition }) => condition.startsWith('share'));
    expect(alert.score).toBe(share?.margin);
    // three of the four count, 0.75 of those wanted; the weakest of them left 601,000 of 3,601,000 shares
    expect(alert.evidence[3]).toMatchObject({ value: 3, threshold: 4 });
    expect(alert.score).toBe(601_000 / 3_601_000 / 0.3);
  });

  it('without a ceiling', () => {
    const session = declarations({ firstQuantity: 3_000_000, orders: 12, others: 1_000 });
    expect(session.watch(watch)[0].score).toBe(3_002_000 / 3_011_000 / 0.5);
  });

  it('under a relative scale, which it prints', () => {
    const session = declarations({ firstQuantity: 200_000, others: 300_000 });
    expect(session.watch(watch).filter(fired)).toEqual([]);
    const [alert] = session.watch(watch, { scale: { depth: 0.2, turnover: 0.1 } }).filter(fired);
    expect(alert.scale).toBe('relative: depth × 0.2, turnover × 0.1');
    expect(alert.evidence[0].threshold).toBe(200_000);
  });

  it('with thresholds of ones own', () => {
    const parameters = { residualShares: 500_000, bestFiveShare: 0.1, largeOrders: 2, cancelRatio: 0.9 };
    const session = declarations({ firstQuantity: 600_000, orders: 2, cancels: 2 });
    expect(session.watch([{ id: 'fd-c', parameters }]).filter(fired)).toHaveLength(1);
  });
});

describe('fd-c and what it cannot see', () => {
  it('names nobody where the tape names nobody', () => {
    const session = declarations();
    expect(watchTape(session.tape, watch, { view: { kind: 'public' } })).toEqual([]);
  });

  it('needs a rule in force', () => {
    const session = new TradingSession(owners);
    expect(() => session.watch(watch, { thresholds: undefined })).toThrow('venue szse-chinext has no thresholds');
    expect(() => session.watch(watch, { thresholds: { ...thresholds, tests: {} } })).toThrow('residualShares');
  });
});
