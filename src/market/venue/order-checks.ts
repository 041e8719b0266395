import { highestBuy, lowestSell, portion, type RulePack } from '../../rules/index.js';
import { OrderType, Phase, RejectReason, TradeStage, UNKNOWN } from '../../tape/index.js';
import { MAX_PRICE } from '../book/order-book.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Listing } from './listing.js';
import { executionBound } from './market-orders.js';
import { classOf, OrderClass, takesLimitOrders } from './order-classes.js';
import { stageOf } from './trading-day.js';

const BUY = 0;
const SELL = 1;
const NONE = -1;
const LARGEST = 2_147_483_647;
/** Fractions of a price are taken to four decimals. */
const PARTS = 10_000;

/**
 * Whether a venue takes an order. Form and phase are always asked for; limits, cage, lots and greatest quantities are
 * enforced, or under `report` counted; then the ledger must be able to pay.
 */
export class OrderChecks {
  /** Breaches that were let pass, by {@link RejectReason}. */
  readonly breaches = new Int32Array(Object.keys(RejectReason).length);
  /** By order type, whether the venue has it. */
  private readonly has: readonly boolean[];
  private readonly fixedPricePhases: readonly number[];

  constructor(
    private readonly rules: RulePack,
    private readonly ledger: Ledger | undefined,
    /** The first account whose breaches are refused; those of accounts before it are counted. */
    private readonly enforcedFrom: number,
  ) {
    this.has = Object.keys(OrderType).map((name) => rules.orderTypes.includes(name as keyof typeof OrderType));
    this.fixedPricePhases = rules.fixedPrice?.entryPhases ?? [];
  }

  /**
   * The reason to refuse an order, or −1.
   * @param venuePhase - decides where orders at the closing price are taken, also for an instrument that is halted
   * @param replaces - whether it takes the place of another: then it cannot be parked
   */
  refusal(
    listing: Listing,
    phase: Phase,
    venuePhase: Phase,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
    replaces: boolean,
  ): number {
    const form = this.form(listing, phase, venuePhase, side, type, price, quantity, display);
    if (form !== NONE) return form;
    const breach = this.breach(listing, phase, account, side, type, price, quantity, replaces);
    if (breach !== NONE) {
      if (account >= this.enforcedFrom) return breach;
      // What waits for the opening will be judged again.
      if (phase !== Phase.preOpenGap) this.breaches[breach]++;
    }
    const { book } = listing;
    if (type === OrderType.postOnly && (side === BUY ? price >= book.bestAsk : price <= book.bestBid))
      return RejectReason.wouldExecute;
    if (type === OrderType.fixedPrice && venuePhase === Phase.afterHours && this.isWorseThanClose(listing, side, price))
      return RejectReason.fixedPrice;
    return this.unfunded(listing, account, side, type, price, quantity);
  }

  /** Whether a limit price lies outside the price cage; there is none without a reference price. */
  outsideCage(listing: Listing, side: number, price: number): boolean {
    const { cage } = this.rules;
    if (cage === null) return false;
    const { bestBid, bestAsk } = listing.book;
    const last = listing.reference;
    if (side === BUY) {
      const reference = bestAsk !== NO_ASK ? bestAsk : bestBid !== NO_BID ? bestBid : last;
      return reference >= 0 && price > highestBuy(cage, reference);
    }
    const reference = bestBid !== NO_BID ? bestBid : bestAsk !== NO_ASK ? bestAsk : last;
    return reference >= 0 && price < lowestSell(cage, reference);
  }

  private isWorseThanClose(listing: Listing, side: number, limit: number): boolean {
    const close = listing.closing.price();
    return close < 0 || (side === BUY ? limit < close : limit > close);
  }

