import { defineFormat } from '../format.js';
import { ssePattern } from './files.js';
import { replaySse } from './replay.js';

/** Orders, cancels, trades and snapshots of the Shanghai Stock Exchange, as text logs. */
export const sseL2 = defineFormat({
  id: 'sse-l2',
  summary: 'orders and cancels of a Shanghai stock and day, put through the venue',
  gives: 'commands',
  files: ssePattern,
  replay: replaySse,
});
