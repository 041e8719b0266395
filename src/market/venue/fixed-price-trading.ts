import { CancelReason, Side, TradeStage, UNKNOWN } from '../../tape/index.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Journal } from './journal.js';
import type { Listing } from './listing.js';
import type { Reservations } from './reservations.js';

/**
 * Trading at the closing price after hours (盘后定价交易): orders whose limit allows the close trade by their arrival,
 * those that were entered over the day when it opens, later ones as they come.
 */
export class FixedPriceTrading {
  constructor(
    private readonly journal: Journal,
    private readonly ledger: Ledger | undefined,
    private readonly reservations: Reservations,
  ) {}

  /** The close is known: orders with a worse limit are cancelled, the others trade. */
  open(listing: Listing): void {
    const { fixedPrice } = listing;
    const close = listing.closing.price();
    for (let index = 0; index < fixedPrice.length; index++) {
      if (fixedPrice.quantityOf(index) === 0) continue;
      const limit = fixedPrice.limitOf(index);
      const allows = fixedPrice.sideOf(index) === Side.buy ? limit >= close : limit <= close;
      if (close >= 0 && allows) continue;
      this.journal.begin();
      this.take(listing, index, fixedPrice.quantityOf(index), CancelReason.fixedPrice);
    }
    this.journal.begin();
    for (;;) {
      const buy = fixedPrice.head(Side.buy);
      const sell = fixedPrice.head(Side.sell);
      if (buy < 0 || sell < 0) return;
      this.trade(listing, UNKNOWN, buy, sell, close);
    }
  }

  /** An order that has just been accepted trades with those that wait. */
  arrive(listing: Listing, order: number, side: number): void {
    const { fixedPrice } = listing;
    const index = fixedPrice.indexOf(order);
    const close = listing.closing.price();
    while (fixedPrice.quantityOf(index) > 0) {
      const other = fixedPrice.head(side ^ 1);
      if (other < 0) return;
      this.trade(listing, side, side === Side.buy ? index : other, side === Side.buy ? other : index, close);
    }
  }

  /** Takes back all or a part of an order that waits. */
  withdraw(listing: Listing, order: number, quantity: number, reason: CancelReason): void {
    const index = listing.fixedPrice.indexOf(order);
    this.take(listing, index, Math.min(quantity, listing.fixedPrice.quantityOf(index)), reason);
  }

  private take(listing: Listing, index: number, quantity: number, reason: CancelReason): void {
    const { fixedPrice } = listing;
    fixedPrice.take(index, quantity);
    const [order, account] = [fixedPrice.orderOf(index), fixedPrice.accountOf(index)];
    const [side, limit, rests] = [fixedPrice.sideOf(index), fixedPrice.limitOf(index), fixedPrice.quantityOf(index)];
    this.journal.cancelled(listing.index, order, account, side, limit, quantity, rests, reason);
    this.reservations.release(listing, side, account, limit, quantity);
  }

  /** @param side - of the order that came last; −1 when both waited */
  private trade(listing: Listing, side: number, buy: number, sell: number, close: number): void {
    const { fixedPrice, index } = listing;
    const quantity = Math.min(fixedPrice.quantityOf(buy), fixedPrice.quantityOf(sell));
    fixedPrice.take(buy, quantity);
    fixedPrice.take(sell, quantity);
    const [first, second] = side === Side.sell ? [sell, buy] : [buy, sell];
    this.journal.trade(
      index,
      TradeStage.afterHours,
      side,
      close,
      quantity,
      fixedPrice.orderOf(first),
      fixedPrice.accountOf(first),
      fixedPrice.orderOf(second),
      fixedPrice.accountOf(second),
    );
    listing.volume += quantity;
    const [buyer, seller] = [fixedPrice.accountOf(buy), fixedPrice.accountOf(sell)];
    this.ledger?.settle(index, close, quantity, buyer, fixedPrice.limitOf(buy), seller);
  }
}
