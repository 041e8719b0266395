import { MessageType } from '../../order-flow/index.js';
import { log } from '../../random/elementary.js';
import { sortedQuantile } from '../../statistics/index.js';
import { SECOND } from '../../tape/index.js';
import { bookBehind } from '../sample.js';
import type { Blocks } from './blocks.js';
import { defineFact, type StylisedFact } from './fact.js';
import { BlockSums, type BlockValue, ratio, weightedQuantile } from './weighted.js';

/** A cancel sooner than this was not made by a hand. */
const AT_ONCE = SECOND / 20;

/** Quantity in which round orders come. */
const ROUND = 100;

/** The share of deeper placements that are the tail. */
const TAIL = 0.1;

export const spreadMedian = spreadQuantile('spread-median', 'median spread behind the messages', 0.5);
export const spreadWide = spreadQuantile('spread-95', '95 % quantile of the spread behind the messages', 0.95);

export const cancelledShare = defineFact({
  id: 'cancelled-share',
  summary: 'orders deleted, of those deleted or executed',
  unit: '',
  measure: (blocks) => {
    const { type, order } = blocks.messages;
    const deleted = new BlockSums(blocks.count);
    const ended = new BlockSums(blocks.count);
    const executed = new Set<number>();
    blocks.each((row, block) => {
      if (type[row] === MessageType.deletion) {
        deleted.add(block, 1);
        ended.add(block, 1);
      } else if (type[row] === MessageType.execution && !executed.has(order[row])) {
        executed.add(order[row]);
        ended.add(block, 1);
      }
    });
    return ratio(deleted, ended);
  },
});

export const cancelLifeMedian = defineFact({
  id: 'cancel-life-median',
  summary: 'median life of orders before their first cancel',
  unit: 's',
  measure: (blocks) =>
    weightedQuantile(
      lives(blocks).map(({ block, value }) => ({ block, value: value / SECOND })),
      0.5,
    ),
});

export const cancelledAtOnce = defineFact({
  id: 'cancelled-within-50-ms',
  summary: 'share of cancels within 50 ms of their order',
  unit: '',
  measure: (blocks) => {
    const quick = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    for (const { block, value } of lives(blocks)) {
      all.add(block, 1);
      if (value < AT_ONCE) quick.add(block, 1);
    }
    return ratio(quick, all);
  },
});

export const roundOrders = defineFact({
  id: 'round-limit-orders',
  summary: 'share of new limit orders whose quantity is a multiple of 100',
  unit: '',
  measure: (blocks) => {
    const { type, size } = blocks.messages;
    const round = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    blocks.each((row, block) => {
      if (type[row] !== MessageType.submission) return;
      all.add(block, 1);
      if (size[row] % ROUND === 0) round.add(block, 1);
    });
    return ratio(round, all);
  },
});

export const improvingShare = defineFact({
  id: 'improving-limit-orders',
  summary: 'share of new limit orders placed inside the spread',
  unit: '',
  measure: (blocks) => {
    const improving = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    eachPlacement(blocks, (behind, block) => {
      all.add(block, 1);
      if (behind < 0) improving.add(block, 1);
    });
    return ratio(improving, all);
  },
});

export const placementTail = defineFact({
  id: 'placement-tail-exponent',
  summary: "Hill's exponent of the distance behind the touch, over the deepest tenth of the orders behind it",
  unit: '',
  measure: (blocks) => {
    const distances: BlockValue[] = [];
    eachPlacement(blocks, (behind, block) => {
      if (behind > 0) distances.push({ block, value: behind });
    });
    const sorted = Float64Array.from(distances, ({ value }) => value).sort();
    const threshold = sortedQuantile(sorted, 1 - TAIL);
    const beyond = new BlockSums(blocks.count);
    const logarithms = new BlockSums(blocks.count);
    for (const { block, value } of distances) {
      if (value <= threshold) continue;
      beyond.add(block, 1);
      logarithms.add(block, log(value / threshold));
    }
    return ratio(beyond, logarithms);
  },
});

function spreadQuantile(id: string, summary: string, share: number): StylisedFact {
  return defineFact({
    id,
    summary,
    unit: 'ticks',
    measure: (blocks) => {
      const { books } = blocks.messages;
      const spreads: BlockValue[] = [];
      blocks.each((row, block) => {
        const at = bookBehind(row);
        if (books[at] >= 0 && books[at + 2] >= 0) spreads.push({ block, value: books[at] - books[at + 2] });
      });
      return weightedQuantile(spreads, share);
    },
  });
}

/** From an order to its first cancel (ns), in the block of the cancel. */
function lives(blocks: Blocks): BlockValue[] {
  const { type, order, time } = blocks.messages;
  const born = new Map<number, number>();
  const found: BlockValue[] = [];
  blocks.each((row, block) => {
    if (type[row] === MessageType.submission) born.set(order[row], time[row]);
    else if (type[row] === MessageType.partialCancel || type[row] === MessageType.deletion) {
      const birth = born.get(order[row]);
      if (birth === undefined) return;
      born.delete(order[row]);
      found.push({ block, value: time[row] - birth });
    }
  });
  return found;
}

/** Ticks behind the own touch before each new order; negative inside the spread. */
function eachPlacement(blocks: Blocks, visit: (behind: number, block: number) => void): void {
  const { type, price, direction, books } = blocks.messages;
  blocks.each((row, block) => {
    if (type[row] !== MessageType.submission) return;
    const touch = books[bookBehind(row - 1) + (direction[row] > 0 ? 2 : 0)];
    if (touch >= 0) visit((touch - price[row]) * direction[row], block);
  });
}
