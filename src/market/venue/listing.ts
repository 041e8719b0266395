import type { RulePack } from '../../rules/index.js';
import { type AccountTable, type InstrumentHeader, UNKNOWN } from '../../tape/index.js';
import { CallAuction } from '../auction/call-auction.js';
import { OrderBook, SelfTrade } from '../book/order-book.js';
import type { OrderRegister } from '../book/order-register.js';
import type { Clock } from './clock.js';
import { ClosingPrice } from './closing-price.js';
import { DailyPurchases } from './daily-purchases.js';
import { FixedPriceQueue } from './fixed-price-queue.js';
import { ParkedOrders } from './parked-orders.js';
import { PriceBands } from './price-bands.js';
import { VolatilityHalts } from './volatility-halts.js';

/** What a venue keeps for an instrument. */
export class Listing {
  readonly book: OrderBook;
  readonly auction = new CallAuction();
  /** Orders outside the price cage, by side. */
  readonly parked = [new ParkedOrders(0), new ParkedOrders(1)] as const;
  readonly fixedPrice = new FixedPriceQueue();
  readonly closing: ClosingPrice;
  /** Only on a day without limits, where the rules know such halts. */
  readonly halts: VolatilityHalts | undefined;
  readonly bands: PriceBands | undefined;
  /** Only for a risk-warning stock, where accounts are known. */
  readonly purchases: DailyPurchases | undefined;
  /** Ticks; −1 before the day's first trade. */
  lastPrice = UNKNOWN;
  /** Quantity traded today. */
  volume = 0;
  /** When a halt ends, ns; Infinity while there is none. */
  haltEnd = Infinity;
  /** Why it is halted. */
  haltReason = 0;
  /** When a halt's call publishes its next indication. */
  nextIndication = Infinity;
  private shownPrice = UNKNOWN;
  private shownMatched = 0;
  private shownUnmatched = 0;

  constructor(
    /** Position in the tape's header. */
    readonly index: number,
    readonly header: InstrumentHeader,
    rules: RulePack,
    accounts: AccountTable,
    register: OrderRegister,
    clock: Clock,
  ) {
    const { previousClose, upperLimit, status } = header;
    const selfTrade = SelfTrade[rules.selfTrade];
    const reference = previousClose > 0 ? { referencePrice: previousClose } : {};
    this.book = new OrderBook({ ...reference, register, selfTrade });
    this.closing = new ClosingPrice(rules.closingPrice, previousClose, clock);
    this.halts = rules.halts !== null && upperLimit < 0 ? new VolatilityHalts(rules.halts) : undefined;
    this.bands = rules.luld !== null ? new PriceBands(rules.luld, header, clock) : undefined;
    const counted = rules.riskWarningDailyBuy !== null && status === 'risk-warning' && accounts.count > 0;
    this.purchases = counted ? new DailyPurchases(rules.riskWarningDailyBuy!, accounts) : undefined;
  }

  get halted(): boolean {
    return this.haltEnd !== Infinity;
  }

  /** When the listing next acts of itself: a halt's end or indication, the end of a limit state. */
  get due(): number {
    const pause = this.bands === undefined ? Infinity : this.bands.pauseAt;
    return Math.min(this.haltEnd, this.nextIndication, pause);
  }

  /** Last trade of the day, or the previous close; −1 when there is neither. */
  get reference(): number {
    return this.lastPrice >= 0 ? this.lastPrice : this.header.previousClose;
  }

  /** A trade in a call or in continuous trading. */
  traded(stage: number, price: number, quantity: number): void {
    this.lastPrice = price;
    this.volume += quantity;
    this.closing.traded(stage, price, quantity);
    this.bands?.traded(price);
  }

  /** Whether the auction differs from what was last shown; it counts as shown from now on. */
  indicationChanged(): boolean {
    const { price, matched, unmatched } = this.auction;
    if (price === this.shownPrice && matched === this.shownMatched && unmatched === this.shownUnmatched) return false;
    this.shownPrice = price;
    this.shownMatched = matched;
    this.shownUnmatched = unmatched;
    return true;
  }

  /** A new call phase has shown nothing yet. */
  forgetIndication(): void {
    this.shownPrice = UNKNOWN;
    this.shownMatched = 0;
    this.shownUnmatched = 0;
  }
}
