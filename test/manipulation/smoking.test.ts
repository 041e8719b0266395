import { describe, expect, it } from 'vitest';
import { Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign } from './campaign-invariants.js';
import { OPEN, practiceCases, slowTraders, stillBook } from './practice-cases.js';

const one = practiceCases.find(({ practice }) => practice === 'smoking')!;
const run = (arm: 'purpose' | 'attack', slow = slowTraders(), others = one.others!()) =>
  attackedMarket({ ...one, arm, slow, others });

describe('smoking', () => {
  const market = run('attack');
  const { intentOrders, outcomes, cycles, phases } = campaignOf(market.manipulator);
  const own = rowsOfAccounts(market.rows, market.accounts);

  it('shows an attractive order for a snapshot and takes it back before anybody who saw it can answer', () => {
    const shown = own.filter(({ kind, order }) => kind === Kind.accepted && intentOrders.includes(order));
    expect(shown.length).toBeGreaterThan(2);
    for (const { time, order, price } of shown) {
      expect(price).toBe(1566);
      const snapshot = Math.ceil(time / (3 * SECOND)) * 3 * SECOND;
      expect(snapshot - time).toBeLessThan(0.2 * SECOND);
      const gone = own.find((row) => row.kind === Kind.cancelled && row.order === order)!;
      expect(gone.time - snapshot).toBeLessThan(0.03 * SECOND);
    }
    expect(outcomes.leakedQuantity).toBe(0);
    expect(phases.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['post', 'trade', 'withdraw']));
  });

  it('sells to them at the worse price that has taken its place', () => {
    const sold = own.filter(({ kind, side, time }) => {
      return kind === Kind.trade && side === Side.buy && time < OPEN + 17 * MINUTE;
    });
    expect(sold.length).toBeGreaterThan(0);
    for (const { price } of sold) expect(price).toBe(1574);
    expect(outcomes.gainedTicks).toBe(8 * outcomes.smokedQuantity);
    expect(cycles.some(({ outcome }) => outcome === 'profit')).toBe(true);
    expectSoundCampaign(market);
  });

  it('finds nobody without slow traders, and brings nobody to market without the attractive order', () => {
    expect(campaignOf(run('attack', []).manipulator).outcomes.smokedQuantity).toBe(0);
    const alone = run('purpose');
    const early = rowsOfAccounts(alone.rows, alone.accounts).filter(({ time }) => time < OPEN + 17 * MINUTE);
    expect(early.filter(({ kind }) => kind === Kind.trade)).toEqual([]);
  });

  it('has no place in a spread of two ticks', () => {
    expect(run('attack', [], [stillBook(1)]).manipulator.truth()).toEqual([]);
  });
});
