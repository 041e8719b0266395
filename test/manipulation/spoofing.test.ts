import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/simulation/index.js';
import { HOUR, Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, type Row, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct, traded } from './campaign-invariants.js';

const OPEN = 9 * HOUR + 30 * MINUTE;
const market = [OPEN, OPEN + 20 * MINUTE] as const;
const parameters = {
  size: { best5Depth: 4 },
  side: 'buy',
  window: ['09:31', '09:49'],
  purpose: { sell: 20_000 },
  cycles: 6,
};

/** Ten levels a side, a tick apart, of 2,000 shares each: bids from 15.69 down, asks from 15.71 up. */
function ladder(desk: Desk): void {
  for (let tick = 1; tick <= 10; tick++) {
    limit(desk, Side.buy, 1570 - tick, 2_000);
    limit(desk, Side.sell, 1570 + tick, 2_000);
  }
}

const accepted = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === Kind.accepted);

/** One round on the ladder, after which a script acts as soon as the display can be seen. */
function oneRound(
  act: ((desk: Desk) => void) | undefined,
  given: Record<string, unknown> = {},
  options: { readonly accounts?: number } = {},
) {
  const parametersOfRound = {
    ...parameters,
    cycles: 1,
    purpose: { sell: 5_000 },
    window: ['09:31', '09:33'],
    ...given,
  };
  const acts = [{ at: OPEN, act: ladder }];
  const quiet = attackedMarket({
    practice: 'spoofing',
    parameters: parametersOfRound,
    window: market,
    others: [new Script(acts)],
    ...options,
  });
  if (act === undefined) return quiet;
  const at = campaignOf(quiet.manipulator).startNs + 5 * SECOND;
  return attackedMarket({
    practice: 'spoofing',
    parameters: parametersOfRound,
    window: market,
    others: [new Script([...acts, { at, act }])],
    ...options,
  });
}

