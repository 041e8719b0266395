/**
 * Order flow: a tape read as a rebuilt book and as events classified against the book before them.
 * Knows the book, the tape, and how executions of one command belong together.
 * Must not know models, detectors, or where a tape comes from.
 */
export { BookMessages, type BookMessagesOptions } from './book-messages.js';
export { type BookState, FlowType, type OrderArrival, type OrderCancel } from './flow-event.js';
export { type FlowVisitor, readFlow } from './flow-reader.js';
export {
  EVENT_TYPES,
  EventKind,
  type FlowRecord,
  type RecordSpan,
  readFlowRecord,
  sliceRecord,
} from './flow-record.js';
export { type BookMessage, type MessageListener, MessageReader } from './message-reader.js';
export { MessageType } from './message-type.js';
export { type OpeningState, openingStates, type RestingOrder } from './opening-state.js';
export { RebuiltBook } from './rebuilt-book.js';
export { type TradingSpan, tradingSpan } from './trading-span.js';
