import { BookMessages } from '../order-flow/index.js';
import { SECOND } from '../tape/index.js';

/** Seconds between two returns of the realised volatility: beyond most of the bounce between bid and ask. */
const RETURN_SECONDS = 10;

/** Depth and volatility of a stretch of messages, the book looked at once a second. */
export interface SecondlyBook {
  /** Mean quantity on the best ten levels of both sides together. */
  readonly depth: number;
  /** Root mean square change of the mid price over ten seconds, ticks. */
  readonly volatility: number;
  /** Mean spread, ticks. */
  readonly spread: number;
}

/** Seconds at which a side is empty are left out. */
export function secondlyBook({ count, time, books }: BookMessages): SecondlyBook {
  let depth = 0;
  let spread = 0;
  let seconds = 0;
  let squares = 0;
  let returns = 0;
  let row = 0;
  const mids: number[] = [];
  for (let at = time[0] + SECOND; at <= time[count - 1]; at += SECOND) {
    while (row + 1 < count && time[row + 1] <= at) row++;
    const book = (row + 1) * BookMessages.ROW;
    const [ask, bid] = [books[book], books[book + 2]];
    if (ask < 0 || bid < 0) {
      mids.push(Number.NaN);
      continue;
    }
    seconds++;
    spread += ask - bid;
    for (let word = 1; word < BookMessages.ROW; word += 2) depth += books[book + word];
    const mid = (ask + bid) / 2;
    mids.push(mid);
    const change = mid - (mids[mids.length - 1 - RETURN_SECONDS] ?? Number.NaN);
    if (Number.isNaN(change)) continue;
    squares += change * change;
    returns++;
  }
  return { depth: depth / seconds, volatility: Math.sqrt(squares / returns), spread: spread / seconds };
}
