/** Shares in a board lot, in which orders are made. */
export const LOT = 100;

/** Largest order that a trader sends, shares: what ChiNext takes at most. A greater quantity goes in several. */
export const LARGEST_ORDER = 300_000;