  private form(
    listing: Listing,
    phase: Phase,
    venuePhase: Phase,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
  ): number {
    if ((side !== BUY && side !== SELL) || !isWhole(quantity, LARGEST)) return RejectReason.quantity;
    if (this.has[type] !== true) return RejectReason.orderType;
    const kind = classOf(type);
    if (type === OrderType.limit || type === OrderType.iceberg) {
      if (!takesLimitOrders(phase)) return RejectReason.orderTypeInPhase;
    } else if (kind === OrderClass.fixedPrice) {
      if (!this.fixedPricePhases.includes(venuePhase)) return RejectReason.orderTypeInPhase;
    } else if (phase !== Phase.continuous) return RejectReason.orderTypeInPhase;
    if (kind !== OrderClass.market) {
      if (!isWhole(price, MAX_PRICE)) return RejectReason.price;
      return type === OrderType.iceberg && !isWhole(display, quantity) ? RejectReason.displayQuantity : NONE;
    }
    if (this.rules.protectionPrice === 'required' && !isWhole(price, MAX_PRICE)) return RejectReason.protectionPrice;
    return this.rules.marketOrdersNeedLimit && listing.header.upperLimit < 0
      ? RejectReason.marketOrderWithoutLimit
      : NONE;
  }

  private breach(
    listing: Listing,
    phase: Phase,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    replaces: boolean,
  ): number {
    const { rules } = this;
    const kind = classOf(type);
    if (kind !== OrderClass.market) {
      const reason = this.priceBreach(listing, phase, side, type, price, replaces);
      if (reason !== NONE) return reason;
    }
    const most =
      kind === OrderClass.limit
        ? rules.maximumLimitQuantity
        : kind === OrderClass.market
          ? rules.maximumMarketQuantity
          : rules.maximumFixedPriceQuantity;
    if (most !== null && quantity > most) return RejectReason.maximumQuantity;
    if (this.wrongLot(listing.index, account, side, quantity)) return RejectReason.lot;
    const tooMuch = side === BUY && this.ledger !== undefined && listing.purchases?.exceeds(account, quantity) === true;
    return tooMuch ? RejectReason.dailyMaximum : NONE;
  }

  private priceBreach(
    listing: Listing,
    phase: Phase,
    side: number,
    type: number,
    price: number,
    replaces: boolean,
  ): number {
    const { lowerLimit, upperLimit, previousClose } = listing.header;
    if ((upperLimit >= 0 && price > upperLimit) || (lowerLimit >= 0 && price < lowerLimit))
      return RejectReason.priceLimit;
    if (type === OrderType.fixedPrice) return NONE;
    const { openingRange, cage } = this.rules;
    if (openingRange !== null && upperLimit < 0 && previousClose > 0 && stageOf(phase) === TradeStage.openCall) {
      const least = portion(previousClose, Math.round(openingRange.lower * PARTS), PARTS);
      const most = portion(previousClose, Math.round(openingRange.upper * PARTS), PARTS);
      if (price < least || price > most) return RejectReason.priceLimit;
    }
    if (phase !== Phase.continuous) return NONE;
    const { bands } = listing;
    if (bands !== undefined && bands.upper >= 0)
      if (side === BUY ? price > bands.upper : price < bands.lower) return RejectReason.priceBand;
    if (cage === null || (cage.action === 'park' && type === OrderType.limit && !replaces)) return NONE;
    return this.outsideCage(listing, side, price) ? RejectReason.priceCage : NONE;
  }

  /** A remainder of a holding that is no whole lot may be sold, all of it in one order, alone or on top of whole lots. */
  private wrongLot(instrument: number, account: number, side: number, quantity: number): boolean {
    const { buy, sell } = this.rules.lots;
    if (side === BUY) return quantity < buy.minimum || quantity % buy.step !== 0;
    const rest = quantity % sell.step;
    if (rest === 0 && quantity >= sell.minimum) return false;
    if (!sell.oddRemainder) return true;
    if (this.ledger === undefined) return false;
    const sellable = this.ledger.sellable(account, instrument);
    return rest !== 0 ? rest !== sellable % sell.step : quantity !== sellable;
  }

  private unfunded(
    listing: Listing,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
  ): number {
    const { ledger } = this;
    if (ledger === undefined) return NONE;
    if (side !== BUY)
      return ledger.sellable(account, listing.index) < quantity ? RejectReason.insufficientHoldings : NONE;
    const bound =
      classOf(type) === OrderClass.market
        ? executionBound(listing, side, type, this.protectionOf(price), quantity)
        : price;
    return bound < 0 || ledger.affords(account, listing.index, bound, quantity) ? NONE : RejectReason.insufficientCash;
  }

  /** The protection price that a market order names, or −1. */
  protectionOf(price: number): number {
    return this.rules.protectionPrice === 'required' ? price : UNKNOWN;
  }
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
