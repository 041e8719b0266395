import type { Desk } from '../../simulation/index.js';

/** Decides whose order an order of the background flow is. */
export interface OrderAttribution {
  /**
   * The account that sends an order, or −1 when none can; then the order is not sent.
   * @param price ticks; −1 for an order without a limit
   * @param marketable whether it would execute at once
   * @param batchAccount account of the earlier orders of the same batch, −1 for the first: a batch is one decision sent in
   * pieces, so an attribution that knows persons gives the rest to the same account as far as it can
   */
  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    now: number,
    desk: Desk,
    batchAccount?: number,
  ): number;
}