describe('a round of spoofing on a still book', () => {
  it('shows the display two levels behind the best and rests the genuine order at the best of the other side', () => {
    const { rows, accounts } = oneRound(undefined);
    const [display, genuine] = accepted(rowsOfAccounts(rows, accounts));
    expect(display).toMatchObject({ side: Side.buy, price: 1567, quantity: 80_000 });
    expect(genuine).toMatchObject({ side: Side.sell, price: 1571, quantity: 5_000 });
  });

  it('withdraws the display some seconds after the genuine order is filled', () => {
    const filled = oneRound((desk) => limit(desk, Side.buy, 1571, 7_000));
    const campaign = campaignOf(filled.manipulator);
    const own = rowsOfAccounts(filled.rows, filled.accounts);
    const trade = own.find(({ kind }) => kind === Kind.trade)!;
    const withdrawal = own.find(({ kind }) => kind === Kind.cancelled)!;
    expect(trade.quantity).toBe(5_000);
    expect(withdrawal).toMatchObject({ order: campaign.intentOrders[0], quantity: 80_000 });
    // Half to one and a half of three seconds, and the way to and from the venue.
    const delay = withdrawal.time - trade.time;
    expect(delay).toBeGreaterThan(1.5 * SECOND);
    expect(delay).toBeLessThan(4.53 * SECOND);
    expect(campaign.cycles.map(({ outcome }) => outcome)).toEqual(['profit']);
    expect(campaign.outcomes).toEqual({
      shownQuantity: 80_000,
      leakedQuantity: 0,
      genuineQuantity: 5_000,
      genuineLeft: 0,
    });
    expectSoundCampaign(filled);
  });

  it('withdraws at once when the market comes to the display', () => {
    const near = oneRound((desk) => limit(desk, Side.sell, 1568, 4_000));
    const campaign = campaignOf(near.manipulator);
    const own = rowsOfAccounts(near.rows, near.accounts);
    const withdrawal = own.find(({ kind }) => kind === Kind.cancelled)!;
    expect(withdrawal.order).toBe(campaign.intentOrders[0]);
    expect(withdrawal.time).toBe(campaign.startNs + 5 * SECOND + 20_000_000);
    expect(campaign.cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
    expect(campaign.outcomes.leakedQuantity).toBe(0);
    expectSoundCampaign(near);
  });

  it('withdraws earlier when it is told to keep more distance', () => {
    const near = oneRound((desk) => limit(desk, Side.sell, 1569, 2_000), { withdrawTicks: 1 });
    const own = rowsOfAccounts(near.rows, near.accounts);
    const withdrawal = own.find(({ kind }) => kind === Kind.cancelled)!;
    expect(withdrawal.time).toBe(campaignOf(near.manipulator).startNs + 5 * SECOND + 20_000_000);
  });

  it('gives up when patience is over, and takes both orders back', () => {
    const patient = oneRound(undefined, { patience: 20, rest: 'cancel' });
    const { startNs, endNs, cycles, outcomes } = campaignOf(patient.manipulator);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
    expect(endNs - startNs).toBe(20 * SECOND);
    expect(outcomes).toMatchObject({ genuineQuantity: 0, genuineLeft: 5_000 });
    expectSoundCampaign(patient);
  });

  it('is cut by the end of the window', () => {
    const cut = oneRound(undefined, { patience: 3_600, rest: 'cancel' });
    const { endNs, cycles } = campaignOf(cut.manipulator);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['window-closed']);
    expect(endNs).toBe(OPEN + 3 * MINUTE - 10 * SECOND + 10_000_000);
    expectSoundCampaign(cut);
  });

  it("sells the rest to the best bids at the window's end", () => {
    const crossed = oneRound(undefined, { patience: 20 });
    const own = rowsOfAccounts(crossed.rows, crossed.accounts);
    const sales = own.filter(({ kind }) => kind === Kind.trade);
    expect(sales.map(({ price, quantity }) => [price, quantity])).toEqual([
      [1569, 2_000],
      [1568, 2_000],
      [1567, 1_000],
    ]);
    expect(campaignOf(crossed.manipulator).outcomes.genuineLeft).toBe(0);
    expectSoundCampaign(crossed);
  });

  it('reports honestly what strangers executed of the display', () => {
    const hit = oneRound((desk) => limit(desk, Side.sell, 1567, 30_000));
    const { outcomes, cycles } = campaignOf(hit.manipulator);
    expect(outcomes.leakedQuantity).toBe(24_000);
    expect(traded(hit.rows, hit.accounts[0], Side.buy)).toBe(24_000);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
    expectSoundCampaign(hit);
  });

  it('splits a display above the greatest quantity of an order', () => {
    const { rows, accounts } = oneRound(undefined, { size: { shares: 700_000 } });
    const quantities = accepted(rowsOfAccounts(rows, accounts)).map(({ quantity }) => quantity);
    expect(quantities.slice(0, 3)).toEqual([300_000, 300_000, 100_000]);
  });

  it('spreads the display over several accounts and trades with the first', () => {
    const split = oneRound((desk) => limit(desk, Side.buy, 1571, 7_000), {}, { accounts: 4 });
    const sent = accepted(rowsOfAccounts(split.rows, split.accounts));
    expect(sent.map(({ account, quantity }) => [account, quantity])).toEqual([
      [3, 20_000],
      [4, 20_000],
      [5, 20_000],
      [6, 20_000],
      [3, 5_000],
    ]);
    expect(campaignOf(split.manipulator).beneficiary).toBe(3);
    expectSoundCampaign(split);
  });

  it('mirrors for a display to sell and a purpose to buy', () => {
    const mirrored = oneRound((desk) => limit(desk, Side.sell, 1569, 7_000), {
      side: 'sell',
      purpose: { buy: 5_000 },
    });
    const [display, genuine] = accepted(rowsOfAccounts(mirrored.rows, mirrored.accounts));
    expect(display).toMatchObject({ side: Side.sell, price: 1573, quantity: 80_000 });
    expect(genuine).toMatchObject({ side: Side.buy, price: 1569, quantity: 5_000 });
    expect(campaignOf(mirrored.manipulator).cycles.map(({ outcome }) => outcome)).toEqual(['profit']);
    expectSoundCampaign(mirrored);
  });

  it('goes on in whole lots after an odd lot came to its order', () => {
    const { rows, accounts, manipulator } = attackedMarket({
      practice: 'spoofing',
      parameters: { ...parameters, side: 'sell', purpose: { buy: 5_000 }, cycles: 2, window: ['09:31', '09:33'] },
      window: market,
      others: [
        new Script([
          { at: OPEN, act: ladder },
          { at: OPEN + 110 * SECOND, act: (desk) => limit(desk, Side.sell, 1569, 2_037) },
        ]),
      ],
      overrides: { lots: { buy: { minimum: 100, step: 100 }, sell: { minimum: 1, step: 1, oddRemainder: true } } },
    });
    const bought = rows.filter(({ kind }) => kind === Kind.trade);
    expect(bought.some(({ quantity }) => quantity % 100 !== 0)).toBe(true);
    const sent = rowsOfAccounts(rows, accounts).filter(({ side }) => side === Side.buy);
    expect(sent.filter(({ kind }) => kind === Kind.rejected)).toEqual([]);
    const { genuineQuantity, genuineLeft } = campaignOf(manipulator).outcomes;
    expect(genuineQuantity + genuineLeft).toBe(5_000);
    expect(genuineLeft).toBe(63);
  });

  it('shows no more than its accounts can pay', () => {
    const poor = attackedMarket({
      practice: 'spoofing',
      parameters: { ...parameters, cycles: 1, window: ['09:31', '09:33'] },
      window: market,
      others: [new Script([{ at: OPEN, act: ladder }])],
      funding: { cash: 1567 * 100 * 1_000, holdings: 300 },
    });
    const [display, genuine] = accepted(rowsOfAccounts(poor.rows, poor.accounts));
    expect(display.quantity).toBe(900);
    expect(genuine.quantity).toBe(300);
    expectSoundCampaign(poor);
  });
});

