import { InputError } from '../../diagnostics/index.js';
import { NO_ASK, NO_BID } from '../../market/index.js';
import { RebuiltBook } from '../../order-flow/index.js';
import type { RulePack } from '../../rules/index.js';
import {
  CancelReason,
  Kind,
  OrderType,
  Side,
  type Tape,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { MappedRows } from '../replay-result.js';
import { OrderTable } from './order-table.js';
import { marketTypes, type OwnRecord } from './own-record.js';
import { PhaseClock } from './phase-clock.js';

/**
 * Applies orders, cancels and trades to the book as they come. An order and the trades of the same moment that name it
 * are one command, so that it is the incoming one; otherwise the younger of two orders is, and of a trade that names one
 * order the other side is unknown. What the files say beyond what rests is written as they say it, and reported.
 */
export class AppliedEvents {
  private readonly tape: TapeWriter;
  private readonly cursor: TapeCursor;
  private readonly books: readonly RebuiltBook[];
  private readonly orders = new OrderTable();
  private readonly left: number[] = [];
  private readonly types: number[] = [];
  private readonly prices: number[] = [];
  private readonly accounts: number[] = [];
  private readonly clock: PhaseClock;
  private readonly counts = new Map<string, number>();
  private readonly executions = new Comparison('executions of quantity that rests', 0);
  private readonly cancels = new Comparison('cancels of quantity that rests', 0);
  private nowNs = 0;
  /** The order whose command is open; −1 for none. */
  private incoming = -1;

  constructor(header: TapeHeader, rules: RulePack | undefined) {
    this.tape = new TapeWriter(header);
    this.cursor = new TapeCursor(this.tape);
    this.books = header.instruments.map((_, instrument) => new RebuiltBook(header, instrument));
    this.clock = new PhaseClock(this.tape, rules);
  }

  take(record: OwnRecord): void {
    if (record.timeNs < this.nowNs) this.count('a time before that of a row above: taken as the same time');
    else if (record.timeNs > this.nowNs) {
      this.incoming = -1;
      this.nowNs = record.timeNs;
      this.clock.advanceTo(this.nowNs);
    }
    if (record.kind === 'order') this.accept(record);
    else if (record.kind === 'cancel') this.cancel(record);
    else this.trade(record);
  }

  finish(untilNs: number, expire: boolean): { tape: Tape; comparisons: Comparison[]; mapped: MappedRows[] } {
    this.nowNs = Math.max(this.nowNs, untilNs);
    this.clock.end(this.nowNs);
    if (expire)
      for (const [order, left] of this.left.entries())
        if (left > 0 && this.prices[order] > 0) {
          this.tape.beginCommand(this.nowNs);
          this.cancelled(order, left, 0, CancelReason.expiry);
        }
    return {
      tape: this.tape.finish(),
      comparisons: [this.executions, this.cancels],
      mapped: Array.from(this.counts, ([rule, rows]) => ({ rule, rows })),
    };
  }

  private accept(record: OwnRecord): void {
    const { instrument, account, side, type, quantity, file, line } = record;
    if (type !== OrderType.limit && !marketTypes.includes(type))
      throw new InputError('found an order type that only a venue can apply, expected limit or a market type', {
        file,
        line,
        path: 'type',
      });
    const order = this.orders.add(record);
    const price = record.price > 0 ? record.price : this.takenPrice(instrument, side, type);
    this.left.push(quantity);
    this.types.push(type);
    this.prices.push(price);
    this.accounts.push(account);
    this.tape.beginCommand(this.nowNs);
    this.append(Kind.accepted, instrument, order, account, side, price, quantity, UNKNOWN, UNKNOWN, UNKNOWN, type);
    this.incoming = order;
  }

  /** The price that a market order takes from the book when it comes; −1 for one that takes none. */
  private takenPrice(instrument: number, side: number, type: number): number {
    if (type !== OrderType.ownBest && type !== OrderType.counterpartyBest) return UNKNOWN;
    while (this.cursor.next()) for (const book of this.books) book.apply(this.cursor);
    const { bestBid, bestAsk } = this.books[instrument].book;
    const buys = (side === Side.buy) === (type === OrderType.ownBest);
    if (buys) return bestBid === NO_BID ? UNKNOWN : bestBid;
    return bestAsk === NO_ASK ? UNKNOWN : bestAsk;
  }

  private cancel(record: OwnRecord): void {
    const order = this.orders.cancelledBy(record);
    if (order < 0) {
      this.count('cancels of orders that the files do not have: left out');
      return;
    }
    const { [order]: left } = this.left;
    const quantity = record.quantity < 0 ? left : record.quantity;
    const { line } = record;
    this.cancels.add(quantity <= left && quantity > 0, () => [`line ${line}`, String(quantity), String(left)]);
    if (quantity <= 0) return;
    this.left[order] = Math.max(0, left - quantity);
    if (order !== this.incoming) this.tape.beginCommand(this.nowNs);
    const rested = this.prices[order] > 0;
    this.cancelled(order, quantity, this.left[order], rested ? CancelReason.user : CancelReason.iocRest);
  }

  private cancelled(order: number, quantity: number, left: number, reason: CancelReason): void {
    const { instruments, sides } = this.orders;
    const { [order]: price } = this.prices;
    const { [order]: account } = this.accounts;
    const none = UNKNOWN;
    this.append(
      Kind.cancelled,
      instruments[order],
      order,
      account,
      sides[order],
      price,
      quantity,
      none,
      none,
      left,
      reason,
    );
  }

  private trade(record: OwnRecord): void {
    const { channel, instrument, price, quantity } = record;
    const single = this.orders.find(channel, record.order);
    const named = (id: OwnRecord['bid'], side: number) =>
      id === undefined && single >= 0 && this.orders.sides[single] === side ? single : this.orders.find(channel, id);
    const buy = named(record.bid, Side.buy);
    const sell = named(record.offer, Side.sell);
    this.execute(buy, record);
    this.execute(sell, record);
    const { stage } = this.clock;
    const none = UNKNOWN;
    if (buy < 0 && sell < 0) {
      this.tape.beginCommand(this.nowNs);
      this.append(Kind.unseen, instrument, none, none, Side.none, price, quantity, none, none, none, none);
      this.incoming = -1;
      return;
    }
    const open = this.incoming >= 0 && (buy === this.incoming || sell === this.incoming);
    if (!open) {
      this.tape.beginCommand(this.nowNs);
      this.incoming = -1;
    }
    const called = stage !== TradeStage.continuous;
    // Of a trade with one order known it is the incoming one while its command is open, and without a price.
    const alone = buy < 0 || sell < 0;
    const aggressor = alone ? this.lonely(Math.max(buy, sell)) : Math.max(buy, sell);
    const side = called ? Side.none : aggressor === buy ? Side.buy : Side.sell;
    const [order, other] = called || side === Side.buy ? [buy, sell] : [sell, buy];
    const account = (of: number) => (of < 0 ? UNKNOWN : this.accounts[of]);
    this.append(
      Kind.trade,
      instrument,
      order,
      account(order),
      side,
      price,
      quantity,
      other,
      account(other),
      UNKNOWN,
      stage,
    );
  }

  /** The incoming order of a trade that names one: that order, or nobody known (−1) when it rested. */
  private lonely(order: number): number {
    return order === this.incoming || this.prices[order] < 0 ? order : -1;
  }

  private execute(order: number, { quantity, line }: OwnRecord): void {
    if (order < 0) return;
    const { [order]: left } = this.left;
    this.executions.add(quantity <= left, () => [`line ${line}`, String(quantity), `${left} of the order rest`]);
    this.left[order] = Math.max(0, left - quantity);
  }

  private append(
    kind: Kind,
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    otherOrder: number,
    otherAccount: number,
    quantity2: number,
    code: number,
  ): void {
    this.tape.append(
      kind,
      instrument,
      order,
      account,
      side,
      price,
      quantity,
      otherOrder,
      otherAccount,
      quantity2,
      code,
      0,
    );
  }

  private count(rule: string): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
  }
}
