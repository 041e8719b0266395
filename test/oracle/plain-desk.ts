import { Kind, OrderType, Phase, RejectReason } from '../../src/tape/index.js';
import { accept, enter } from './plain-acceptance.js';
import { openQuantity, type PlainOrder } from './plain-book.js';
import { type Bench, breach, enforcedFault, formFault } from './plain-checks.js';
import type { PlainFloor } from './plain-floor.js';
import type { PlainListing } from './plain-listing.js';
import type { OrderRequest } from './plain-request.js';
import { sayable } from './plain-tape.js';
import type { PlainTrading } from './plain-trading.js';

/** A request of any kind; `number` is −1 until one is given. */
export type PlainRequest =
  | { readonly kind: 'submit'; readonly number: number; readonly order: OrderRequest }
  | { readonly kind: 'cancel'; readonly account: number; readonly order: number; readonly quantity: number }
  | {
      readonly kind: 'replace';
      readonly number: number;
      readonly account: number;
      readonly order: number;
      readonly price: number;
      readonly quantity: number;
    };

const closedPhases: readonly number[] = [Phase.closed, Phase.lunch];
const afterHoursPhases: readonly number[] = [Phase.afterHoursQuiet, Phase.afterHours];

/** Works on requests: judges them, and lets them in or writes why not. */
export class PlainDesk {
  /** Breaches that were let pass, by reason. */
  readonly breaches: number[] = Object.keys(RejectReason).map(() => 0);
  /** Requests that wait for continuous trading. */
  gap: PlainRequest[] = [];
  /** Instrument of every order number; −1 when it replaces an order that is not known. */
  private readonly instruments: number[] = [];

  constructor(
    private readonly floor: PlainFloor,
    private readonly trading: PlainTrading,
    private readonly accountCount: number,
    private readonly enforced: boolean,
  ) {}

  /** The next order number. */
  number(instrument: number): number {
    return this.instruments.push(instrument) - 1;
  }

  knows(order: number): boolean {
    return Number.isInteger(order) && order >= 0 && order < this.instruments.length;
  }

  /** Instrument of an order number; −1 when it is not known. */
  instrumentOf(order: number): number {
    return this.knows(order) ? this.instruments[order] : -1;
  }

  listing(instrument: number): PlainListing | undefined {
    return this.floor.listings.find(({ index }) => index === instrument);
  }

  /** An order that rests, is parked or waits for the close. */
  live(number: number): PlainOrder | undefined {
    return this.listing(this.instrumentOf(number))
      ?.live()
      .find((order) => order.number === number);
  }

  work(request: PlainRequest): number {
    if (request.kind === 'submit') return this.submit(request.number, request.order);
    if (request.kind === 'cancel') return this.cancel(request.account, request.order, request.quantity);
    return this.replace(request.number, request.account, request.order, request.price, request.quantity);
  }

  /** What names no instrument is written as −1. */
  private known(instrument: number): number {
    return this.listing(instrument) === undefined ? -1 : instrument;
  }

  /** The row of a refused request, and what it returns. */
  refuse(request: PlainRequest, reason: number): number {
    const { floor } = this;
    const asked =
      request.kind === 'submit'
        ? { ...request.order, order: request.number, instrument: this.known(request.order.instrument) }
        : request.kind === 'cancel'
          ? {
              account: request.account,
              order: request.order,
              instrument: this.instrumentOf(request.order),
              quantity: -1,
            }
          : {
              ...request,
              order: request.number >= 0 ? request.number : request.order,
              instrument: this.instrumentOf(request.order),
            };
    const { side = -1, price = -1 } = { side: undefined, price: undefined, ...asked };
    floor.tape.begin(floor.now);
    floor.tape.row(Kind.rejected, {
      instrument: sayable(asked.instrument),
      order: sayable(asked.order),
      account: sayable(asked.account),
      side: side === 0 || side === 1 ? side : -1,
      price: sayable(price),
      quantity: sayable(asked.quantity),
      code: reason,
    });
    return -1 - reason;
  }

  private submit(given: number, order: OrderRequest): number {
    const { floor, trading } = this;
    const listing = this.listing(order.instrument);
    const phase = listing === undefined ? trading.phase : trading.phaseOf(listing);
    const reason = this.submitFault(listing, order, phase);
    if (reason >= 0) return this.refuse({ kind: 'submit', number: given, order }, reason);
    const number = given >= 0 ? given : this.number(order.instrument);
    if (phase === Phase.preOpenGap) this.gap.push({ kind: 'submit', number, order });
    else {
      const before = listing!.trades.length;
      floor.tape.begin(floor.now);
      accept(floor, listing!, number, order, { phase, venuePhase: trading.phase, mayPark: true });
      this.follow(listing!, before);
    }
    return number;
  }

  private submitFault(listing: PlainListing | undefined, order: OrderRequest, phase: number): number {
    if (this.takesNothing(phase)) return RejectReason.marketClosed;
    if (listing === undefined) return RejectReason.unknownInstrument;
    const { account } = order;
    const anonymous = this.floor.ledger === undefined && account === -1;
    if (!anonymous && !(Number.isInteger(account) && account >= 0 && account < this.accountCount))
      return RejectReason.unknownAccount;
    return this.judge(listing, order, phase);
  }

