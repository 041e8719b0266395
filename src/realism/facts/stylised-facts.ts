import { InputError } from '../../diagnostics/index.js';
import type { BookMessages } from '../../order-flow/index.js';
import { integerBelow, Streams } from '../../random/index.js';
import { type Interval, median, percentileInterval } from '../../statistics/index.js';
import { MINUTE } from '../../tape/index.js';
import { Blocks } from './blocks.js';
import { facts } from './registry.js';

/** Fewer blocks give no interval worth its name. */
const FEWEST_BLOCKS = 4;

export interface FactOptions {
  /** Resamples of blocks behind the intervals. @defaultValue 400 */
  readonly resamples?: number;
  /** Master seed of the resampling. @defaultValue 1 */
  readonly seed?: number | string;
  /** ns of a block. @defaultValue 5 min */
  readonly blockNs?: number;
}

/** A stylised fact measured. */
export interface FactValue {
  readonly id: string;
  readonly summary: string;
  readonly unit: string;
  /** With the 95 % interval of a bootstrap over blocks. */
  readonly value: Interval;
}

/** A stylised fact of a simulation against the real one. */
export interface FactVerdict extends FactValue {
  /** Median over the simulated tapes. */
  readonly simulated: number;
  /** `passes` inside the real interval, `near` within two of its half-widths of the real value. */
  readonly verdict: 'passes' | 'near' | 'fails';
}

/**
 * The stylised facts of a stretch of messages, with intervals by resampling whole blocks of five minutes.
 * @throws InputError where there are fewer than four blocks
 */
export function stylisedFacts(messages: BookMessages, options: FactOptions = {}): readonly FactValue[] {
  const { resamples = 400, seed = 1, blockNs = 5 * MINUTE } = options;
  const blocks = new Blocks(messages, blockNs);
  if (blocks.count < FEWEST_BLOCKS)
    throw new InputError(
      `found ${messages.count} messages in ${blocks.count} blocks of ${blockNs / MINUTE} min, expected at least ${FEWEST_BLOCKS} blocks for stylised facts`,
    );
  const stream = new Streams(seed).stream('realism/0/blocks');
  const weights = Array.from({ length: resamples }, () => {
    const drawn = new Int32Array(blocks.count);
    for (let draw = 0; draw < blocks.count; draw++) drawn[integerBelow(stream, blocks.count)]++;
    return drawn;
  });
  return facts.map(({ id, summary, unit, measure }) => {
    const statistic = measure(blocks);
    return { id, summary, unit, value: percentileInterval(statistic(), weights.map(statistic)) };
  });
}

/**
 * Which facts a simulation shows: the median of its tapes against the real interval.
 * @param simulated - the facts of one tape or of several seeds
 */
export function judgeFacts(
  real: readonly FactValue[],
  simulated: readonly (readonly FactValue[])[],
): readonly FactVerdict[] {
  return real.map((fact, index) => {
    const values = simulated.map((tape) => tape[index].value.estimate).filter((value) => !Number.isNaN(value));
    const middle = median(values);
    const { estimate, lower, upper } = fact.value;
    const near = Math.abs(middle - estimate) <= upper - lower;
    const verdict = middle >= lower && middle <= upper ? 'passes' : near ? 'near' : 'fails';
    return { ...fact, simulated: middle, verdict };
  });
}
