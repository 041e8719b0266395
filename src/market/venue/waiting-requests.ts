const WORDS = 7;

/** Requests that the host has taken and works on later, in the order in which they came. */
export class WaitingRequests {
  private words = new Int32Array(64 * WORDS);
  private end = 0;

  /** A new order waits under a number of its own. */
  addOrder(
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
  ): void {
    if (this.end === this.words.length) this.grow();
    this.words.set([order, instrument, account, side, type, price, quantity], this.end);
    this.end += WORDS;
  }

  /** A cancel waits; its quantity reads 0. */
  addCancel(account: number, order: number): void {
    this.addOrder(order, -1, account, -1, -1, -1, 0);
  }

  /** Hands every request to `take` and forgets it. */
  release(
    takeOrder: (
      order: number,
      instrument: number,
      account: number,
      side: number,
      type: number,
      price: number,
      quantity: number,
    ) => void,
    takeCancel: (account: number, order: number) => void,
  ): void {
    const { words, end } = this;
    this.end = 0;
    for (let at = 0; at < end; at += WORDS) {
      if (words[at + 6] === 0) takeCancel(words[at + 2], words[at]);
      else
        takeOrder(words[at], words[at + 1], words[at + 2], words[at + 3], words[at + 4], words[at + 5], words[at + 6]);
    }
  }

  private grow(): void {
    const words = new Int32Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
  }
}