describe('spoofing in a market that trades', () => {
  it('takes profit in most rounds, is never refused, and leaves nothing behind', () => {
    const run = attackedMarket({ practice: 'spoofing', parameters, window: market });
    const { cycles, outcomes } = campaignOf(run.manipulator);
    expect(cycles.length).toBe(6);
    expect(cycles.filter(({ outcome }) => outcome === 'profit').length).toBeGreaterThanOrEqual(3);
    expect(outcomes).toMatchObject({ genuineQuantity: 20_000, genuineLeft: 0 });
    expectSoundCampaign(run);
  });

  it('is sound for any size, timing, side and sight', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000 }),
          accounts: fc.integer({ min: 1, max: 3 }),
          best5Depth: fc.constantFrom(0.5, 2, 4, 30),
          side: fc.constantFrom('buy', 'sell'),
          cycles: fc.integer({ min: 1, max: 30 }),
          distance: fc.integer({ min: 1, max: 4 }),
          withdrawTicks: fc.integer({ min: 0, max: 2 }),
          patience: fc.constantFrom(0, 5, 60, 600),
          cancelDelay: fc.constantFrom(0, 3, 200),
          lead: fc.constantFrom(0, 5),
          rest: fc.constantFrom('cross', 'cancel'),
          information: fc.constantFrom('order-by-order', 'l1-snapshot-3s'),
          delay: fc.constantFrom(0, 0.01, 4),
        }),
        ({ seed, accounts, best5Depth, side, delay, ...given }) => {
          const run = attackedMarket({
            practice: 'spoofing',
            parameters: {
              ...given,
              size: { best5Depth },
              side,
              purpose: side === 'buy' ? { sell: 15_050 } : { buy: 15_050 },
              window: ['09:31', '09:40'],
              latency: { market: delay, order: delay },
            },
            seed,
            accounts,
            window: [OPEN, OPEN + 10 * MINUTE],
          });
          // Who sees late prices may send what the venue's range of prices has left behind.
          expectSoundCampaign(run, { refusals: delay > 1 || given.information !== 'order-by-order' });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the three arms of a seed', () => {
  const arms = (['clean', 'purpose', 'attack'] as const).map((arm) =>
    attackedMarket({ practice: 'spoofing', parameters, window: market, arm, seed: 7 }),
  );
  const [clean, purpose, attack] = arms;

  it('is silent in the clean arm', () => {
    expect(rowsOfAccounts(clean.rows, clean.accounts)).toEqual([]);
    expect(clean.manipulator.truth()).toEqual([]);
  });

  it('has the genuine leg alone in the purpose arm, and no truth', () => {
    const sent = accepted(rowsOfAccounts(purpose.rows, purpose.accounts));
    expect(new Set(sent.map(({ side }) => side))).toEqual(new Set([Side.sell]));
    expect(traded(purpose.rows, purpose.accounts[0], Side.sell)).toBe(20_000);
    expect(purpose.manipulator.truth()).toEqual([]);
    expectSoundCampaign(purpose);
  });

  it('has the same bytes up to the first manipulative message', () => {
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(before.length).toBeGreaterThan(100);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
    expect(purpose.rows.slice(0, before.length)).toEqual(before);
    const { startNs, intentOrders } = campaignOf(attack.manipulator);
    expect(attack.rows[before.length]).toMatchObject({ time: startNs, order: intentOrders[0] });
  });

  it('rests the same genuine order at the same time in both arms that have one', () => {
    const [, genuine] = accepted(rowsOfAccounts(attack.rows, attack.accounts));
    const [alone] = accepted(rowsOfAccounts(purpose.rows, purpose.accounts));
    expect({ ...genuine, order: 0 }).toEqual({ ...alone, order: 0 });
  });

  it('does not depend on the display in the purpose arm', () => {
    const other = { ...parameters, size: { shares: 300 }, cancelDelay: 20, distance: 4, withdrawTicks: 1 };
    const again = attackedMarket({ practice: 'spoofing', parameters: other, window: market, arm: 'purpose', seed: 7 });
    // The accounts are funded for the display, so only what happens is compared.
    expect(again.rows).toEqual(purpose.rows);
  });

  it('gives the same tape twice', () => {
    const again = attackedMarket({ practice: 'spoofing', parameters, window: market, seed: 7 });
    expect(again.rows).toEqual(attack.rows);
    expect(again.manipulator.truth()).toEqual(attack.manipulator.truth());
  });
});

describe('what spoofing asks of its parameters', () => {
  const ask = (given: Record<string, unknown>) =>
    attackedMarket({ practice: 'spoofing', parameters: { ...parameters, ...given }, window: market });

  it('refuses a purpose on the side of the display', () => {
    expect(() => ask({ purpose: { buy: 1_000 } })).toThrow(
      'purpose: found a purpose to buy behind a display on the buy side, expected it to sell',
    );
  });

  it('refuses times and sizes that are none', () => {
    expect(() => ask({ window: ['9.31', '09:49'] })).toThrow('a time of day such as');
    expect(() => ask({ size: { best5Depth: -1 } })).toThrow();
    expect(() => ask({ size: { depth: 1 } })).toThrow();
  });
});
