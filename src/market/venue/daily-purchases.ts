import type { AccountTable } from '../../tape/index.js';

/**
 * What investors have bought today, or want to buy, of a risk-warning stock (SZSE and SSE: at most 500,000 shares an
 * investor and day). An investor is the owner of accounts; an account without a known owner stands for itself.
 */
export class DailyPurchases {
  private readonly investors: Int32Array;
  private readonly bought: Float64Array;

  constructor(
    private readonly maximum: number,
    { owner, count }: AccountTable,
  ) {
    const owners = owner.reduce((most, one) => Math.max(most, one), -1) + 1;
    this.investors = owner.map((one, account) => (one >= 0 ? one : owners + account));
    this.bought = new Float64Array(owners + count);
  }

  exceeds(account: number, quantity: number): boolean {
    return this.bought[this.investors[account]] + quantity > this.maximum;
  }

  /** A buy was accepted; negative when a part of it was cancelled. */
  note(account: number, quantity: number): void {
    this.bought[this.investors[account]] += quantity;
  }
}
