import { BookMessages } from '../../order-flow/index.js';
import { BlockSums, type Blocks, ratio } from '../../realism/index.js';
import { SECOND } from '../../tape/index.js';
import { defineMoment, logarithm, type Moment } from './moment.js';

/** Levels a side that the imbalance weighs: what agents weigh. */
const IMBALANCE_LEVELS = 5;

export const spread = mean('spread', 'mean spread in ticks', (books, at) => books[at] - books[at + 2]);
export const touchDepth = mean('touch-depth', 'mean quantity at the best bid and offer', depth(0, 1));
export const secondDepth = mean('second-level-depth', 'mean quantity on the second level of both sides', depth(1, 2));
export const thirdDepth = mean('third-level-depth', 'mean quantity on the third level of both sides', depth(2, 3));
export const nearDepth = mean('best-5-depth', 'mean quantity on the best five levels of both sides', depth(0, 5));
export const farDepth = mean(
  'levels-6-to-10-depth',
  'mean quantity on the levels six to ten of both sides',
  depth(5, 10),
);

export const imbalanceSpread = defineMoment({
  id: 'imbalance-deviation',
  summary: 'standard deviation of the imbalance of the best five levels, logarithm',
  measure: (blocks) => {
    const count = new BlockSums(blocks.count);
    const sum = new BlockSums(blocks.count);
    const squares = new BlockSums(blocks.count);
    eachSecond(blocks, (at, block) => {
      const value = imbalanceOf(blocks.messages.books, at);
      count.add(block, 1);
      sum.add(block, value);
      squares.add(block, value * value);
    });
    return logarithm((weights) => {
      const average = sum.total(weights) / count.total(weights);
      return Math.sqrt(Math.max(0, squares.total(weights) / count.total(weights) - average * average));
    });
  },
});

/** (bids − asks) / (bids + asks) over the best five levels of a book. */
export function imbalanceOf(books: Int32Array, at: number): number {
  let bids = 0;
  let asks = 0;
  for (let level = 0; level < IMBALANCE_LEVELS; level++) {
    asks += books[at + 4 * level + 1];
    bids += books[at + 4 * level + 3];
  }
  return bids + asks > 0 ? (bids - asks) / (bids + asks) : 0;
}

/** A mean over the seconds of a stretch, as a logarithm. */
function mean(id: string, summary: string, value: (books: Int32Array, at: number) => number): Moment {
  return defineMoment({
    id,
    summary: `${summary}, logarithm`,
    measure: (blocks) => {
      const sum = new BlockSums(blocks.count);
      const count = new BlockSums(blocks.count);
      eachSecond(blocks, (at, block) => {
        sum.add(block, value(blocks.messages.books, at));
        count.add(block, 1);
      });
      return logarithm(ratio(sum, count));
    },
  });
}

function depth(from: number, to: number): (books: Int32Array, at: number) => number {
  return (books, at) => {
    let quantity = 0;
    for (let level = from; level < to; level++) quantity += books[at + 4 * level + 1] + books[at + 4 * level + 3];
    return quantity;
  };
}

/** Visits the book at the end of every second of every block, where neither side is empty. */
function eachSecond(blocks: Blocks, visit: (at: number, block: number) => void): void {
  const { time, books } = blocks.messages;
  for (let block = 0; block < blocks.count; block++) {
    let row = blocks.starts[block];
    for (let second = 1; second * SECOND <= blocks.length; second++) {
      const until = blocks.times[block] + second * SECOND;
      while (row < blocks.starts[block + 1] && time[row] < until) row++;
      // Row r of the books is the one behind message r − 1.
      const at = row * BookMessages.ROW;
      if (books[at] >= 0 && books[at + 2] >= 0) visit(at, block);
    }
  }
}
