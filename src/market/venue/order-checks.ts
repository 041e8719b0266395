import { highestBuy, lowestSell, type RulePack } from '../../rules/index.js';
import { type InstrumentHeader, OrderType, Phase, RejectReason } from '../../tape/index.js';
import type { Ledger } from '../ledger/ledger.js';
import { MAX_PRICE, type OrderBook } from '../book/order-book.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';

const BUY = 0;
const NONE = -1;
const LARGEST = 2_147_483_647;

/** What the checks must know of an instrument at the moment. */
export interface CheckedInstrument {
  readonly header: InstrumentHeader;
  readonly book: OrderBook;
  readonly lastPrice: number;
}

/**
 * Whether a venue takes an order. Form and phase are always asked for; limits, cage, lots and greatest quantities are
 * enforced, or under `report` counted; then the ledger must be able to pay.
 */
export class OrderChecks {
  /** Breaches that were let pass, by {@link RejectReason}. */
  readonly breaches = new Int32Array(Object.keys(RejectReason).length);

  constructor(
    private readonly rules: RulePack,
    private readonly ledger: Ledger | undefined,
    private readonly enforced: boolean,
  ) {}

  /** The reason to refuse an order, or −1. What is let pass is counted unless the order will be asked about again. */
  refusal(
    on: CheckedInstrument,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    phase: Phase,
  ): number {
    const form = this.form(side, type, price, quantity, phase);
    if (form !== NONE) return form;
    const breach = this.breach(on, instrument, account, side, type, price, quantity, phase);
    if (breach !== NONE) {
      if (this.enforced) return breach;
      if (phase !== Phase.preOpenGap) this.breaches[breach]++;
    }
    if (this.ledger === undefined) return NONE;
    if (side !== BUY)
      return this.ledger.sellable(account, instrument) < quantity ? RejectReason.insufficientHoldings : NONE;
    const highest = type === OrderType.limit ? price : this.marketBound(on, quantity);
    return this.ledger.affords(account, instrument, highest, quantity) ? NONE : RejectReason.insufficientCash;
  }

  /** The highest price that a market buy can pay: the day's limit, or else what the book would ask for its last unit. */
  marketBound(on: CheckedInstrument, quantity: number): number {
    const { upperLimit } = on.header;
    if (upperLimit >= 0) return upperLimit;
    const { book } = on;
    let price = book.bestAsk;
    if (price === NO_ASK) return 0;
    let open = quantity - book.quantityAt(1, price);
    for (let next = price; open > 0; open -= book.quantityAt(1, next)) {
      next = book.nextLevel(1, next);
      if (next === NO_ASK) break;
      price = next;
    }
    return price;
  }

  private form(side: number, type: number, price: number, quantity: number, phase: Phase): number {
    if ((side !== 0 && side !== 1) || !Number.isInteger(quantity) || quantity < 1 || quantity > LARGEST)
      return RejectReason.quantity;
    if (type === OrderType.limit)
      return Number.isInteger(price) && price >= 1 && price <= MAX_PRICE ? NONE : RejectReason.price;
    if (type !== OrderType.marketIoc || phase !== Phase.continuous) return RejectReason.orderTypeInPhase;
    return NONE;
  }

  private breach(
    on: CheckedInstrument,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    phase: Phase,
  ): number {
    const { rules } = this;
    if (type === OrderType.limit) {
      const { lowerLimit, upperLimit } = on.header;
      if ((upperLimit >= 0 && price > upperLimit) || (lowerLimit >= 0 && price < lowerLimit))
        return RejectReason.priceLimit;
      if (phase === Phase.continuous && this.outsideCage(on, side, price)) return RejectReason.priceCage;
    }
    const most = type === OrderType.limit ? rules.maximumLimitQuantity : rules.maximumMarketQuantity;
    if (most !== null && quantity > most) return RejectReason.maximumQuantity;
    return this.wrongLot(instrument, account, side, quantity) ? RejectReason.lot : NONE;
  }

  private outsideCage(on: CheckedInstrument, side: number, price: number): boolean {
    const { cage } = this.rules;
    if (cage === null) return false;
    const { bestBid, bestAsk } = on.book;
    const last = on.lastPrice >= 0 ? on.lastPrice : on.header.previousClose;
    const bid = bestBid === NO_BID ? -1 : bestBid;
    const ask = bestAsk === NO_ASK ? -1 : bestAsk;
    const [first, second] = side === BUY ? [ask, bid] : [bid, ask];
    const reference = first >= 0 ? first : second >= 0 ? second : last;
    if (reference < 0) return false;
    return side === BUY ? price > highestBuy(cage, reference) : price < lowestSell(cage, reference);
  }

  /** A remainder of a holding below the step may be sold, all of it in one order, alone or on top of whole lots. */
  private wrongLot(instrument: number, account: number, side: number, quantity: number): boolean {
    const { buy, sell } = this.rules.lots;
    if (side === BUY) return quantity < buy.minimum || quantity % buy.step !== 0;
    const rest = quantity % sell.step;
    if (rest !== 0 && sell.oddRemainder)
      return this.ledger !== undefined && rest !== this.ledger.sellable(account, instrument) % sell.step;
    return quantity < sell.minimum || rest !== 0;
  }
}
