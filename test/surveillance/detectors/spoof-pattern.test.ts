import { describe, expect, it } from 'vitest';
import { fired, type Watch } from '../../../src/surveillance/index.js';
import { SECOND } from '../../../src/tape/index.js';
import { headerWith, TradingSession } from '../trading-session.js';

interface Case {
  readonly rounds?: number;
  readonly display?: number;
  readonly levels?: number;
  /** Ticks below the best bid. */
  readonly depth?: number;
  readonly sold?: number;
  /** Rounds in which his order is executed; all by default. */
  readonly fills?: number;
  readonly fillToCancelSeconds?: number;
  readonly cancelPauseSeconds?: number;
  readonly displaySeconds?: number;
  /** How often the display is cancelled and entered again before it goes. */
  readonly requotes?: number;
  /** Shares of the display that are executed. */
  readonly hit?: number;
  readonly cancelled?: boolean;
  readonly seller?: number;
  /** Quantity of his own that rests on the display's side all the time. */
  readonly standing?: number;
  /** In how many orders the genuine sale is made. */
  readonly clips?: number;
  /** Between rounds. */
  readonly pauseSeconds?: number;
  /** Shows as much again so long after the withdrawal. */
  readonly backAfterSeconds?: number;
  /** Cancels first, executes so many seconds later. */
  readonly fillAfterCancelSeconds?: number;
}

const SPOOFER = 0;
const PEER = 1;
const STRANGER = 2;
const TAKER = 3;

/** Two rounds of 200,000 bid, 5,000 sold, all withdrawn after two seconds, where 100,000 shares are usual. */
function rounds(given: Case = {}): TradingSession {
  const { rounds = 2, display = 200_000, levels = 1, depth = 1, sold = 5_000 } = given;
  const { fillToCancelSeconds = 2, cancelPauseSeconds = 0, displaySeconds = 10, hit = 0 } = given;
  const { clips = 1, pauseSeconds = 180, fills = rounds, requotes = 0 } = given;
  const { cancelled = true, seller = SPOOFER, standing = 0, fillAfterCancelSeconds, backAfterSeconds } = given;
  const session = new TradingSession([7, 7, 8, 9]).at('09:30');
  session.buy(TAKER, 100_000, 999);
  session.buy(STRANGER, 100_000, 996);
  session.sell(TAKER, 100_000, 1001);
  session.at('10:00');
  if (standing > 0) session.buy(SPOOFER, standing, 998);
  for (let round = 0; round < rounds; round++) {
    session.later(round === 0 ? 180 : pauseSeconds);
    const genuine = Array.from({ length: clips }, () => session.sell(seller, sold / clips, 1000));
    const shown: number[] = [];
    for (let level = 0; level < levels; level++)
      shown.push(session.buy(SPOOFER, display / levels, 999 - depth - level));
    session.later(displaySeconds);
    if (hit > 0) session.sell(TAKER, 100_000 + hit, 999 - depth);
    const fill = () => (round < fills ? session.buy(TAKER, sold, 1000) : undefined);
    const withdraw = () => {
      for (const order of shown) session.later(cancelPauseSeconds).cancel(order);
    };
    if (fillAfterCancelSeconds !== undefined) {
      withdraw();
      session.later(fillAfterCancelSeconds);
      fill();
    } else {
      fill();
      session.later(fillToCancelSeconds);
      for (let again = 0; again < requotes; again++) {
        session.cancel(shown[0]).later(1);
        shown[0] = session.buy(SPOOFER, display, 999 - depth);
        session.later(0.5);
      }
      if (cancelled) withdraw();
    }
    session.cancel(...genuine);
    if (backAfterSeconds !== undefined) {
      const back = session.later(backAfterSeconds).buy(SPOOFER, display, 997);
      session.later(30).cancel(back);
    }
    if (hit > 0) session.buy(TAKER, 100_000, 999);
  }
  return session;
}

const watch: Watch[] = [{ id: 'spoof-pattern' }];
const firing = (given: Case) => rounds(given).watch(watch).filter(fired);

