/** How many, how much, and how unequal: what counts of quantities need for their standard errors. */
export class QuantitySum {
  count = 0;
  total = 0;
  private squares = 0;

  add(quantity: number): void {
    this.count++;
    this.total += quantity;
    this.squares += quantity * quantity;
  }

  get mean(): number {
    return this.count === 0 ? 0 : this.total / this.count;
  }

  /** Squared coefficient of variation. */
  get variation(): number {
    if (this.count < 2) return 0;
    return Math.max(0, (this.squares * this.count) / (this.total * this.total) - 1);
  }

  /** Relative variance of {@link total} when events are Poisson and quantities independent. */
  get relativeVariance(): number {
    return (1 + this.variation) / Math.max(1, this.count);
  }

  /** Relative variance of {@link mean}. */
  get relativeVarianceOfMean(): number {
    return this.variation / Math.max(1, this.count);
  }
}
