import { describe, expect, it } from 'vitest';
import { HOUR, Kind, MINUTE, Phase, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, type Row, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { CALL, CLOSE, callAndNoise, OPEN } from './practice-cases.js';

const LOCK = 9 * HOUR + 20 * MINUTE;
const CROSS = 9 * HOUR + 25 * MINUTE;
const accepted = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === Kind.accepted);
const trades = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === Kind.trade);

const spoof = (given: Record<string, unknown> = {}, options: Partial<Parameters<typeof attackedMarket>[0]> = {}) =>
  attackedMarket({
    practice: 'opening-auction-spoofing',
    parameters: {
      size: { shares: 40_000 },
      side: 'buy',
      purpose: { sell: 5_000 },
      window: ['09:30', '09:36'],
      ...given,
    },
    window: [CALL, OPEN + 8 * MINUTE],
    others: callAndNoise(),
    ...options,
  });

describe('spoofing in the opening call', () => {
  it('moves the indicated price by bids six per cent above the close, and is gone before the lock', () => {
    const run = spoof();
    const own = rowsOfAccounts(run.rows, run.accounts);
    const shown = accepted(own).filter(({ side }) => side === Side.buy);
    expect(shown.map(({ price, quantity }) => [price, quantity])).toEqual(Array(5).fill([1664, 8_000]));
    expect(shown[0].time).toBe(LOCK - 3 * MINUTE + 10_000_000);
    const withdrawals = own.filter(({ kind, side }) => kind === Kind.cancelled && side === Side.buy);
    expect(withdrawals.length).toBe(5);
    for (const { time } of withdrawals) {
      expect(time).toBeGreaterThanOrEqual(LOCK - 25 * SECOND);
      expect(time).toBeLessThan(LOCK);
    }
    const { outcomes } = campaignOf(run.manipulator);
    expect(outcomes.indicationTicks).toBeGreaterThanOrEqual(5);
    expect(outcomes).toMatchObject({
      shownQuantity: 40_000,
      leakedQuantity: 0,
      genuineQuantity: 5_000,
      genuineLeft: 0,
    });
    expectSoundCampaign(run);
  });

  it('enters the genuine order after the lock', () => {
    const run = spoof();
    const own = rowsOfAccounts(run.rows, run.accounts);
    const [sale] = accepted(own).filter(({ side }) => side === Side.sell);
    expect(sale.time).toBe(LOCK + MINUTE + 10_000_000);
    expect(trades(own)[0].time).toBe(CROSS);
  });

  it('sends its cancels as much earlier as they take, and is refused where they cannot arrive', () => {
    const late = spoof({ latency: { market: 3, order: 3 }, withdraw: 14 });
    expect(campaignOf(late.manipulator).outcomes.leakedQuantity).toBe(0);
    expect(() => spoof({ latency: { order: 10 } })).toThrow(
      'withdraw: found 15 s with a jitter of 10 s, expected the cancel to arrive before the lock: at least 20.1 s',
    );
    expect(() => spoof({ lead: 20 })).toThrow('lead: found 20 s, by when it may be taken back already');
  });

  it('is refused at a venue whose opening call takes no cancels, and where the call is too short', () => {
    const noCancel = [Phase.openCallCancelable, Phase.openCallLocked];
    expect(() => spoof({}, { overrides: { noCancel } })).toThrow(
      'attacks.spoof.practice: the venue has no opening call in which orders can be taken back',
    );
    expect(() => spoof({ lead: 400 })).toThrow('expected at most the 300 s in which the opening call takes cancels');
  });

  it('is silent where the day is simulated from the lock on only', () => {
    const run = spoof({}, { window: [LOCK, OPEN + 8 * MINUTE], others: [] });
    expect(run.manipulator.truth()).toEqual([]);
  });
});

