import { defineFormat } from '../format.js';
import { mboPattern } from './files.js';
import { replayMbo } from './replay.js';

/** Market-by-order events in the layout of Databento, of one instrument or many. */
export const databentoMbo = defineFormat({
  id: 'databento-mbo',
  summary: 'market-by-order events of a United States exchange and day, applied to the order books',
  gives: 'events',
  files: mboPattern,
  replay: replayMbo,
});
