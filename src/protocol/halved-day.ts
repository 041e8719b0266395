import { InputError } from '../diagnostics/index.js';
import { BookMessages, readFlowRecord } from '../order-flow/index.js';
import { formatTimeOfDay, type Tape } from '../tape/index.js';

/**
 * A day of one instrument in two halves of equal length: models see the first, the second judges them. Messages are those
 * of the displayed book: executions against hidden orders are set aside, as in the data behind the published scores.
 */
export interface HalvedDay {
  readonly tape: Tape;
  readonly instrument: number;
  /** Continuous trading, ns since midnight. */
  readonly startNs: number;
  readonly middleNs: number;
  readonly endNs: number;
  /** Messages of the fitted half and of the judged half. */
  readonly fitted: BookMessages;
  readonly judged: BookMessages;
}

/** Fewest messages of a half that can be judged. */
const FEWEST = 2000;

/**
 * Cuts the continuous trading of a recorded day in the middle of its time.
 * @throws InputError when a half has too few messages
 */
export function halvedDay(tape: Tape, instrument = 0): HalvedDay {
  const { startNs, endNs, count } = readFlowRecord(tape, instrument);
  const middleNs = Math.floor((startNs + endNs) / 2);
  const fitted = BookMessages.read(tape, instrument, { startNs, endNs: middleNs, displayed: true });
  const judged = BookMessages.read(tape, instrument, { startNs: middleNs, endNs, displayed: true });
  if (count === 0)
    throw new InputError(
      `continuous trading has ${fitted.count + judged.count} messages, and at none of them both sides of the book were quoted: expected a book with two sides`,
    );
  for (const [half, { count }] of [
    ['first', fitted],
    ['second', judged],
  ] as const)
    if (count < FEWEST)
      throw new InputError(
        `the ${half} half of continuous trading (cut at ${formatTimeOfDay(middleNs)}) has ${count} messages, expected at least ${FEWEST}`,
      );
  return { tape, instrument, startNs, middleNs, endNs, fitted, judged };
}
