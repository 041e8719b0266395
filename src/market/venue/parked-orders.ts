const WORDS = 4;
const BUY = 0;

/**
 * Orders of one side that wait outside the price cage, nearest to it first: buys from the lowest price up, sells from the
 * highest down, at one price by number. Four words an order: number, account, price, quantity.
 */
export class ParkedOrders {
  count = 0;
  private words = new Int32Array(16 * WORDS);
  /** Makes prices of both sides ascend. */
  private readonly sign: number;

  constructor(side: number) {
    this.sign = side === BUY ? 1 : -1;
  }

  add(order: number, account: number, price: number, quantity: number): void {
    if ((this.count + 1) * WORDS > this.words.length) {
      const words = new Int32Array(this.words.length * 2);
      words.set(this.words);
      this.words = words;
    }
    let index = this.count;
    while (index > 0 && this.goesBefore(order, price, index - 1)) index--;
    this.words.copyWithin((index + 1) * WORDS, index * WORDS, this.count * WORDS);
    this.count++;
    const at = index * WORDS;
    this.words[at] = order;
    this.words[at + 1] = account;
    this.words[at + 2] = price;
    this.words[at + 3] = quantity;
  }

  /** Index of an order, or −1. */
  indexOf(order: number): number {
    for (let index = 0; index < this.count; index++) if (this.words[index * WORDS] === order) return index;
    return -1;
  }

  remove(index: number): void {
    this.words.copyWithin(index * WORDS, (index + 1) * WORDS, this.count * WORDS);
    this.count--;
  }

  /** Index of the order with the lowest number; there is one. */
  oldest(): number {
    let oldest = 0;
    for (let index = 1; index < this.count; index++) if (this.orderOf(index) < this.orderOf(oldest)) oldest = index;
    return oldest;
  }

  orderOf(index: number): number {
    return this.words[index * WORDS];
  }

  accountOf(index: number): number {
    return this.words[index * WORDS + 1];
  }

  priceOf(index: number): number {
    return this.words[index * WORDS + 2];
  }

  quantityOf(index: number): number {
    return this.words[index * WORDS + 3];
  }

  private goesBefore(order: number, price: number, index: number): boolean {
    const difference = (price - this.priceOf(index)) * this.sign;
    return difference < 0 || (difference === 0 && order < this.orderOf(index));
  }
}
