/** A fraction of a price, taken to four decimals and rounded half up to the tick. */
export function fractionOf(price: number, fraction: number): number {
  const tenThousandths = BigInt(Math.round(fraction * 10_000));
  return Number((2n * BigInt(price) * tenThousandths + 10_000n) / 20_000n);
}
