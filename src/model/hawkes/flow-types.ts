/** Kinds of events of the order flow, numbered as in order flow; with the side they make the types 2·kind + side. */
export const flowKinds = ['improve', 'join', 'deeper', 'cancelTouch', 'cancelDeeper', 'market'] as const;
export type FlowKind = (typeof flowKinds)[number];

/** Kinds times two sides. */
export const FLOW_TYPES = 2 * flowKinds.length;

/** Names of the types by number. */
export const flowTypeNames = flowKinds.flatMap((kind) => [`${kind}-buy`, `${kind}-sell`] as const);

/** Functions of the book that multiply intensities, each seen from the side of the event. */
export const stateFactors = ['spread', 'relativeSpread', 'imbalance', 'ordersAtTouch', 'ordersBehind'] as const;
export type StateFactor = (typeof stateFactors)[number];

/** How much more rests at the own touch than opposite, as a share of both: −1 … 1; 0 of nothing. */
export function ownImbalance(own: number, opposite: number): number {
  return own + opposite > 0 ? (own - opposite) / (own + opposite) : 0;
}

/** The bucket of a value: how many edges it has reached. */
export function bucketOf(edges: ArrayLike<number>, value: number): number {
  let bucket = 0;
  while (bucket < edges.length && value >= edges[bucket]) bucket++;
  return bucket;
}
