import { BookMessages } from '../../order-flow/index.js';
import { bookBehind } from '../sample.js';
import { defineScore, type Score } from '../score.js';

/** Offset of a side's quantity within a level of a book row. */
const ASK = 1;
const BID = 3;

export const askVolumeTouch = standing('ask-volume-touch', 'quantity at the best ask', ASK, 1);
export const bidVolumeTouch = standing('bid-volume-touch', 'quantity at the best bid', BID, 1);
export const askVolume = standing('ask-volume', 'quantity on the best ten asks', ASK, BookMessages.LEVELS);
export const bidVolume = standing('bid-volume', 'quantity on the best ten bids', BID, BookMessages.LEVELS);

function standing(id: string, summary: string, offset: number, levels: number): Score {
  return defineScore({
    id,
    summary,
    unit: 'quantity',
    values: ({ messages: { books }, from, to }, into) => {
      for (let row = from; row < to; row++) {
        const at = bookBehind(row) + offset;
        let quantity = 0;
        for (let level = 0; level < levels; level++) quantity += books[at + 4 * level];
        into.push(quantity);
      }
    },
  });
}
