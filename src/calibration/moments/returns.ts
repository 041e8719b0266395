import { BlockSums, ratio } from '../../realism/index.js';
import { SECOND } from '../../tape/index.js';
import { defineMoment, logarithm, type Moment } from './moment.js';

export const volatility1s = volatility(1);
export const volatility10s = volatility(10);

function volatility(seconds: number): Moment {
  return defineMoment({
    id: `volatility-${seconds}s`,
    summary: `root mean square change of the mid over ${seconds} s in ticks, logarithm`,
    measure: (blocks) => {
      const squares = new BlockSums(blocks.count);
      const count = new BlockSums(blocks.count);
      for (const [block, changes] of blocks.midChanges(seconds * SECOND).entries())
        for (const change of changes) {
          squares.add(block, change * change);
          count.add(block, 1);
        }
      const variance = ratio(squares, count);
      return logarithm((weights) => Math.sqrt(variance(weights)));
    },
  });
}
