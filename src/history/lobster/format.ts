import { defineFormat } from '../format.js';
import { lobsterPattern } from './files.js';
import { replayLobster } from './replay.js';

/** Messages of a NASDAQ stock and day with the book behind each of them, as LOBSTER publishes them. */
export const lobster = defineFormat({
  id: 'lobster',
  summary: 'order book events of a NASDAQ stock and day, applied to the order book',
  gives: 'events',
  files: lobsterPattern,
  replay: replayLobster,
});
