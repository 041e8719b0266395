import { SECOND } from '../../tape/index.js';
import { defineFact, type StylisedFact } from './fact.js';
import { BlockSums, blockAutocorrelation, blockKurtosis } from './weighted.js';

export const returnAutocorrelation = defineFact({
  id: 'return-autocorrelation-1s',
  summary: "autocorrelation of the mid's changes over 1 s at lag 1; near 0",
  unit: '',
  measure: (blocks) => blockAutocorrelation(blocks.midChanges(SECOND), 1),
});

export const kurtosis1s = kurtosis(1);
export const kurtosis10s = kurtosis(10);

export const volatilityClustering = defineFact({
  id: 'volatility-clustering-10s',
  summary: "autocorrelation of the size of the mid's changes over 10 s at lag 1",
  unit: '',
  measure: (blocks) =>
    blockAutocorrelation(
      blocks.midChanges(10 * SECOND).map((changes) => changes.map(Math.abs)),
      1,
    ),
});

export const varianceRatio = defineFact({
  id: 'variance-ratio',
  summary: "variance of the mid's changes a second: over 1 s against over a block of 5 min; 1 for a random walk",
  unit: '',
  measure: (blocks) => {
    const short = new BlockSums(blocks.count);
    const long = new BlockSums(blocks.count);
    for (const [block, changes] of blocks.midChanges(SECOND).entries()) {
      let whole = 0;
      for (const change of changes) {
        short.add(block, change * change);
        whole += change;
      }
      long.add(block, whole * whole);
    }
    return (weights) => short.total(weights) / long.total(weights);
  },
});

function kurtosis(seconds: number): StylisedFact {
  return defineFact({
    id: `kurtosis-${seconds}s`,
    summary: `kurtosis of the mid's changes over ${seconds} s above that of a normal distribution`,
    unit: '',
    measure: (blocks) => blockKurtosis(blocks.midChanges(seconds * SECOND)),
  });
}
