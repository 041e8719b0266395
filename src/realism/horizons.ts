import { poolScore } from './pooling.js';
import type { Sample } from './sample.js';
import { scores } from './scores/registry.js';

/** Messages of a block. */
const BLOCK = 100;

/** Losses of one block of every simulated window against all real messages. */
export interface HorizonResult {
  /** Messages from the window's start to the block's. */
  readonly from: number;
  readonly to: number;
  /** Mean total variation over the scores that every block has. */
  readonly l1: number;
}

/**
 * How losses grow with the distance from the window's start, where a seeded simulation leaves the real path: the blocks
 * of 100 messages, each against all real messages. Scores that need more messages than a block has are left out.
 */
export function horizonLosses(real: Sample, simulated: Sample): readonly HorizonResult[] {
  const blocks = Math.floor(Math.min(...simulated.map(({ from, to }) => to - from)) / BLOCK);
  const cut = Array.from({ length: blocks }, (_, block) =>
    simulated.map(({ messages, from }) => ({ messages, from: from + block * BLOCK, to: from + (block + 1) * BLOCK })),
  );
  const losses = scores.map((score) => {
    const compared = cut.map((block) => poolScore(score, real, block));
    const whole = compared.every(({ sizes }) => sizes.real > 0 && sizes.simulated > 0);
    return whole ? compared.map((comparison) => comparison.losses().l1) : undefined;
  });
  const known = losses.filter((each) => each !== undefined);
  return cut.map((_, block) => {
    let sum = 0;
    for (const each of known) sum += each[block];
    return { from: block * BLOCK, to: (block + 1) * BLOCK, l1: sum / known.length };
  });
}
