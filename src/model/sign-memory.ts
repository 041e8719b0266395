/**
 * How one-sided recent marketable orders were: for each length N an average of their signs (+1 buy, −1 sell) over about
 * the last N of them, `m ← m + (sign − m)/N`. Order splitting makes signs persistent for minutes (Lillo & Farmer 2004);
 * the memory carries it, so that what is left for imbalance is a reaction and not a trace of the same big order.
 */
export class SignMemory {
  readonly values: Float64Array;

  /** @param lengths - in marketable orders */
  constructor(private readonly lengths: readonly number[]) {
    this.values = new Float64Array(lengths.length);
  }

  /** @param sign - +1 after a buy, −1 after a sell */
  push(sign: number): void {
    const { values, lengths } = this;
    for (let i = 0; i < values.length; i++) values[i] += (sign - values[i]) / lengths[i];
  }
}
