import { log } from '../../random/elementary.js';
import type { Blocks } from './blocks.js';
import { defineFact } from './fact.js';
import { BlockSums, blockAutocorrelation, ratio } from './weighted.js';

/** Lags, in market orders, over which the decay of sign memory is fitted. */
const MEMORY_LAGS = [1, 2, 3, 4, 5, 6, 8, 10];

export const marketOrderSize = defineFact({
  id: 'market-order-size',
  summary: 'mean quantity of a market order',
  unit: 'shares',
  measure: (blocks) => {
    const quantity = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    for (const order of blocks.marketOrders) {
      quantity.add(order.block, order.quantity);
      all.add(order.block, 1);
    }
    return ratio(quantity, all);
  },
});

export const immediateImpact = defineFact({
  id: 'immediate-impact',
  summary: 'mean move of the mid with a market order, in its direction',
  unit: 'ticks',
  measure: (blocks) => {
    const moved = new BlockSums(blocks.count);
    const all = new BlockSums(blocks.count);
    for (const { block, impact } of blocks.marketOrders) {
      if (Number.isNaN(impact)) continue;
      moved.add(block, impact);
      all.add(block, 1);
    }
    return ratio(moved, all);
  },
});

export const signAutocorrelation = defineFact({
  id: 'sign-autocorrelation',
  summary: 'autocorrelation of the signs of neighbouring market orders',
  unit: '',
  measure: (blocks) => blockAutocorrelation(signsOf(blocks), 1),
});

/** Lillo & Farmer (2004), "The long memory of the efficient market", Studies in Nonlinear Dynamics & Econometrics 8. */
export const signMemory = defineFact({
  id: 'sign-memory-exponent',
  summary: 'exponent of the power law with which the autocorrelation of market-order signs falls over lags 1 to 10',
  unit: '',
  measure: (blocks) => {
    const signs = signsOf(blocks);
    const correlations = MEMORY_LAGS.map((lag) => blockAutocorrelation(signs, lag));
    return (weights) => {
      const points = MEMORY_LAGS.map((lag, index) => [log(lag), correlations[index](weights)] as const)
        .filter(([, correlation]) => correlation > 0)
        .map(([x, correlation]) => [x, log(correlation)] as const);
      return points.length < 3 ? Number.NaN : -slope(points);
    };
  },
});

function signsOf(blocks: Blocks): number[][] {
  const signs: number[][] = Array.from({ length: blocks.count }, () => []);
  for (const { block, sign } of blocks.marketOrders) signs[block].push(sign);
  return signs;
}

/** Slope of the least-squares line through points. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  let sumX = 0;
  let sumY = 0;
  for (const [x, y] of points) {
    sumX += x;
    sumY += y;
  }
  let products = 0;
  let squares = 0;
  for (const [x, y] of points) {
    products += (x - sumX / points.length) * (y - sumY / points.length);
    squares += (x - sumX / points.length) * (x - sumX / points.length);
  }
  return products / squares;
}
