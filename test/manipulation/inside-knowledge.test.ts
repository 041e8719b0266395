import { describe, expect, it } from 'vitest';
import { Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, NoiseTraders, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { CLIENT, goodNews, OPEN, trader } from './practice-cases.js';

const noise = () => new NoiseTraders('noise/0', [0, 1, 2]);

describe('front running', () => {
  const run = (parameters: object = {}, inside = { announcements: [], orders: [CLIENT.order] }) =>
    attackedMarket({
      practice: 'front-running',
      parameters: { victim: 'client', budget: { shares: 12_000 }, after: 120, ...parameters },
      accounts: 2,
      window: [OPEN, OPEN + 20 * MINUTE],
      others: [noise(), CLIENT.victim()],
      inside,
    });

  it('buys before the client does, and sells from when the client has begun', () => {
    const market = run();
    const { rows, accounts } = market;
    const { phases, outcomes, intentOrders, genuineOrders } = campaignOf(market.manipulator);
    const own = rowsOfAccounts(rows, accounts).filter(({ kind }) => kind === Kind.accepted);
    const sides = (side: number) => own.filter((row) => row.side === side).map(({ time }) => time);
    const [begins] = CLIENT.order.window;
    expect(Math.min(...sides(Side.buy))).toBeGreaterThanOrEqual(begins - 60 * SECOND);
    expect(Math.max(...sides(Side.buy))).toBeLessThan(begins);
    expect(Math.min(...sides(Side.sell))).toBeGreaterThanOrEqual(begins);
    expect(phases.map(({ phase }) => phase)).toEqual(['ahead', 'unwind']);
    expect(own.filter(({ side }) => side === Side.buy).map(({ order }) => order)).toEqual(intentOrders);
    expect(own.filter(({ side }) => side === Side.sell).map(({ order }) => order)).toEqual(genuineOrders);
    expect(outcomes.takenQuantity).toBeGreaterThan(6_000);
    // All of it goes again: what is not paid for goes at any price.
    expect(outcomes.leftQuantity).toBe(outcomes.takenQuantity);
    expectSoundCampaign(market);
  });

  it('waits for its price with what it bought, and keeps what nobody pays for when it is told to', () => {
    const greedy = run({ target: 30, rest: 'cancel' });
    const { outcomes, genuineOrders, cycles } = campaignOf(greedy.manipulator);
    expect(outcomes.leftQuantity).toBe(0);
    expect(genuineOrders).toEqual([]);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
  });

  it('is refused for an order that nobody works off in its stock', () => {
    const elsewhere = { announcements: [], orders: [{ ...CLIENT.order, instrument: 1 }] };
    expect(() => run({}, elsewhere)).toThrow(/attacks\.spoof\.victim: found "client", expected the id of traders/);
    expect(() => run({ victim: 'nobody' })).toThrow(/one of client/);
  });
});

describe('insider dealing', () => {
  const run = (day: number, made: number, options: { parameters?: object; holdings?: number } = {}) => {
    const { inside, readers, told } = goodNews(made);
    const { parameters, holdings } = options;
    return attackedMarket({
      practice: 'insider-dealing',
      parameters: {
        ...{ announcement: ['gain'], lead: 1, budget: { shares: 12_000 }, pace: 15, participation: 0.3 },
        ...{ window: ['09:31', '09:49'], information: 'order-by-order' },
        ...parameters,
      },
      accounts: 3,
      window: [OPEN, OPEN + 20 * MINUTE],
      others: [noise(), ...(day === made ? readers() : [])],
      inside,
      announcements: day === made ? told : [],
      day,
      ...(holdings === undefined ? {} : { funding: { cash: 1e10, holdings } }),
    });
  };
  const news = goodNews().told[0].timeNs;

  it('deals from the day on which it was told, through new accounts, in slices below its part of the volume', () => {
    const market = run(0, 1);
    const { intentOrders, genuineOrders, outcomes, spansDays } = campaignOf(market.manipulator);
    expect(spansDays).toBe(true);
    expect(market.funding.holdings).toBe(0);
    expect(intentOrders.length).toBeGreaterThan(10);
    expect(genuineOrders).toEqual([]);
    expect(outcomes.dealtQuantity).toBeLessThanOrEqual(6_000);
    expect(outcomes.dealtQuantity).toBeGreaterThan(2_000);
    const own = rowsOfAccounts(market.rows, market.accounts);
    expect(new Set(own.filter(({ kind }) => kind === Kind.accepted).map(({ account }) => account)).size).toBe(3);
    const all = market.rows.filter(({ kind }) => kind === Kind.trade).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(outcomes.dealtQuantity / all).toBeLessThan(0.4);
    expectSoundCampaign(market);
  });

  it('stops before the announcement, and sells what it may once the price has gone there', () => {
    const market = run(1, 1, { holdings: 2_000 });
    const own = rowsOfAccounts(market.rows, market.accounts);
    const [bought, sold] = [Side.buy, Side.sell].map((side) =>
      own.filter((row) => row.kind === Kind.accepted && row.side === side),
    );
    expect(Math.max(...bought.map(({ time }) => time))).toBeLessThan(news - 60 * SECOND);
    expect(Math.min(...sold.map(({ time }) => time))).toBeGreaterThan(news + 30 * SECOND);
    // Shares of the day before, none of this one.
    for (const account of market.accounts) expect(traded(own, account, Side.sell)).toBe(2_000);
    const before = market.rows.findLast(({ kind, time }) => kind === Kind.trade && time <= news)!.price;
    expect(Math.min(...sold.map(({ price }) => price))).toBeGreaterThan(before);
    expectSoundCampaign(market);
  });

  it('sells on the day behind it what it bought on the day of the news, and is gone after that', () => {
    const market = run(2, 1, { holdings: 1_000 });
    expect(campaignOf(market.manipulator)).toMatchObject({
      intentOrders: [],
      outcomes: { day: 2, soldQuantity: 3_000 },
    });
    expectSoundCampaign(market);
    expect(run(3, 1).manipulator.truth()).toEqual([]);
  });

  it('is refused without its announcement, on the wrong side of it, and when it would be told before the market', () => {
    const refused = (parameters: object) => () => run(1, 1, { parameters });
    expect(refused({ announcement: ['loss'] })).toThrow(/announcement: found loss, expected the id of an announcement/);
    expect(refused({ side: 'sell' })).toThrow(/side: found sell before good news, expected buy/);
    expect(refused({ lead: 2 })).toThrow(/lead: found 2 days before an announcement on day 2 of the market/);
  });

  it('sells before bad news what it holds, and does not come back', () => {
    const bad = { number: 0, instrument: 0, side: Side.sell, severity: 200, timeNs: news };
    const market = attackedMarket({
      practice: 'insider-dealing',
      parameters: {
        ...{ announcement: ['loss'], side: 'sell', budget: { shares: 6_000 }, pace: 15, participation: 0.3 },
        ...{ window: ['09:31', '09:49'], information: 'order-by-order' },
      },
      accounts: 2,
      window: [OPEN, OPEN + 20 * MINUTE],
      others: [noise(), trader('news-trader', 'news/0', 1, {})],
      inside: { announcements: [{ ...bad, id: 'loss', day: 0 }], orders: [] },
      announcements: [bad],
    });
    const own = rowsOfAccounts(market.rows, market.accounts).filter(({ kind }) => kind === Kind.accepted);
    expect(own.length).toBeGreaterThan(4);
    expect(own.filter(({ side, time }) => side === Side.buy || time > news - 60 * SECOND)).toEqual([]);
    expectSoundCampaign(market);
  });
});
