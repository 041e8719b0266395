import { discrete, power, type Stream } from '../../random/index.js';

/** Longest metaorder, in orders: longer ones are one in a million. */
const LONGEST = 4096;

/**
 * How many orders a trader splits one intention into: P(L) ∝ L^−(γ+2), the law under which order signs decay as lag^−γ.
 * Lillo, Mike, Farmer (2005), "Theory for long memory in supply and demand", Physical Review E 71, 066122; splitting
 * rather than herding explains the memory within hours: Tóth, Palit, Lillo, Farmer (2015), JEDC 51, 218–239.
 */
export class MetaorderLength {
  private readonly cumulative = new Float64Array(LONGEST);

  constructor(signExponent: number) {
    let sum = 0;
    for (let length = 1; length <= LONGEST; length++) {
      sum += power(length, -(signExponent + 2));
      this.cumulative[length - 1] = sum;
    }
  }

  draw(stream: Stream): number {
    return 1 + discrete(stream, this.cumulative);
  }
}
