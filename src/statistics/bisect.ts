/**
 * Where an increasing function reaches `target` between `lower` and `upper`: halving until two neighbouring floating
 * point numbers are left, so the answer depends on nothing but the function's bits.
 */
export function bisect(increasing: (x: number) => number, target: number, lower: number, upper: number): number {
  let low = lower;
  let high = upper;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (increasing(middle) < target) low = middle;
    else high = middle;
  }
}
