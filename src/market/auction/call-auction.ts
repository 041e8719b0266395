import type { RulePack } from '../../rules/index.js';
import type { OrderBook } from '../book/order-book.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';

const BUY = 0;
const SELL = 1;

type AuctionRules = RulePack['auction'];

/**
 * The price of a call auction over a crossed book: greatest volume, every better order fills, one side fills at the
 * price; then the least unmatched; then nearest to a reference, or the middle of what remains.
 *
 * Pairing off both queues from their best levels gives the greatest volume V. The prices of the first three conditions
 * lie in one interval: between the sell level and the buy level at which V is reached, and no further than the first
 * level that does not trade on either side. Only that level, at an end of the interval, leaves something unmatched. So
 * on the grid of ticks the prices that remain are consecutive, and the one nearest to a reference is unique. Among prices
 * of orders two may be equally near; then the lower one is taken, a choice of ours.
 */
export class CallAuction {
  /** Ticks; −1 when nothing trades. */
  price = -1;
  /** Quantity that trades. */
  matched = 0;
  /** Quantity that the longer side leaves at the price. */
  unmatched = 0;
  /** The longer side, 0 buy and 1 sell; −1 when nothing is left. */
  unmatchedSide = -1;

  private lastBuy = 0;
  private lastSell = 0;
  private nextBuy = 0;
  private nextSell = 0;
  private buyLeft = 0;
  private sellLeft = 0;
  private low = 0;
  private high = 0;

  /**
   * Finds the price for a book as it stands.
   * @param reference - ticks, for the rules that need one; −1 when there is none, which takes the lowest price left
   */
  find(
    book: OrderBook,
    candidates: AuctionRules['candidates'],
    tie: AuctionRules['openCall'],
    reference: number,
  ): void {
    this.price = -1;
    this.matched = 0;
    this.unmatched = 0;
    this.unmatchedSide = -1;
    if (book.bestBid < book.bestAsk) return;
    this.pairOff(book);
    this.narrow(candidates === 'order-prices');
    const { low, high } = this;
    if (tie === 'middle') this.price = Math.floor((low + high + 1) / 2);
    else if (candidates === 'tick-grid') this.price = Math.max(low, Math.min(high, reference));
    else this.price = high - reference < reference - low ? high : low;
    this.unmatchedSide = this.price <= this.nextBuy ? BUY : this.price >= this.nextSell ? SELL : -1;
    if (this.unmatchedSide >= 0) this.unmatched = this.unmatchedSide === BUY ? this.buyLeft : this.sellLeft;
  }

  /**
   * Trades the best buy with the best sell until the queues no longer cross. Afterwards `last…` are the last levels that
   * traded, `next…` the best levels that still have something, and `…Left` what they have. Reserves of icebergs count.
   */
  private pairOff(book: OrderBook): void {
    let buy = book.bestBid;
    let sell = book.bestAsk;
    let buyLeft = book.totalAt(BUY, buy);
    let sellLeft = book.totalAt(SELL, sell);
    while (buy >= sell) {
      const traded = Math.min(buyLeft, sellLeft);
      this.lastBuy = buy;
      this.lastSell = sell;
      this.matched += traded;
      buyLeft -= traded;
      sellLeft -= traded;
      if (buyLeft === 0) {
        buy = book.nextLevel(BUY, buy);
        if (buy !== NO_BID) buyLeft = book.totalAt(BUY, buy);
      }
      if (sellLeft === 0) {
        sell = book.nextLevel(SELL, sell);
        if (sell !== NO_ASK) sellLeft = book.totalAt(SELL, sell);
      }
    }
    this.nextBuy = buy;
    this.nextSell = sell;
    this.buyLeft = buyLeft;
    this.sellLeft = sellLeft;
  }

  /** Sets the interval of prices, without those that leave more unmatched than others. */
  private narrow(orderPrices: boolean): void {
    const { lastBuy, lastSell, nextBuy, nextSell } = this;
    if (nextBuy === lastBuy || nextSell === lastSell) {
      this.low = this.high = nextBuy === lastBuy ? lastBuy : lastSell;
      return;
    }
    this.low = Math.max(lastSell, nextBuy + 1);
    this.high = Math.min(lastBuy, nextSell - 1);
    const empty = orderPrices ? lastSell < this.low && lastBuy > this.high : this.low > this.high;
    if (empty) {
      this.low = this.buyLeft <= this.sellLeft ? nextBuy : nextSell;
      this.high = this.sellLeft <= this.buyLeft ? nextSell : nextBuy;
    } else if (orderPrices) {
      const sellIn = lastSell >= this.low;
      const buyIn = lastBuy <= this.high;
      this.low = sellIn ? lastSell : lastBuy;
      this.high = buyIn ? lastBuy : lastSell;
    }
  }
}
