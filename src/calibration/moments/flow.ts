import { BookMessages, MessageType } from '../../order-flow/index.js';
import { BlockSums, type Blocks, type BlockValue, ratio, weightedQuantile } from '../../realism/index.js';
import { SECOND } from '../../tape/index.js';
import { defineMoment, logarithm, type Moment } from './moment.js';

/** Ticks beyond which a distance counts as that: what lies further is of other traders. */
const FARTHEST = 10;

export const limitOrderRate = rate('limit-order-rate', 'new limit orders a second', (blocks, sums) => {
  eachOfType(blocks, [MessageType.submission], (block) => sums.add(block, 1));
});

export const cancelRate = rate('cancel-rate', 'cancels a second', (blocks, sums) => {
  eachOfType(blocks, [MessageType.partialCancel, MessageType.deletion], (block) => sums.add(block, 1));
});

export const marketOrderRate = rate('market-order-rate', 'market orders a second', (blocks, sums) => {
  for (const { block } of blocks.marketOrders) sums.add(block, 1);
});

export const volumeRate = rate('volume-rate', 'quantity executed a second', (blocks, sums) => {
  for (const { block, quantity } of blocks.marketOrders) sums.add(block, quantity);
});

export const limitOrderSize = defineMoment({
  id: 'limit-order-size',
  summary: 'mean quantity of a new limit order, logarithm',
  measure: (blocks) => {
    const quantity = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    eachOfType(blocks, [MessageType.submission], (block, row) => {
      quantity.add(block, blocks.messages.size[row]);
      all.add(block, 1);
    });
    return logarithm(ratio(quantity, all));
  },
});

export const marketOrderMedian = marketOrderQuantile('market-order-median', 'median', 0.5);
export const marketOrderLarge = marketOrderQuantile('market-order-90', '90 % quantile of the', 0.9);

export const limitOrderDistance = distance('limit-order-distance', 'new limit orders', [MessageType.submission]);
export const cancelDistance = distance('cancel-distance', 'cancels', [MessageType.partialCancel, MessageType.deletion]);

/** Where the messages of some types stand behind the own touch before them. */
function distance(id: string, words: string, types: readonly number[]): Moment {
  return defineMoment({
    id,
    summary: `mean distance of ${words} behind the own touch, ticks, at most ${FARTHEST}`,
    measure: (blocks) => {
      const { price, direction, books } = blocks.messages;
      const sum = new BlockSums(blocks.count);
      const count = new BlockSums(blocks.count);
      eachOfType(blocks, types, (block, row) => {
        const touch = books[row * BookMessages.ROW + (direction[row] > 0 ? 2 : 0)];
        if (touch < 0) return;
        sum.add(block, Math.min(FARTHEST, (touch - price[row]) * direction[row]));
        count.add(block, 1);
      });
      return ratio(sum, count);
    },
  });
}

/** A sum a second of the blocks, as a logarithm. */
function rate(id: string, summary: string, count: (blocks: Blocks, sums: BlockSums) => void): Moment {
  return defineMoment({
    id,
    summary: `${summary}, logarithm`,
    measure: (blocks) => {
      const sums = new BlockSums(blocks.count);
      count(blocks, sums);
      const seconds = new BlockSums(blocks.count);
      for (let block = 0; block < blocks.count; block++) seconds.add(block, blocks.length / SECOND);
      return logarithm(ratio(sums, seconds));
    },
  });
}

function marketOrderQuantile(id: string, words: string, share: number): Moment {
  return defineMoment({
    id,
    summary: `${words} quantity of a market order, logarithm`,
    measure: (blocks) => {
      const sizes = blocks.marketOrders.map(({ block, quantity }): BlockValue => ({ block, value: quantity }));
      return logarithm(weightedQuantile(sizes, share));
    },
  });
}

function eachOfType(blocks: Blocks, types: readonly number[], visit: (block: number, row: number) => void): void {
  const { type } = blocks.messages;
  blocks.each((row, block) => {
    if (types.includes(type[row])) visit(block, row);
  });
}
