import { SECOND } from '../../tape/index.js';
import type { Blocks } from './blocks.js';
import { defineFact } from './fact.js';
import { BlockSums, type BlockValue, weightedQuantile } from './weighted.js';

const MILLISECOND = 1_000_000;

export const interArrivalMedian = defineFact({
  id: 'inter-arrival-median',
  summary: 'median time between neighbouring messages',
  unit: 'ms',
  measure: (blocks) => {
    const gaps: BlockValue[] = [];
    eachGap(blocks, (gap, block) => gaps.push({ block, value: gap / MILLISECOND }));
    return weightedQuantile(gaps, 0.5);
  },
});

export const interArrivalVariation = defineFact({
  id: 'inter-arrival-variation',
  summary: 'standard deviation of the time between messages over its mean; 1 for a Poisson process',
  unit: '',
  measure: (blocks) => {
    const count = new BlockSums(blocks.count);
    const sum = new BlockSums(blocks.count);
    const squares = new BlockSums(blocks.count);
    eachGap(blocks, (gap, block) => {
      const seconds = gap / SECOND;
      count.add(block, 1);
      sum.add(block, seconds);
      squares.add(block, seconds * seconds);
    });
    return (weights) => {
      const mean = sum.total(weights) / count.total(weights);
      return Math.sqrt(Math.max(0, squares.total(weights) / count.total(weights) - mean * mean)) / mean;
    };
  },
});

export const marketOrderClustering = defineFact({
  id: 'market-order-fano-factor',
  summary: 'variance over mean of the market orders in 10 s; 1 for a Poisson process',
  unit: '',
  measure: (blocks) => {
    const spans = Math.floor(blocks.length / (10 * SECOND));
    const counts = Array.from({ length: blocks.count }, () => new Float64Array(spans));
    for (const { block, time } of blocks.marketOrders) {
      const span = Math.floor((time - blocks.times[block]) / (10 * SECOND));
      if (span < spans) counts[block][span]++;
    }
    const sum = new BlockSums(blocks.count);
    const squares = new BlockSums(blocks.count);
    const number = new BlockSums(blocks.count);
    for (const [block, each] of counts.entries())
      for (const count of each) {
        number.add(block, 1);
        sum.add(block, count);
        squares.add(block, count * count);
      }
    return (weights) => {
      const mean = sum.total(weights) / number.total(weights);
      return (squares.total(weights) / number.total(weights) - mean * mean) / mean;
    };
  },
});

function eachGap({ messages: { time }, starts, count }: Blocks, visit: (gapNs: number, block: number) => void): void {
  for (let block = 0; block < count; block++)
    for (let row = starts[block] + 1; row < starts[block + 1]; row++) visit(time[row] - time[row - 1], block);
}
