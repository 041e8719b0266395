import { type Desk, type OrderReport, ReportKind } from '../../simulation/index.js';
import { CancelReason } from '../../tape/index.js';

/** Decides whose order an order of the background flow is. */
export interface OrderAttribution {
  /**
   * The account that sends an order, or −1 when none can; then the order is not sent.
   * @param price ticks; −1 for an order without a limit
   * @param marketable whether it would execute at once
   * @param batchAccount account of the earlier orders of the same batch, −1 for the first: a batch is one decision sent in
   * pieces, so an attribution that knows persons gives the rest to the same account as far as it can
   * @param decisionQuantity what the whole batch is expected to have, by which it is decided who sends it
   */
  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    now: number,
    desk: Desk,
    batchAccount?: number,
    decisionQuantity?: number,
  ): number;

  /** A trader has taken an order back, and may send another in its place. */
  cancelled?(timeNs: number, side: number, quantity: number, account: number): void;
}

/** Tells an attribution of a report, where that is of an order that its trader has taken back. */
export function noteCancel(
  attribution: OrderAttribution,
  { kind, code, time, side, quantity, account }: OrderReport,
): void {
  if (kind === ReportKind.cancelled && code === CancelReason.user)
    attribution.cancelled?.(time, side, quantity, account);
}
