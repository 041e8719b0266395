import type { SseRecord } from './record.js';

/** What the exchange published every few seconds. Prices in ticks; 0 where there is none. */
export interface SseSnapshot {
  readonly file: string;
  readonly line: number;
  readonly timeNs: number;
  /** 1 opening call, 2 continuous trading, 4 closing call, 5 closed, as observed. */
  readonly phase: number;
  /** Trades of the day so far, and their shares. */
  readonly trades: number;
  readonly volume: number;
  readonly previousClose: number;
  readonly bidTotal: number;
  readonly askTotal: number;
  readonly bidMeanPrice: number;
  readonly askMeanPrice: number;
  readonly bidPrices: readonly number[];
  readonly bidQuantities: readonly number[];
  readonly askPrices: readonly number[];
  readonly askQuantities: readonly number[];
}

export const LEVELS = 10;
/** Phase of continuous trading; the exchange keeps it over midday and from the opening cross on. */
export const CONTINUOUS = 2;

const MAXIMUM_TOTAL = 999_999_999_999;
const levels = Array.from({ length: LEVELS }, (_, level) => level);

/** A snapshot, MsgType 111. */
export function snapshotOf(record: SseRecord): SseSnapshot {
  const side = (word: string) => ({
    prices: levels.map((level) => record.price(`${word}Level[${level}].Price`)),
    quantities: levels.map((level) => record.shares(`${word}Level[${level}].Qty`, 0, MAXIMUM_TOTAL)),
  });
  const bid = side('Bid');
  const ask = side('Ask');
  return {
    file: record.file,
    line: record.line,
    timeNs: record.time('DataTimeStamp', 0),
    phase: record.integer('TradingPhase', 0, 255),
    trades: record.integer('NumTrades', 0, 2_147_483_647),
    volume: record.shares('TotalVolumeTrade', 0, MAXIMUM_TOTAL),
    previousClose: record.price('PrevClosePx'),
    bidTotal: record.shares('BidWeightSize', 0, MAXIMUM_TOTAL),
    askTotal: record.shares('AskWeightSize', 0, MAXIMUM_TOTAL),
    bidMeanPrice: record.integer('BidWeightPx', 0, 2_147_483_647),
    askMeanPrice: record.integer('AskWeightPx', 0, 2_147_483_647),
    bidPrices: bid.prices,
    bidQuantities: bid.quantities,
    askPrices: ask.prices,
    askQuantities: ask.quantities,
  };
}