describe('spoof-pattern fires', () => {
  it('on display, execution on the other side and withdrawal, repeated', () => {
    const [alert, ...more] = firing({});
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ practice: 'spoofing', side: 0, accounts: [SPOOFER], score: 1 });
    expect(alert.orders).toHaveLength(2);
    expect(alert.endNs - alert.startNs).toBe((180 + 12 + 12) * SECOND);
    expect(alert.evidence.map(({ condition }) => condition)).toHaveLength(7);
    expect(alert.evidence[0].value).toBeGreaterThan(1.9);
  });

  it('and calls it layering from three prices on', () => {
    expect(firing({ levels: 5 })).toMatchObject([{ practice: 'layering' }]);
    expect(firing({ levels: 2 })).toMatchObject([{ practice: 'spoofing' }]);
  });

  it('when an account of the same owner executes', () => {
    expect(firing({ seller: PEER })).toMatchObject([{ accounts: [SPOOFER, PEER] }]);
  });

  it('when the execution comes just after the withdrawal', () => {
    expect(firing({ fillAfterCancelSeconds: 1 })).toHaveLength(1);
    expect(firing({ fillAfterCancelSeconds: 3 })).toEqual([]);
  });

  it('when he executes in one round and only offers in the other', () => {
    expect(firing({ fills: 1 })).toHaveLength(1);
  });

  it('when the display comes back much later', () => {
    expect(firing({ backAfterSeconds: 11 })).toHaveLength(1);
  });

  it('when little of the display is executed', () => {
    expect(firing({ hit: 15_000 })).toHaveLength(1);
  });

  it('with a score that grows with the rounds', () => {
    const scores = [1, 2, 3, 4].map((count) =>
      Math.max(
        ...rounds({ rounds: count, display: 400_000 })
          .watch(watch)
          .map(({ score }) => score),
      ),
    );
    expect(scores).toEqual([0.5, 1, 1.5, 2]);
  });
});

describe('spoof-pattern does not fire when just one thing is missing', () => {
  it.each<[string, Case]>([
    ['a display beyond what is usual in the stock', { display: 70_000 }],
    ['a display beyond what he trades with', { sold: 35_000 }],
    ['a display beyond what he executed', { sold: 110_000, clips: 11 }],
    ['an interest of his own on the other side', { seller: STRANGER }],
    ['an execution in any round', { fills: 0 }],
    ['the withdrawal', { cancelled: false }],
    ['a withdrawal soon after the execution, and nothing on offer', { fillToCancelSeconds: 61 }],
    ['a withdrawal in one go', { levels: 4, cancelPauseSeconds: 3 }],
    ['a withdrawal of most of what he has there', { standing: 100_000 }],
    ['a display that stays unexecuted', { hit: 25_000 }],
    ['a display that stood there at one time', { display: 40_000, requotes: 5 }],
    ['a display that is young', { displaySeconds: 601 }],
    ['a display near the best price', { depth: 11 }],
    ['a display that stays away', { backAfterSeconds: 9 }],
    ['repetition', { rounds: 1 }],
    ['repetition within the hour', { pauseSeconds: 3_700 }],
  ])('%s', (_name, given) => {
    expect(firing(given)).toEqual([]);
  });

  it('rounds that are not two halves of one display', () => {
    const session = new TradingSession([7, 7, 8, 9]).at('09:30');
    session.buy(TAKER, 100_000, 999);
    session.at('10:00').sell(SPOOFER, 5_000, 1000);
    const shown = [session.buy(SPOOFER, 800_000, 998), session.buy(SPOOFER, 150_000, 998)];
    session.buy(TAKER, 5_000, 1000);
    session.later(1).cancel(shown[0]);
    session.later(5).cancel(shown[1]);
    expect(session.watch(watch).map(({ score }) => score)).toEqual([0.5]);
  });
});

it('spoof-pattern says nothing of a stock of which no usual depth is known', () => {
  const header = headerWith([7, 8]);
  const unknown = header.instruments.map((one) => ({ ...one, referenceDepth5: { bid: -1, ask: -1 } }));
  const session = new TradingSession([7, 8], 1, { ...header, instruments: unknown }).at('09:30');
  for (let round = 0; round < 2; round++) {
    session.sell(SPOOFER, 100, 1001);
    const shown = session.buy(SPOOFER, 5_000, 990);
    session.buy(PEER, 100, 1001);
    session.later(0.5).cancel(shown).later(12);
  }
  expect(session.watch(watch)).toEqual([]);
});

describe('spoof-pattern takes parameters', () => {
  it('and says which one is wrong', () => {
    const parameters = { depthRatio: -1 };
    expect(() => rounds().watch([{ id: 'spoof-pattern', parameters }])).toThrow('depthRatio');
  });

  it('that make one round enough', () => {
    const parameters = { cycles: 1 };
    expect(
      rounds({ rounds: 1 })
        .watch([{ id: 'spoof-pattern', parameters }])
        .filter(fired),
    ).toHaveLength(1);
  });
});
