import { BookMessages } from '../../order-flow/index.js';
import { BlockSums, ratio } from '../../realism/index.js';
import { SECOND } from '../../tape/index.js';
import { imbalanceOf } from './book.js';
import { defineMoment, type Moment } from './moment.js';

/** How market orders follow the book: positive where they take from the thinner side. */
export const imbalanceResponse = defineMoment({
  id: 'imbalance-response',
  summary: 'mean imbalance of the best five levels before a market order, in its direction',
  measure: (blocks) => {
    const sum = new BlockSums(blocks.count);
    const count = new BlockSums(blocks.count);
    for (const { sign, block, row } of blocks.marketOrders) {
      sum.add(block, sign * imbalanceOf(blocks.messages.books, row * BookMessages.ROW));
      count.add(block, 1);
    }
    return ratio(sum, count);
  },
});

export const trendResponse10s = trendResponse(10);
export const trendResponse60s = trendResponse(60);

/** How market orders follow the price: positive where they run after it. */
function trendResponse(seconds: number): Moment {
  return defineMoment({
    id: `trend-response-${seconds}s`,
    summary: `mean change of the mid in the ${seconds} s before a market order, in its direction, ticks`,
    measure: (blocks) => {
      const { time, books } = blocks.messages;
      const sum = new BlockSums(blocks.count);
      const count = new BlockSums(blocks.count);
      let past = 0;
      for (const { sign, block, time: now, row } of blocks.marketOrders) {
        while (time[past] < now - seconds * SECOND) past++;
        if (now - seconds * SECOND < time[0]) continue;
        const change = midOf(books, row) - midOf(books, past);
        if (Number.isNaN(change)) continue;
        sum.add(block, sign * change);
        count.add(block, 1);
      }
      return ratio(sum, count);
    },
  });
}

/** The mid before a message, ticks; NaN where a side is empty. */
function midOf(books: Int32Array, row: number): number {
  const at = row * BookMessages.ROW;
  return books[at] >= 0 && books[at + 2] >= 0 ? (books[at] + books[at + 2]) / 2 : Number.NaN;
}
