/**
 * The tape: a venue day as one append-only sequence of events with a header, recorded or simulated.
 * Knows the columns, their meaning, their canonical bytes, and how to write and read them in memory.
 * Must not know where rows come from, what a file is, or who manipulated whom.
 */
export { canonicalChunk, canonicalHeader, canonicalJson } from './canonical.js';
export { CHUNK_ROWS, TapeChunk } from './chunk.js';
export { CancelReason, codeNames, HaltReason, OrderType, Phase, RejectReason, TradeStage } from './codes.js';
export { type ColumnName, columns, meaning } from './columns.js';
export { TapeCursor, type TapeRow } from './cursor.js';
export {
  type AccountTable,
  type InstrumentHeader,
  noAccounts,
  type SecurityStatus,
  securityStatuses,
  TAPE_SCHEMA,
  type TapeHeader,
} from './header.js';
export { InstrumentPhase } from './instrument-phase.js';
export { Flag, Kind, kindNames, Side, UNKNOWN } from './kinds.js';
export { MaskedRow, type View, visibleHeader } from './masked-row.js';
export { formatTimeOfDay, HOUR, MINUTE, parseTimeOfDay, SECOND } from './time-of-day.js';
export { ViewCursor } from './view-cursor.js';
export { type RowSource, Tape, TapeWriter, type TapeWriterOptions } from './writer.js';
