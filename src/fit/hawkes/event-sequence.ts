/**
 * Events of several types in time order. Rows before `first` are not explained, they only excite what follows: the
 * history that a likelihood is conditioned on.
 */
export interface EventSequence {
  readonly count: number;
  /** Number of types; a type is 0 … types − 1. */
  readonly types: number;
  /** Not falling; rows with one time follow one another as they stand. */
  readonly seconds: Float64Array;
  readonly type: Uint8Array;
  /** First row inside the window. */
  readonly first: number;
  /** The window that is explained, seconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * What multiplies intensities, known before each event: [row·types + type], constant since the row before. The row after
 * the last belongs to the stretch that ends the window.
 */
export interface Multipliers {
  /** Factors on the baseline and on the first `steered` decays, the slow ones; what is faster runs on by itself. */
  readonly factors: Float64Array;
  readonly steered: number;
}

/** Where the other side's counterpart of a type stands: types come in pairs, buy and sell. */
export const mirrored = (type: number): number => type ^ 1;
