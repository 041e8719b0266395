import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { QueueChain } from '../../../src/fit/baselines/queue-chain.js';
import { calibrateReference } from '../../../src/fit/baselines/reference-calibration.js';
import { ReferencePrice } from '../../../src/fit/baselines/reference-price.js';
import { fitBaselines } from '../../../src/fit/index.js';
import { QueueReactive } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';

describe('the reference price', () => {
  it('is the mid price of an odd spread, and of an even one the nearer to what it was', () => {
    const reference = new ReferencePrice();
    // The reference price lies half a tick above what is written: 100.5 between 100 and 101.
    const path = [
      [100, 101, 100],
      [100, 102, 100],
      [101, 102, 101],
      [100, 102, 101],
      [100, 101, 100],
      [100, 103, 101],
      [97, 103, 100],
    ];
    for (const [bid, ask, below] of path) {
      reference.follow(bid, ask);
      expect(reference.below).toBe(below);
    }
  });
});

describe('θ', () => {
  const market = sampleMarket({ seed: 3, symbol: '300233', requests: 12_000, meanGapNs: 100_000_000, clockNs: 1 });
  const { queueReactive } = fitBaselines(market, { name: 'sample', queueLevels: 8 });
  const moves = (theta: number, reinit: number, seed = 7) => {
    const stream = new Streams(seed).stream('test/0/chain');
    return new QueueChain(new QueueReactive(queueReactive), theta, reinit, stream).run(20_000);
  };

  it('is counted with its error', () => {
    const { theta } = queueReactive.reference;
    expect(theta.value).toBeGreaterThan(0.2);
    expect(theta.standardError).toBeLessThan(0.1);
  });

  it('is calibrated so that the mid price moves as far as it did', () => {
    const truth = moves(0.4, 0.35);
    const { theta, thetaReinit } = calibrateReference(queueReactive, { ...truth, windows: 500 });
    const { square } = moves(theta.value, thetaReinit.value, 8);
    // The trials and the market are some dozens of moves each, so their variances are known to a factor.
    expect(square / truth.square).toBeGreaterThan(0.4);
    expect(square / truth.square).toBeLessThan(2.5);
  });
});