  /** What a new order and one that replaces another are judged by alike. */
  private judge(listing: PlainListing, order: OrderRequest, phase: number, replaced?: PlainOrder): number {
    const { rules, ledger, now } = this.floor;
    const bench: Bench = { rules, ledger, now, phase, venuePhase: this.trading.phase, replaced };
    const form = formFault(listing, order, bench);
    if (form >= 0) return form;
    const found = breach(listing, order, bench);
    if (found >= 0 && this.enforced) return found;
    const fault = enforcedFault(listing, order, bench);
    if (found >= 0 && phase !== Phase.preOpenGap) this.breaches[found]++;
    return fault;
  }

  /** @param quantity - Infinity for all of it */
  private cancel(account: number, order: number, quantity: number): number {
    const { floor, trading } = this;
    const listing = this.listing(this.instrumentOf(order));
    const phase = listing === undefined ? trading.phase : trading.phaseOf(listing);
    const request: PlainRequest = { kind: 'cancel', account, order, quantity };
    if (this.takesNothing(phase)) return this.refuse(request, RejectReason.marketClosed);
    if (floor.rules.noCancel.some((one) => one === phase)) return this.refuse(request, RejectReason.cancelInPhase);
    if (phase === Phase.preOpenGap && listing !== undefined) {
      this.gap.push(request);
      return 0;
    }
    const found = this.live(order);
    if (found === undefined || (account !== -1 && account !== found.account))
      return this.refuse(request, RejectReason.unknownOrder);
    if (afterHoursPhases.includes(trading.phase) && found.type !== OrderType.fixedPrice)
      return this.refuse(request, RejectReason.marketClosed);
    if (quantity !== Infinity && !(Number.isInteger(quantity) && quantity >= 1))
      return this.refuse(request, RejectReason.quantity);
    const open = openQuantity(found);
    const taken = Math.min(quantity, open);
    if (taken < open && !floor.rules.partialCancel) return this.refuse(request, RejectReason.notOffered);
    floor.tape.begin(floor.now);
    floor.reduce(listing!, found, taken, 0);
    this.follow(listing!, listing!.trades.length);
    return 0;
  }

  private replace(given: number, account: number, order: number, price: number, quantity: number): number {
    const { floor, trading } = this;
    const listing = this.listing(this.instrumentOf(order));
    const phase = listing === undefined ? trading.phase : trading.phaseOf(listing);
    const old = this.live(order);
    const isTheirs = old !== undefined && (account === -1 || account === old.account);
    const reason =
      this.takesNothing(phase) || phase === Phase.preOpenGap
        ? RejectReason.marketClosed
        : !floor.rules.replace
          ? RejectReason.notOffered
          : floor.rules.noCancel.some((one) => one === phase)
            ? RejectReason.cancelInPhase
            : !isTheirs
              ? RejectReason.unknownOrder
              : !listing!.book.orders.includes(old)
                ? RejectReason.notOffered
                : -1;
    const request: PlainRequest = { kind: 'replace', number: given, account, order, price, quantity };
    if (reason >= 0) return this.refuse(request, reason);
    const type = old!.type === OrderType.iceberg ? OrderType.iceberg : OrderType.limit;
    const { instrument, side, display } = old!;
    const successor = {
      instrument,
      account: old!.account,
      side,
      type,
      price,
      quantity,
      display: Math.min(display, quantity),
    };
    const fault = this.judge(listing!, successor, phase, old);
    if (fault >= 0) return this.refuse(request, fault);
    const number = given >= 0 ? given : this.number(instrument);
    this.succeed(listing!, old!, number, successor, phase);
    return number;
  }

  /** The old order leaves the book before the new one meets it. */
  private succeed(listing: PlainListing, old: PlainOrder, number: number, by: OrderRequest, phase: number): void {
    const { floor, trading } = this;
    const before = listing.trades.length;
    const arrival = { phase, venuePhase: trading.phase, mayPark: false };
    const open = openQuantity(old);
    floor.tape.begin(floor.now);
    if (by.type === OrderType.iceberg) {
      floor.reduce(listing, old, open, 0);
      accept(floor, listing, number, by, arrival);
    } else {
      const { instrument, account, side, type, price, quantity } = by;
      const said = { instrument, order: number, account, side, price, quantity, code: type };
      floor.tape.row(Kind.replaced, { ...said, otherOrder: old.number, quantity2: open });
      listing.book.remove(old);
      floor.ledger?.release(side, account, instrument, old.price, open);
      floor.ledger?.freeze(side, account, instrument, price, quantity);
      enter(floor, listing, number, by, price, arrival);
    }
    this.follow(listing, before);
  }

  private follow(listing: PlainListing, tradesBefore: number): void {
    this.trading.follow(listing, listing.trades.length - tradesBefore);
  }

  private takesNothing(phase: number): boolean {
    return closedPhases.includes(phase) || (phase === Phase.preOpenGap && this.floor.rules.gap === 'reject');
  }
}
