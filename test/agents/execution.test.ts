import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../src/agents/index.js';
import { Kind, Side } from '../../src/tape/index.js';
import { ask, bid, book, runScripted, type Script } from './scripted-market.js';

const definition = (id: string) => agentDefinitions.find((candidate) => candidate.id === id)!;
const tradedBy = (rows: ReturnType<typeof runScripted>['rows'], until = Infinity) =>
  rows
    .filter(({ kind, account, otherAccount }) => kind === Kind.trade && (account === 1 || otherAccount === 1))
    .filter(({ seconds }) => seconds <= until)
    .reduce((sum, { quantity }) => sum + quantity, 0);

describe('an execution algorithm', () => {
  const window = ['09:31', '09:39'];

  it('works its order off evenly over its window, and wants no share more', () => {
    const given = { quantity: 12_000, window, interval: 20 };
    const { own, rows } = runScripted(definition('execution'), given, [[0, book(5_000, 5_000)]], 600);
    expect(own[0].seconds).toBeGreaterThanOrEqual(60);
    expect(tradedBy(rows, 300)).toBeGreaterThan(5_000);
    expect(tradedBy(rows, 300)).toBeLessThan(6_600);
    expect(tradedBy(rows)).toBeGreaterThanOrEqual(11_500);
    expect(tradedBy(rows)).toBeLessThanOrEqual(12_000);
    expect(rows[rows.length - 1].seconds).toBeLessThanOrEqual(540.1);
    // What is due next rests at the best price of its own side.
    expect(own.filter(({ kind, side }) => kind === Kind.accepted && side === Side.sell)).toEqual([]);
    expect(own.some(({ kind, price }) => kind === Kind.accepted && price === 1569)).toBe(true);
  });

  it('sells no more than it was given, in step with the volume there is', () => {
    // Strangers trade 200 shares every two seconds.
    const flow: Script = Array.from({ length: 290 }, (_, index) => [
      2 * index + 1,
      (desk) => (index % 2 === 0 ? bid(1575, 200) : ask(1565, 200))(desk),
    ]);
    const given = { side: 'sell', quantity: 50_000, style: 'pov', participation: 0.2, window, interval: 10 };
    const { own, rows } = runScripted(definition('execution'), given, [[0, book(50_000, 50_000)], ...flow], 600);
    const market = rows.filter(({ kind, seconds }) => kind === Kind.trade && seconds > 60 && seconds < 540);
    const share = tradedBy(market) / market.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(share).toBeGreaterThan(0.12);
    expect(share).toBeLessThan(0.25);
    expect(own.filter(({ kind, side }) => kind === Kind.accepted && side === Side.buy)).toEqual([]);
  });

  it('says which order it works off', () => {
    const { parameters, clientOrder } = definition('execution');
    const order = clientOrder!(parameters.parse({ side: 'sell', quantity: 700, window }));
    expect(order).toMatchObject({ side: Side.sell, quantity: 700 });
    expect(clientOrder!(parameters.parse({})).window).toBeUndefined();
  });
});

describe('the slow trader', () => {
  it('sends market orders while the spread that it saw was small, and pays for a quote that is gone', () => {
    const script: Script = [
      [0, book(5_000, 5_000)],
      // A spread of one tick from the second minute on.
      [60, ask(1570, 50_000)],
    ];
    const wide = runScripted(definition('slow-trader'), { period: 2 }, script.slice(0, 1), 60);
    expect(wide.own).toEqual([]);
    const { own } = runScripted(definition('slow-trader'), { period: 2 }, script, 120);
    const orders = own.filter(({ kind }) => kind === Kind.accepted);
    expect(orders.length).toBeGreaterThan(10);
    expect(orders[0].seconds).toBeGreaterThan(60);
    expect(new Set(orders.map(({ side }) => side)).size).toBe(2);
  });
});
