import { Kind, Side, type Tape, TapeCursor } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { OrderTable } from './order-table.js';
import type { OwnRecord } from './own-record.js';

/** The trades of the files, in their order, with the orders that they name. */
export class RecordedTrades {
  private readonly trades: Trade[][];

  constructor(instruments: number) {
    this.trades = Array.from({ length: instruments }, () => []);
  }

  /** Notes a trade and counts it for its orders. */
  add(record: OwnRecord, orders: OrderTable): void {
    const { channel, instrument, price, quantity, file, line } = record;
    const single = orders.find(channel, record.order);
    const named = (id: OwnRecord['bid'], side: number) => {
      const found = orders.find(channel, id);
      return found >= 0 || single < 0 || orders.sides[single] !== side ? found : single;
    };
    const buy = named(record.bid, Side.buy);
    const sell = named(record.offer, Side.sell);
    for (const order of [buy, sell]) if (order >= 0) orders.executed[order] += quantity;
    this.trades[instrument].push({ price, quantity, buy, sell, file, line });
  }

  /**
   * The trades that the venue made against those of the files, one after another in every instrument.
   * @param orderOf - the files' order by the venue's number
   */
  compare(tape: Tape, orderOf: readonly number[]): Comparison {
    const comparison = new Comparison('trade by trade: price, quantity and both orders', 0);
    const next = this.trades.map(() => 0);
    const cursor = new TapeCursor(tape);
    while (cursor.next()) {
      if (cursor.kind !== Kind.trade) continue;
      const { instrument, side, price, quantity } = cursor;
      const incoming = orderOf[cursor.order];
      const resting = orderOf[cursor.otherOrder];
      const [buy, sell] = side === Side.sell ? [resting, incoming] : [incoming, resting];
      const recorded = this.trades[instrument][next[instrument]++];
      const equal =
        recorded !== undefined &&
        recorded.price === price &&
        recorded.quantity === quantity &&
        same(recorded.buy, buy) &&
        same(recorded.sell, sell);
      comparison.add(equal, () => [
        recorded === undefined ? 'behind the last recorded trade' : `line ${recorded.line}`,
        recorded === undefined ? 'none' : `${recorded.quantity} at ${recorded.price}`,
        `${quantity} at ${price}`,
      ]);
    }
    for (const [instrument, trades] of this.trades.entries())
      for (const { line, price, quantity } of trades.slice(next[instrument]))
        comparison.add(false, () => [`line ${line}`, `${quantity} at ${price}`, 'none']);
    return comparison;
  }
}

interface Trade {
  readonly price: number;
  readonly quantity: number;
  /** Orders of the files; −1 where the trade does not name one. */
  readonly buy: number;
  readonly sell: number;
  readonly file: string;
  readonly line: number;
}

/** A trade that does not name an order says nothing against the venue's. */
function same(recorded: number, made: number): boolean {
  return recorded < 0 || recorded === made;
}
