import { defineFormat } from '../format.js';
import { bitstampPattern } from './files.js';
import { replayBitstamp } from './replay.js';

/** Order events of the crypto exchange Bitstamp. */
export const bitstampL3 = defineFormat({
  id: 'bitstamp-l3',
  summary: 'order events of a pair and day on Bitstamp, applied to the order book',
  gives: 'events',
  files: bitstampPattern,
  replay: replayBitstamp,
});
