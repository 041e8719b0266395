import type { Stream } from '../../random/index.js';

/** An order so soon after a cancel of the same side and quantity is the same trader's, entered again. */
const WITHIN_NS = 50_000_000;

/**
 * Probability of that. On 300233 (SZSE, 2025-05-06) 3.4 % of cancels over 1,000 shares are followed by such an order
 * within the time, and 0.2 % at a lag at which it can only be chance (surveillance.md §0.1.11).
 */
const PROBABILITY = 0.94;

/** Quantity up to which coincidences are too common to mean anything, in quantity units. */
const SMALLEST = 1_000;

interface Cancel {
  readonly timeNs: number;
  readonly side: number;
  readonly quantity: number;
  readonly account: number;
}

/** Cancels of the last moment, to be linked to the orders that replace them. */
export class Resubmissions {
  private readonly recent: Cancel[] = [];

  constructor(private readonly stream: Stream) {}

  cancelled(timeNs: number, side: number, quantity: number, account: number): void {
    if (quantity > SMALLEST) this.recent.push({ timeNs, side, quantity, account });
  }

  /** The account whose order this is, entered again; −1 where it is a new one. */
  accountOf(timeNs: number, side: number, quantity: number): number {
    const { recent } = this;
    while (recent.length > 0 && timeNs - recent[0].timeNs > WITHIN_NS) recent.shift();
    const at = recent.findIndex((cancel) => cancel.side === side && cancel.quantity === quantity);
    if (at < 0 || this.stream.uniform() >= PROBABILITY) return -1;
    const [{ account }] = recent.splice(at, 1);
    return account;
  }
}
