import { describe, expect, it } from 'vitest';
import { rulesInForce } from '../../src/rules/index.js';
import { type Agent, type Desk, type OrderReport, ReportKind } from '../../src/simulation/index.js';
import { Kind, MINUTE, Phase, RejectReason, SECOND, Side } from '../../src/tape/index.js';
import {
  attackedMarket,
  campaignOf,
  leftOpen,
  limit,
  NoiseTraders,
  rowsOfAccounts,
  Script,
} from './attacked-market.js';
import { traded } from './campaign-invariants.js';
import { CLOSE, OPEN } from './practice-cases.js';

const CALL = CLOSE - 3 * MINUTE;

describe('spoofing in the closing call', () => {
  it.each(['szse-chinext', 'szse-main', 'sse-main', 'sse-star'])(
    'finds no moment on %s in which it could take back',
    (venue) => {
      const { phases, noCancel } = rulesInForce(venue, '2025-05-06');
      const call = phases.filter(({ phase }) => phase === Phase.closeCall);
      expect(call.length).toBeGreaterThan(0);
      for (const { phase } of call) expect(noCancel).toContain(phase);
    },
  );

  it('is refused its cancels, and what it shows stays and trades with whoever comes', () => {
    let shown = -1;
    const acts = [
      {
        at: CALL + 30 * SECOND,
        act: (desk: Desk) => {
          shown = limit(desk, Side.buy, 1600, 50_000);
        },
      },
      { at: CALL + 60 * SECOND, act: (desk: Desk) => desk.cancel(shown) },
      { at: CALL + 90 * SECOND, act: (desk: Desk) => void limit(desk, Side.sell, 1600, 10_000) },
    ];
    const others = [new Script(acts)];
    const parameters = { size: { shares: 20_000 }, side: 'buy', purpose: { sell: 5_000 }, window: ['14:40', '15:00'] };
    const window = [CLOSE - 20 * MINUTE, CLOSE + MINUTE] as const;
    const { rows } = attackedMarket({ practice: 'spoofing', parameters, arm: 'clean', window, others });
    const order = rows.find(({ kind, quantity }) => kind === Kind.accepted && quantity === 50_000)!.order;
    const refused = rows.filter((row) => row.kind === Kind.rejected && row.order === order);
    expect(refused.map(({ code }) => code)).toEqual([RejectReason.cancelInPhase]);
    const executed = rows.filter((row) => row.kind === Kind.trade && [row.order, row.otherOrder].includes(order));
    expect(executed.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(10_000);
  });

  it('is left alone by a spoofer whose window reaches into it: nothing of his stands when it begins', () => {
    const parameters = {
      size: { shares: 20_000 },
      side: 'buy',
      purpose: { sell: 5_000 },
      cycles: 8,
      window: ['14:40', '15:00'],
    };
    const market = attackedMarket({ practice: 'spoofing', parameters, window: [CLOSE - 20 * MINUTE, CLOSE + MINUTE] });
    const own = rowsOfAccounts(market.rows, market.accounts);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ time }) => time >= CALL)).toEqual([]);
    for (const order of campaignOf(market.manipulator).intentOrders) expect(leftOpen(market.rows, order)).toBe(0);
  });
});

describe('a pusher without holdings', () => {
  const parameters = {
    budget: { shares: 50_000 },
    side: 'buy',
    target: 0.5,
    push: 60,
    reverse: 300,
    pace: 10,
    purpose: { sell: 20_000 },
    window: ['09:31', '09:39'],
  };
  const run = (holdings: number) =>
    attackedMarket({
      practice: 'continuous-push',
      parameters,
      window: [OPEN, OPEN + 10 * MINUTE],
      funding: { cash: 1e12, holdings },
    });

  it('takes no profit on the day: what it bought today cannot be sold today', () => {
    const market = run(0);
    const [account] = market.accounts;
    const bought = traded(market.rows, account, Side.buy);
    expect(bought).toBeGreaterThan(0);
    expect(traded(market.rows, account, Side.sell)).toBe(0);
    expect(campaignOf(market.manipulator).outcomes).toMatchObject({ genuineQuantity: 0 });
    expect(market.ledger.holdings(account, 0)).toBe(bought);
    expect(market.ledger.sellable(account, 0)).toBe(0);
  });

  it('takes as much as it held when the day opened, once it holds some', () => {
    const market = run(3_000);
    expect(traded(market.rows, market.accounts[0], Side.sell)).toBe(3_000);
  });
});

describe('a ring', () => {
  it('cannot wash more than it could sell when the day opened', () => {
    const wash = (holdings: number) => {
      const parameters = { volume: { shares: 60_000 }, cycles: 30, patience: 15, window: ['09:31', '09:43'] };
      const funding = { cash: 1e12, holdings };
      const window = [OPEN, OPEN + 14 * MINUTE] as const;
      const market = attackedMarket({ practice: 'wash-trading', parameters, accounts: 2, window, funding });
      for (const account of market.accounts)
        expect(traded(market.rows, account, Side.sell)).toBeLessThanOrEqual(holdings);
      return campaignOf(market.manipulator).outcomes['matchedQuantity'];
    };
    const [poor, rich] = [wash(4_000), wash(60_000)];
    expect(poor).toBeGreaterThan(0);
    expect(poor).toBeLessThanOrEqual(8_000);
    expect(rich).toBeGreaterThan(8_000);
  });
});

/** Sends a small order every two seconds, takes it back, and remembers how long the venue's answers took. */
class Measured implements Agent {
  readonly id = 'measured/0';
  readonly latency = { market: 0, order: 0 };
  longestNs = 0;
  private ticket = -1;
  private sentNs = 0;

  start(desk: Desk): void {
    desk.wakeAt(desk.now + SECOND);
  }

  onWake(desk: Desk): void {
    if (this.ticket >= 0) desk.cancel(this.ticket);
    this.sentNs = desk.now;
    this.ticket = desk.submit(0, Side.buy, 0, 1500, 100);
    desk.wakeAt(desk.now + 2 * SECOND);
  }

  onReport({ kind, ticket }: OrderReport, desk: Desk): void {
    if (kind === ReportKind.accepted && ticket === this.ticket)
      this.longestNs = Math.max(this.longestNs, desk.now - this.sentNs);
  }
}

describe('quote stuffing', () => {
  const longestAnswer = (messagesPerSecond: number | null, arm: 'clean' | 'attack') => {
    const measured = new Measured();
    attackedMarket({
      practice: 'quote-stuffing',
      parameters: { rate: 400, burst: 6, cycles: 1, window: ['09:31', '09:33'] },
      window: [OPEN, OPEN + 3 * MINUTE],
      others: [new NoiseTraders('noise/0', [1, 2]), measured],
      overrides: { throughput: messagesPerSecond === null ? null : { messagesPerSecond, queue: 100_000 } },
      arm,
    });
    return measured.longestNs / 1e6;
  };

  it('delays the orders of others where the venue works on fewer messages than it sends, and there alone', () => {
    expect(longestAnswer(null, 'clean')).toBe(0);
    expect(longestAnswer(null, 'attack')).toBe(0);
    // More than the flood sends: a message waits for one or two others, not for a queue.
    expect(longestAnswer(2_000, 'attack')).toBeLessThan(5);
    expect(longestAnswer(300, 'clean')).toBeLessThan(20);
    // The flood has so many orders open and no more: what waits before the venue is those orders and their cancels.
    expect(longestAnswer(300, 'attack')).toBeGreaterThan(5 * longestAnswer(300, 'clean'));
    expect(longestAnswer(300, 'attack')).toBeGreaterThan(50);
  });
});
