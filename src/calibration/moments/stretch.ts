import { BookMessages } from '../../order-flow/index.js';
import { Blocks } from '../../realism/index.js';
import type { Tape } from '../../tape/index.js';
import type { Moment } from './moment.js';

/** The part of a day over which moments are measured. */
export interface Stretch {
  /** ns since the venue's midnight. */
  readonly startNs: number;
  readonly endNs: number;
  /** ns of the blocks that are taken as independent of each other. */
  readonly blockNs: number;
}

/** The blocks of a stretch of the one instrument of a tape. */
export function blocksOf(tape: Tape, { startNs, endNs, blockNs }: Stretch): Blocks {
  return new Blocks(BookMessages.read(tape, 0, { startNs, endNs }), blockNs);
}

/** Values of moments of a simulated tape, NaN where there is nothing to measure. */
export function measureMoments(moments: readonly Moment[], tape: Tape, stretch: Stretch): number[] {
  const blocks = blocksOf(tape, stretch);
  return moments.map(({ measure }) => measure(blocks)());
}
