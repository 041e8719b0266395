import { log } from '../random/elementary.js';

/** Buckets of the spread: one tick, two, three, and more. */
export const SPREAD_BUCKETS = 4;

/** Multiples of the ordinary touch from which the larger touch is a wall, and a high one. */
const WALLS: readonly number[] = [3, 6];
export const WALL_BUCKETS = WALLS.length + 1;

/** Buckets of the state that total rates depend on: spread bucket + {@link SPREAD_BUCKETS} · wall bucket. */
export const STATE_BUCKETS = SPREAD_BUCKETS * WALL_BUCKETS;

/** Whether a touch of so many times its median is a wall: takers send more when there is more to take. */
export function isWall(ratio: number): boolean {
  return ratio >= WALLS[0];
}

/** Bucket of a spread in ticks, 0 for one tick. */
export function spreadBucket(spreadTicks: number): number {
  return spreadTicks >= SPREAD_BUCKETS ? SPREAD_BUCKETS - 1 : spreadTicks <= 1 ? 0 : spreadTicks - 1;
}

/**
 * Bucket of a market's state.
 * @param bidRatio - quantity of the touch over its median
 * @param askRatio - the same on the sell side
 */
export function stateBucket(spreadTicks: number, bidRatio: number, askRatio: number): number {
  const larger = Math.max(bidRatio, askRatio);
  let wall = 0;
  while (wall < WALLS.length && larger >= WALLS[wall]) wall++;
  return spreadBucket(spreadTicks) + SPREAD_BUCKETS * wall;
}

/** Height of the wall at a touch: the logarithm of its quantity over the median, 0 below. */
export function wallHeight(ratio: number): number {
  return ratio > 1 ? log(ratio) : 0;
}

/** (bid − ask) / (bid + ask): between −1, all supply, and 1, all demand; 0 when nothing is there. */
export function imbalance(bidQuantity: number, askQuantity: number): number {
  const total = bidQuantity + askQuantity;
  return total > 0 ? (bidQuantity - askQuantity) / total : 0;
}
