/** Buckets of the spread: one tick, two, three, and more. */
export const SPREAD_BUCKETS = 4;

/** Bucket of a spread in ticks, 0 for one tick. */
export function spreadBucket(spreadTicks: number): number {
  return spreadTicks >= SPREAD_BUCKETS ? SPREAD_BUCKETS - 1 : spreadTicks <= 1 ? 0 : spreadTicks - 1;
}

/** (bid − ask) / (bid + ask): between −1, all supply, and 1, all demand; 0 when nothing is there. */
export function imbalance(bidQuantity: number, askQuantity: number): number {
  const total = bidQuantity + askQuantity;
  return total > 0 ? (bidQuantity - askQuantity) / total : 0;
}
