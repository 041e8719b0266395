import { CancelReason, Kind, Phase, type RowSource, SECOND, TapeCursor, TradeStage } from '../tape/index.js';

/** What a first look over a tape says of one of its instruments. */
export interface TradingSpan {
  /** From the start of continuous trading, or of its first auction, in whole seconds; −1 when there is none. */
  readonly startNs: number;
  readonly endNs: number;
  /** Highest order number of the tape. */
  readonly highestOrder: number;
  /** The source shows a window of the book, whose levels are set anew. */
  readonly windowed: boolean;
}

export function tradingSpan(tape: RowSource, instrument: number): TradingSpan {
  const cursor = new TapeCursor(tape);
  let startNs = -1;
  let endNs = 0;
  let highestOrder = -1;
  let windowed = false;
  let phase: number = Phase.closed;
  while (cursor.next()) {
    const { kind, time } = cursor;
    if (cursor.order > highestOrder) highestOrder = cursor.order;
    if (kind === Kind.phase && (cursor.instrument < 0 || cursor.instrument === instrument)) {
      if (cursor.code === Phase.continuous && startNs < 0) startNs = time;
      if (phase === Phase.continuous) endNs = Math.max(endNs, time);
      phase = cursor.code;
    }
    if (cursor.instrument !== instrument) continue;
    if (kind === Kind.restate) windowed = true;
    const called = kind === Kind.trade && cursor.code !== TradeStage.continuous;
    if (called && startNs < 0) startNs = time;
    const expired = kind === Kind.cancelled && cursor.code === CancelReason.expiry;
    if (startNs >= 0 && !expired) endNs = Math.max(endNs, time);
  }
  if (startNs < 0) return { startNs, endNs, highestOrder, windowed };
  startNs = Math.floor(startNs / SECOND) * SECOND;
  endNs = Math.max(Math.ceil(endNs / SECOND) * SECOND, startNs + SECOND);
  return { startNs, endNs, highestOrder, windowed };
}
