import { defineFormat } from '../format.js';
import { szsePattern } from './files.js';
import { replaySzse } from './replay.js';

/** Orders of the Shenzhen Stock Exchange, one row an order, with the exchange's snapshots. */
export const szseL3 = defineFormat({
  id: 'szse-l3',
  summary: 'orders and cancels of a Shenzhen stock and day, put through the venue',
  gives: 'commands',
  files: szsePattern,
  replay: replaySzse,
});
