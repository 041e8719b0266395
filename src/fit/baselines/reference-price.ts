/**
 * The reference price of Huang, Lehalle & Rosenbaum (2015, §2.1): the mid price where the spread is odd; where it is
 * even the nearer to what it was of the two half ticks beside the mid price. It lies half a tick above {@link below}.
 */
export class ReferencePrice {
  /** Ticks; −1 before the first book. */
  below = -1;

  /** Follows the touch; says by how many ticks the reference price moved. */
  follow(bestBid: number, bestAsk: number): number {
    const before = this.below;
    this.below = nearest(bestBid + bestAsk, before);
    return before < 0 ? 0 : this.below - before;
  }
}

function nearest(twiceMid: number, before: number): number {
  if ((twiceMid & 1) === 1) return twiceMid >> 1;
  const upper = twiceMid >> 1;
  return before >= upper ? upper : upper - 1;
}
