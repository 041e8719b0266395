/**
 * History: real order data in, order data out. Formats are read strictly, put through the venue or onto the order book,
 * and compared with what the source recorded.
 * Knows file layouts and how to say what is wrong with a file. Must not know models, detectors or scenarios.
 */
export type { Exporter } from './export/exporter.js';
export { exporters } from './export/exporters.js';
export { writeLobster } from './export/lobster.js';
export { writeSzseL3 } from './export/szse-l3.js';
export { writeSzseTick } from './export/szse-tick.js';
export type { Format, SourceOptions } from './format.js';
export { formats } from './registry.js';
export { replay } from './replay.js';
export {
  type AuctionResult,
  type Check,
  type MappedRows,
  type Mismatch,
  type Replay,
  type RestingSnapshot,
  replayHolds,
} from './replay-result.js';
