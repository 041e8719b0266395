import { bookBehind } from '../sample.js';
import { defineScore } from '../score.js';

export const spread = defineScore({
  id: 'spread',
  summary: 'best ask less best bid behind every message',
  unit: 'price',
  discrete: true,
  values: ({ messages: { books, moneyPerTick }, from, to }, into) => {
    for (let row = from; row < to; row++) {
      const at = bookBehind(row);
      if (books[at] >= 0 && books[at + 2] >= 0) into.push((books[at] - books[at + 2]) * moneyPerTick);
    }
  },
});

export const imbalance = defineScore({
  id: 'orderbook-imbalance',
  summary: '(bid − ask) / (bid + ask) of the quantities at the touch',
  unit: 'share',
  values: ({ messages: { books }, from, to }, into) => {
    for (let row = from; row < to; row++) {
      const at = bookBehind(row);
      const ask = books[at + 1];
      const bid = books[at + 3];
      if (ask + bid > 0) into.push((bid - ask) / (bid + ask));
    }
  },
});
