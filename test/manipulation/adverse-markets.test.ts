import { describe, expect, it } from 'vitest';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import type { Agent, Desk } from '../../src/simulation/index.js';
import { HOUR, Kind, MINUTE, Phase, SECOND, Side, UNKNOWN } from '../../src/tape/index.js';
import { attackedMarket, limit, NoiseTraders, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign } from './campaign-invariants.js';

const OPEN = 9 * HOUR + 30 * MINUTE;
const NOON = 11 * HOUR + 30 * MINUTE;
const CLOSE = 15 * HOUR;
const morning = { window: ['09:31', '09:39'], market: [OPEN, OPEN + 10 * MINUTE] } as const;

const display = { size: { best5Depth: 4 }, side: 'buy', purpose: { sell: 20_000 }, cycles: 6 };
const push = { side: 'buy', budget: { shares: 50_000 }, target: 1 };
const practices = [
  ['spoofing', display],
  ['spoofing to sell', { ...display, side: 'sell', purpose: { buy: 20_000 } }],
  ['layering', { ...display, refresh: 0 }],
  ['layering to sell', { ...display, side: 'sell', purpose: { buy: 20_000 } }],
  ['wash-trading', { volume: { shares: 40_000 }, cycles: 6 }],
  ['wash-trading at the touch', { volume: { shares: 40_000 }, cycles: 6, method: 'touch', ahead: 10 }],
  ['continuous-push', { ...push, cycles: 2, push: 60, reverse: 120, pace: 20, purpose: { sell: 20_000 } }],
  ['false-limit-up-queue', { ...display, purpose: { sell: 6_000 } }],
  ['opening-auction-spoofing', { size: { shares: 30_000 }, side: 'buy', purpose: { sell: 5_000 } }],
  ['marking-the-open', { ...push, purpose: { sell: 5_000 } }],
  ['limit-maintenance', { size: { shares: 20_000 }, budget: { shares: 50_000 } }],
  ['painting-the-tape', { side: 'sell', gap: 10, purpose: { buy: 10_000 } }],
  ['momentum-ignition', { ...push, position: { shares: 10_000 }, prepare: 30, exit: 60, pace: 10 }],
  ['quote-stuffing', { rate: 50, burst: 2 }],
  ['advancing-the-bid', { ...display, size: { shares: 500 } }],
] as const;

/** The key, for practices that have it. */
function patience(name: string, seconds: number): object {
  const { parameters } = practiceDefinitions.find(({ id }) => id === name.split(' ')[0])!;
  return 'patience' in parameters.shape ? { patience: seconds } : {};
}

interface AdverseMarket {
  readonly window: readonly [string, string];
  readonly market: readonly [number, number];
  /** @defaultValue noise */
  readonly others?: () => readonly Agent[];
}

const script = (act: (desk: Desk) => void) => () => [new Script([{ at: OPEN, act }])];

const rest = (side: number, prices: readonly number[]) => (desk: Desk) => {
  for (const price of prices) limit(desk, side, price, 5_000);
};

const bids = [1569, 1568, 1567, 1566, 1565, 1564];
const asks = [1572, 1573, 1574, 1575, 1576];

const markets: Record<string, AdverseMarket> = {
  'nobody else is there': { ...morning, others: () => [] },
  'there are only bids': { ...morning, others: script(rest(Side.buy, bids)) },
  'there are only asks': { ...morning, others: script(rest(Side.sell, asks)) },
  'there is one lonely bid': { ...morning, others: script(rest(Side.buy, [1569])) },
  'the price is at the upper limit': { ...morning, others: script(rest(Side.buy, [1884, 1883])) },
  'the price is at the lower limit': { ...morning, others: script(rest(Side.sell, [1256, 1257])) },
  'the book vanishes': {
    ...morning,
    others: () => {
      const tickets: number[] = [];
      const fill = (desk: Desk) => {
        for (const price of bids) tickets.push(limit(desk, Side.buy, price, 5_000));
        for (const price of asks) tickets.push(limit(desk, Side.sell, price, 5_000));
      };
      const empty = (desk: Desk) => {
        for (const ticket of tickets) desk.cancel(ticket);
      };
      return [
        new Script(
          Array.from({ length: 60 }, (_, turn) => ({
            at: OPEN + turn * 10 * SECOND,
            act: turn % 2 === 0 ? fill : empty,
          })),
        ),
      ];
    },
  },
  'the window is one second': { window: ['09:31', '09:31:01'], market: morning.market },
  'the window lies in the opening call': {
    window: ['09:15', '09:25'],
    market: [9 * HOUR + 15 * MINUTE, OPEN + MINUTE],
  },
  'the window begins in the opening call': {
    window: ['09:15', '09:36'],
    market: [9 * HOUR + 15 * MINUTE, OPEN + 6 * MINUTE],
  },
  'the window spans noon': {
    window: ['11:20', '13:10'],
    market: [NOON - 15 * MINUTE, 13 * HOUR + 10 * MINUTE],
  },
  'the window reaches into the closing call': {
    window: ['14:50', '15:00'],
    market: [CLOSE - 15 * MINUTE, CLOSE],
  },
};

describe.each(Object.entries(markets))('when %s', (_name, { window, market, others }) => {
  it.each(practices)('%s neither fails nor leaves anything behind', (name, parameters) => {
    const run = attackedMarket({
      practice: name.split(' ')[0],
      parameters: { ...parameters, window },
      window: market,
      accounts: 2,
      others: others?.() ?? [new NoiseTraders('noise/0', [0, 1, 2], SECOND)],
      overrides: { cage: null },
    });
    expectSoundCampaign(run);
    expect(rowsOfAccounts(run.rows, run.accounts).length).toBeLessThan(2_000);
  });
});

describe('when the market ends before the window does', () => {
  it.each(practices)('%s is cut without failing', (name, parameters) => {
    const run = attackedMarket({
      practice: name.split(' ')[0],
      parameters: { ...parameters, window: ['09:31', '14:30'], ...patience(name, 3_600) },
      window: [OPEN, OPEN + 20 * MINUTE],
      accounts: 2,
    });
    run.ledger.validate();
    for (const campaign of run.manipulator.truth()) expect(campaign.endNs).toBeGreaterThanOrEqual(campaign.startNs);
  });
});

describe('when the venue takes no cancels', () => {
  it.each(practices)('%s asks once for each order and goes on', (name, parameters) => {
    const run = attackedMarket({
      practice: name.split(' ')[0],
      parameters: { ...parameters, window: morning.window, ...patience(name, 10) },
      window: morning.market,
      accounts: 2,
      overrides: { noCancel: [Phase.continuous] },
    });
    run.ledger.validate();
    const own = rowsOfAccounts(run.rows, run.accounts);
    const sent = own.filter(({ kind }) => kind === Kind.accepted).length;
    const refused = own.filter(({ kind, quantity }) => kind === Kind.rejected && quantity === UNKNOWN);
    expect(refused.length).toBeLessThanOrEqual(sent);
  });
});

describe('when a display stands as a phase ends', () => {
  it('takes it back in time for the pause at noon', () => {
    const run = attackedMarket({
      practice: 'spoofing',
      parameters: { ...display, cycles: 1, patience: 7_200, window: ['11:00', '11:30'] },
      window: [NOON - 40 * MINUTE, 13 * HOUR + 10 * MINUTE],
    });
    const own = rowsOfAccounts(run.rows, run.accounts).filter(({ kind }) => kind !== Kind.trade);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ time }) => time < NOON)).toBe(true);
    expectSoundCampaign(run);
  });
});
