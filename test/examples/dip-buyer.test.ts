import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Kind, OrderType, Side } from '../../src/tape/index.js';
import { book, runScripted } from '../agents/scripted-market.js';
import { dipBuyer } from './dip-buyer.js';

it('the example of an agent is under 40 lines and buys the dip, once', () => {
  const source = readFileSync(new URL('./dip-buyer.ts', import.meta.url), 'utf8');
  expect(source.split('\n').length).toBeLessThan(40);
  const { own } = runScripted(
    dipBuyer,
    { fall: 3 },
    [
      [0, book(1_000, 1_000)],
      [1, (desk) => void desk.submit(0, Side.buy, OrderType.limit, 1571, 100)],
      [25, (desk) => void desk.submit(0, Side.sell, OrderType.limit, 1566, 4_000)],
    ],
    60,
  );
  const trades = own.filter(({ kind }) => kind === Kind.trade);
  expect(own.filter(({ kind }) => kind === Kind.accepted)).toHaveLength(1);
  expect(trades.map(({ price, quantity, seconds }) => [price, quantity, seconds])).toEqual([[1571, 500, 30.1]]);
});
