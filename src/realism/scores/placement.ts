import { BookMessages, MessageType } from '../../order-flow/index.js';
import { bookBehind, type MessageWindow } from '../sample.js';
import { defineScore, type Score } from '../score.js';

export const limitAskOrderDepth = depth('limit-ask-order-depth', 'new orders above the mid', isSubmission, 1);
export const limitBidOrderDepth = depth('limit-bid-order-depth', 'new orders below the mid', isSubmission, -1);
export const askCancellationDepth = depth('ask-cancellation-depth', 'cancels above the mid', isCancel, 1);
export const bidCancellationDepth = depth('bid-cancellation-depth', 'cancels below the mid', isCancel, -1);

export const limitAskOrderLevels = levels('limit-ask-order-levels', 'new asks', isSubmission, 0, 'behind');
export const limitBidOrderLevels = levels('limit-bid-order-levels', 'new bids', isSubmission, 2, 'behind');
export const askCancellationLevels = levels('ask-cancellation-levels', 'cancelled asks', isCancel, 0, 'before');
export const bidCancellationLevels = levels('bid-cancellation-levels', 'cancelled bids', isCancel, 2, 'before');

function isSubmission(type: number): boolean {
  return type === MessageType.submission;
}

function isCancel(type: number): boolean {
  return type === MessageType.partialCancel || type === MessageType.deletion;
}

/** Distance from the mid behind the message; its sign says the side. */
function depth(id: string, what: string, counts: (type: number) => boolean, sign: 1 | -1): Score {
  return defineScore({
    id,
    summary: `distance of ${what} behind the message`,
    unit: 'price',
    values: ({ messages: { type, price, books, moneyPerTick }, from, to }, into) => {
      for (let row = from; row < to; row++) {
        if (!counts(type[row])) continue;
        const at = bookBehind(row);
        if (books[at] < 0 || books[at + 2] < 0) continue;
        const distance = (price[row] - (books[at] + books[at + 2]) / 2) * sign;
        if (distance > 0) into.push(distance * moneyPerTick);
      }
    },
  });
}

/**
 * Which of the ten levels has the message's price, 1 the best: in the book behind a new order, and in the one before a
 * cancel, for which the first message of a window has none. Of a price that no level has there is no value.
 */
function levels(
  id: string,
  what: string,
  counts: (type: number) => boolean,
  offset: 0 | 2,
  book: 'behind' | 'before',
): Score {
  return defineScore({
    id,
    summary: `level of ${what} in the book ${book} the message`,
    unit: 'level',
    discrete: true,
    values: ({ messages: { type, price, books }, from, to }: MessageWindow, into) => {
      for (let row = book === 'behind' ? from : from + 1; row < to; row++) {
        if (!counts(type[row])) continue;
        const at = bookBehind(book === 'behind' ? row : row - 1) + offset;
        for (let level = 0; level < BookMessages.LEVELS; level++)
          if (books[at + 4 * level] === price[row]) {
            into.push(level + 1);
            break;
          }
      }
    },
  });
}
