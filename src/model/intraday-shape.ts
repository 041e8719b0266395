/**
 * Piecewise-linear functions of the time of day, constant before the first knot and after the last. The log of every
 * rate is one: a straight line between knots is a geometric change of the rate.
 */
export class IntradayShape {
  /** @param knotsNs - times in ns since midnight, increasing, at least one */
  constructor(readonly knotsNs: readonly number[]) {}

  /** The knot at or before a time: between knot i and i + 1 a value is `(1 − w)·v[i] + w·v[i + 1]`. */
  segment(timeNs: number): number {
    const { knotsNs } = this;
    let i = 0;
    while (i < knotsNs.length - 2 && timeNs >= knotsNs[i + 1]) i++;
    return i;
  }

  /** The weight w of the later knot of a segment, between 0 and 1. */
  weight(timeNs: number, segment: number): number {
    const { knotsNs } = this;
    if (segment + 1 >= knotsNs.length) return 0;
    const share = (timeNs - knotsNs[segment]) / (knotsNs[segment + 1] - knotsNs[segment]);
    return Math.max(0, Math.min(1, share));
  }

  /** The function with the given values at the knots, at a time. */
  at(values: ArrayLike<number>, timeNs: number): number {
    const i = this.segment(timeNs);
    const w = this.weight(timeNs, i);
    return w === 0 ? values[i] : (1 - w) * values[i] + w * values[i + 1];
  }
}
