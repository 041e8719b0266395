import { BookEvent, EVENT_WORDS, EventWord, OrderBook } from '../../src/market/index.js';
import {
  CancelReason,
  Kind,
  noAccounts,
  OrderType,
  type Phase,
  TAPE_SCHEMA,
  type TapeHeader,
  TapeWriter,
  TradeStage,
} from '../../src/tape/index.js';

/** A header with one instrument and nobody's name in it. */
export function plainHeader(previousClose = 1000): TapeHeader {
  return {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: 'test',
    date: '2025-05-06',
    rulePack: 'test',
    instruments: [
      {
        symbol: 'TEST',
        currency: 'CNY',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose,
        lowerLimit: -1,
        upperLimit: -1,
        referenceVolume: -1,
        referenceDepth5: { bid: -1, ask: -1 },
        floatShares: -1,
      },
    ],
    accounts: noAccounts(),
  };
}

/** A book that writes a tape: the least that order flow can be read from, without venue or rules. */
export class TapeOfCommands {
  readonly book = new OrderBook();
  readonly writer: TapeWriter;
  time = 0;
  private orders = 0;

  constructor(header = plainHeader()) {
    this.writer = new TapeWriter(header);
  }

  phase(phase: Phase): void {
    this.writer.beginCommand(this.time);
    this.writer.append(Kind.phase, -1, -1, -1, -1, -1, -1, -1, -1, -1, phase, 0);
  }

  /** Submits a limit order, or without a price a market order; returns its number. */
  submit(side: number, price: number, quantity: number, account = -1): number {
    const { book, writer } = this;
    const order = this.orders++;
    const type = price < 0 ? OrderType.marketIoc : OrderType.limit;
    writer.beginCommand(this.time);
    writer.append(Kind.accepted, 0, order, account, side, price, quantity, -1, -1, -1, type, 0);
    let left = 0;
    if (price < 0) left = book.sweep(order, side, side === 0 ? 1_000_000 : 1, quantity);
    else book.add(order, side, price, quantity, account);
    const { events } = book;
    for (let at = 0; at < book.eventsEnd; at += EVENT_WORDS) {
      if (events[at] !== BookEvent.trade) continue;
      const [at0, other] = [events[at + EventWord.price], events[at + EventWord.otherOrder]];
      const quantityTraded = events[at + EventWord.quantity];
      const otherAccount = events[at + EventWord.otherAccount];
      writer.append(
        Kind.trade,
        0,
        order,
        account,
        side,
        at0,
        quantityTraded,
        other,
        otherAccount,
        -1,
        TradeStage.continuous,
        0,
      );
    }
    if (left > 0) writer.append(Kind.cancelled, 0, order, account, side, -1, left, -1, -1, 0, CancelReason.iocRest, 0);
    return order;
  }

  cancel(order: number): void {
    const { book, writer } = this;
    const slot = book.slotOf(order);
    if (slot < 0) return;
    const [side, price, account] = [book.sideOf(slot), book.priceOf(slot), book.accountOf(slot)];
    const quantity = book.remove(order);
    writer.beginCommand(this.time);
    writer.append(Kind.cancelled, 0, order, account, side, price, quantity, -1, -1, 0, CancelReason.user, 0);
  }
}
