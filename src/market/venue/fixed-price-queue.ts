const WORDS = 5;

/**
 * Orders for trading at the closing price, in the order of their arrival, which is that of their numbers. Five words an
 * order: number, account, side, limit, quantity still wanted (0: gone).
 */
export class FixedPriceQueue {
  /** Orders that came, gone ones included. */
  length = 0;
  private words = new Int32Array(0);
  /** No earlier order of a side, buys and sells, still wants something. */
  private readonly heads = [0, 0];

  add(order: number, account: number, side: number, limit: number, quantity: number): void {
    if ((this.length + 1) * WORDS > this.words.length) {
      const words = new Int32Array(Math.max(16 * WORDS, this.words.length * 2));
      words.set(this.words);
      this.words = words;
    }
    const at = this.length++ * WORDS;
    this.words[at] = order;
    this.words[at + 1] = account;
    this.words[at + 2] = side;
    this.words[at + 3] = limit;
    this.words[at + 4] = quantity;
  }

  /** Index of an order that still wants something, or −1. */
  indexOf(order: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.orderOf(middle) < order) low = middle + 1;
      else high = middle;
    }
    return low < this.length && this.orderOf(low) === order && this.quantityOf(low) > 0 ? low : -1;
  }

  /** Index of the first order of a side that still wants something, or −1. */
  head(side: number): number {
    let index = this.heads[side];
    while (index < this.length && (this.sideOf(index) !== side || this.quantityOf(index) === 0)) index++;
    this.heads[side] = index;
    return index < this.length ? index : -1;
  }

  take(index: number, quantity: number): void {
    this.words[index * WORDS + 4] -= quantity;
  }

  orderOf(index: number): number {
    return this.words[index * WORDS];
  }

  accountOf(index: number): number {
    return this.words[index * WORDS + 1];
  }

  sideOf(index: number): number {
    return this.words[index * WORDS + 2];
  }

  limitOf(index: number): number {
    return this.words[index * WORDS + 3];
  }

  quantityOf(index: number): number {
    return this.words[index * WORDS + 4];
  }
}
