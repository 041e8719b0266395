import { bookBehind, type MessageWindow } from '../sample.js';
import { defineScore, type Score } from '../score.js';

/** Messages over which the imbalance is averaged. */
const ROLLING = 100;

const mean = 'mean order-flow imbalance at the touch over 100 messages';

export const orderFlowImbalance = defineScore({
  id: 'ofi',
  summary: mean,
  unit: 'quantity',
  values: (window, into) => rolling(window, (imbalance) => into.push(imbalance)),
});

export const imbalanceBeforeRise = before('ofi-up', 'the mid rises', 1);
export const imbalanceBeforeRest = before('ofi-stay', 'leaves the mid where it is', 0);
export const imbalanceBeforeFall = before('ofi-down', 'the mid falls', -1);

function before(id: string, what: string, sign: number): Score {
  return defineScore({
    id,
    summary: `${mean}, just before a message with which ${what}`,
    unit: 'quantity',
    values: (window, into) => {
      const { messages, to } = window;
      rolling(window, (imbalance, row) => {
        if (row + 1 < to && midChange(messages.books, row + 1) === sign) into.push(imbalance);
      });
    },
  });
}

/**
 * Calls back with the mean imbalance of the last {@link ROLLING} messages, behind every message that has so many.
 * Cont, Kukanov & Stoikov (2014), "The price impact of order book events", Journal of Financial Econometrics 12, eq. 2.
 */
function rolling(
  { messages: { books }, from, to }: MessageWindow,
  visit: (imbalance: number, row: number) => void,
): void {
  let sum = 0;
  for (let row = from + 1; row < to; row++) {
    sum += imbalanceOf(books, row);
    if (row - from > ROLLING) sum -= imbalanceOf(books, row - ROLLING);
    if (row - from >= ROLLING) visit(sum / ROLLING, row);
  }
}

function imbalanceOf(books: Int32Array, row: number): number {
  const now = bookBehind(row);
  const then = bookBehind(row - 1);
  const ask = books[now] - books[then];
  const bid = books[now + 2] - books[then + 2];
  return (
    (bid >= 0 ? books[now + 3] : 0) -
    (bid <= 0 ? books[then + 3] : 0) -
    (ask <= 0 ? books[now + 1] : 0) +
    (ask >= 0 ? books[then + 1] : 0)
  );
}

function midChange(books: Int32Array, row: number): number {
  const now = bookBehind(row);
  const then = bookBehind(row - 1);
  return Math.sign(books[now] + books[now + 2] - books[then] - books[then + 2]);
}
