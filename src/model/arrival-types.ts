/**
 * The kinds of new orders whose arrivals are fitted, in the order of their codes: marketable (executes at once),
 * improve (rests inside the spread), join (rests at its own touch), near (1 to {@link NEAR_TICKS} ticks behind it),
 * deep (farther).
 */
export const arrivalTypes = ['marketable', 'improve', 'join', 'near', 'deep'] as const;
export type ArrivalType = (typeof arrivalTypes)[number];

/** Orders of one side and price that come within 20 ms of each other are a batch: one decision, sent in pieces. */
export const BATCH_GAP_NS = 20_000_000;

/** Orders from which a batch counts as large: its pieces are smaller than other orders. */
export const LARGE_BATCH = 4;

/** Farthest distance behind the touch, in ticks, that counts as near: what the five-level book shows beside the touch. */
export const NEAR_TICKS = 5;
