import type { Tape } from '../tape/index.js';
import type { SourceForm } from './source-form.js';

/** How often the engine and the record agree on one thing. */
export interface Check {
  readonly name: string;
  readonly compared: number;
  readonly equal: number;
  /** Least share of `compared` that must be equal for the replay to hold; 0 for what is only reported. */
  readonly required: number;
}

/** The outcome of a call auction. */
export interface AuctionResult {
  readonly phase: string;
  readonly priceTicks: number;
  readonly quantity: number;
}

/** One difference between the engine and the record, for people. */
export interface Mismatch {
  readonly check: string;
  /** What it is about, with its line in the file. */
  readonly about: string;
  readonly recorded: string;
  readonly replayed: string;
}

/** Rows that a stated rule of the format mapped to something else than they say. */
export interface MappedRows {
  readonly rule: string;
  readonly rows: number;
}

/** A quantity-by-price view of the whole book that a source published. Prices in ticks, −1 or 0 quantity where empty. */
export interface RestingSnapshot {
  readonly timeNs: number;
  /** Quantity of all resting orders of a side, however far from the touch. */
  readonly bidTotal: number;
  readonly askTotal: number;
  /** Quantity-weighted mean price of all resting orders of a side, in ticks, not whole; −1 when there are none. */
  readonly bidMeanPriceTicks: number;
  readonly askMeanPriceTicks: number;
  readonly bidPrices: readonly number[];
  readonly bidQuantities: readonly number[];
  readonly askPrices: readonly number[];
  readonly askQuantities: readonly number[];
}

/** What came out of reading a source through the engine. */
export interface Replay {
  readonly format: string;
  readonly symbol: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly files: readonly string[];
  /** SHA-256 of the files' bytes as stored, one after another. */
  readonly sourceDigest: string;
  readonly tape: Tape;
  readonly checks: readonly Check[];
  readonly auctions: readonly AuctionResult[];
  /** The first differences of every check. */
  readonly mismatches: readonly Mismatch[];
  readonly mapped: readonly MappedRows[];
  /** What the source published about the whole book; empty for sources that did not. */
  readonly restingSnapshots: readonly RestingSnapshot[];
  /** For sources whose layout can be written again as it was. */
  readonly form?: SourceForm;
}

/** Whether every check reached its required share. */
export function replayHolds(replayed: Pick<Replay, 'checks'>): boolean {
  return replayed.checks.every(({ compared, equal, required }) => equal >= required * compared);
}