describe('marking the open', () => {
  const mark = (given: Record<string, unknown> = {}) =>
    attackedMarket({
      practice: 'marking-the-open',
      parameters: {
        side: 'buy',
        budget: { shares: 60_000 },
        target: 1,
        purpose: { sell: 5_000 },
        window: ['09:30', '09:36'],
        ...given,
      },
      window: [CALL, OPEN + 8 * MINUTE],
      accounts: 2,
      others: callAndNoise(),
    });

  it('buys in the last minute of the call at one per cent above the close, and opens the day there', () => {
    const run = mark();
    const own = rowsOfAccounts(run.rows, run.accounts);
    const bids = accepted(own).filter(({ side }) => side === Side.buy);
    expect(bids[0]).toMatchObject({ price: 1586, time: CROSS - MINUTE + 10_000_000 });
    const { outcomes, cycles } = campaignOf(run.manipulator);
    const open = trades(run.rows)[0];
    expect(open.time).toBe(CROSS);
    expect(outcomes.movedTicks).toBe(open.price - 1570);
    expect(outcomes.pushQuantity).toBe(traded(own, run.accounts[1], Side.buy));
    expect(cycles.map(({ outcome }) => outcome)).toEqual([open.price >= 1586 ? 'profit' : 'gave-up']);
    expectSoundCampaign(run);
  });

  it('takes back what the auction left as soon as cancels are taken, and trades back', () => {
    const run = mark();
    const own = rowsOfAccounts(run.rows, run.accounts);
    const withdrawn = own.filter(({ kind, side }) => kind === Kind.cancelled && side === Side.buy);
    expect(withdrawn.length).toBeGreaterThan(0);
    for (const { time } of withdrawn) expect(time).toBe(OPEN + 10_000_000);
    expect(campaignOf(run.manipulator).outcomes).toMatchObject({ genuineQuantity: 5_000, genuineLeft: 0 });
  });
});

describe('marking the close', () => {
  const asks = Array.from({ length: 10 }, (_, tick) => 1571 + tick);
  const mark = (given: Record<string, unknown> = {}, options: Partial<Parameters<typeof attackedMarket>[0]> = {}) =>
    attackedMarket({
      practice: 'marking-the-close',
      parameters: { side: 'buy', budget: { shares: 20_000 }, target: 0.5, ...given },
      window: [CLOSE - 10 * MINUTE, CLOSE + MINUTE],
      others: [
        new Script([
          {
            at: CLOSE - 10 * MINUTE,
            act: (desk) => {
              for (const price of asks) limit(desk, Side.sell, price, 2_000);
              limit(desk, Side.buy, 1571, 100);
              limit(desk, Side.buy, 1569, 2_000);
            },
          },
        ]),
      ],
      ...options,
    });

  it('closes the day higher, and leaves what was not executed to expire, since the call takes no cancels', () => {
    const run = mark();
    const own = rowsOfAccounts(run.rows, run.accounts);
    expect(accepted(own).every(({ time, price }) => time >= CLOSE - MINUTE && price === 1579)).toBe(true);
    const close = trades(own)[0];
    expect(close.time).toBe(CLOSE);
    expect(campaignOf(run.manipulator).outcomes).toMatchObject({ movedTicks: close.price - 1571, genuineQuantity: 0 });
    expect(own.filter(({ kind }) => kind === Kind.cancelled || kind === Kind.rejected)).toEqual([]);
    expectSoundCampaign(run, { expires: true });
  });

  it('is told with its executions where the day ends with the auction, before anybody is told of them', () => {
    const [long, short] = [mark(), mark({}, { window: [CLOSE - 10 * MINUTE, CLOSE] })].map((run) =>
      campaignOf(run.manipulator),
    );
    expect(short.outcomes.pushQuantity).toBeGreaterThan(0);
    expect(short).toEqual(long);
    expect(short.endNs).toBe(CLOSE);
  });

  it('sells on a later day what its accounts hold beyond what they keep, and says so in the truth of that day', () => {
    const morning = attackedMarket({
      practice: 'marking-the-close',
      parameters: { side: 'buy', budget: { shares: 20_000 }, window: ['09:31', '09:36'], keep: 1_000, pace: 10 },
      window: [OPEN, OPEN + 8 * MINUTE],
      funding: { cash: 0, holdings: 9_000 },
      day: 1,
    });
    const { intentOrders, genuineOrders, outcomes } = campaignOf(morning.manipulator);
    expect(intentOrders).toEqual([]);
    expect(genuineOrders.length).toBeGreaterThan(3);
    expect(outcomes).toEqual({ genuineQuantity: 8_000 });
    expectSoundCampaign(morning);
  });

  it('is refused at a venue without a closing call', () => {
    const phases = [{ phase: Phase.continuous, startNs: OPEN, endNs: CLOSE }];
    expect(() => mark({}, { overrides: { phases }, window: [OPEN, OPEN + MINUTE] })).toThrow(
      'attacks.spoof.practice: the venue has no closing call on this day',
    );
  });
});

describe('the closing call', () => {
  it('is no place for a display: spoofing finds no time there in which orders can be taken back', () => {
    const run = attackedMarket({
      practice: 'spoofing',
      parameters: { size: { shares: 10_000 }, side: 'buy', purpose: { sell: 1_000 }, window: ['14:57', '15:00'] },
      window: [CLOSE - 10 * MINUTE, CLOSE],
    });
    expect(rowsOfAccounts(run.rows, run.accounts)).toEqual([]);
    expect(run.manipulator.truth()).toEqual([]);
  });
});
