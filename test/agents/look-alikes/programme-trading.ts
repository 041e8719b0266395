import { SECOND } from '../../../src/tape/index.js';
import { atLeast, type Condition } from './condition.js';
import { sum } from './false-declaration.js';
import type { TapeFacts } from './tape-facts.js';

/** Most orders and cancels within one second, and all of the day. */
function messages({ orders, cancels }: TapeFacts) {
  const times = [...orders, ...cancels].map(({ time }) => time).toSorted((a, b) => a - b);
  let [most, first] = [0, 0];
  for (const [index, time] of times.entries()) {
    while (times[first] <= time - SECOND) first++;
    most = Math.max(most, index - first + 1);
  }
  return { most, all: times.length };
}

/** Very many orders and cancels at once (PT-1): no public number is known, a thousand in a second is assumed. */
export function instantaneousRate(facts: TapeFacts): readonly Condition[] {
  return [atLeast('messages in a second', messages(facts).most, 1_000)];
}

/** Orders that are cancelled within a second, often (PT-2). */
export function instantaneousCancels({ orders, cancels }: TapeFacts): readonly Condition[] {
  const sent = new Map(orders.map(({ order, time }) => [order, time]));
  const quick = cancels.filter(({ order, time }) => time - sent.get(order)! < SECOND);
  const byNumber = cancels.length / orders.length;
  const byAmount = sum(cancels, amount) / sum(orders, amount);
  return [
    atLeast('cancels within a second', quick.length, 500),
    atLeast('cancelled part', Math.max(byNumber, byAmount), 0.5),
  ];
}

/** The label of high-frequency trading. */
export function highFrequency(facts: TapeFacts): readonly Condition[] {
  const { most, all } = messages(facts);
  return [atLeast('messages', Math.max(most / 300, all / 20_000), 1)];
}

/** A market order is worth what its quantity is at any price: prices differ by little. */
function amount({ quantity }: { readonly quantity: number }): number {
  return quantity;
}
