import { InputError } from '../../diagnostics/index.js';
import { Side } from '../../tape/index.js';
import type { SseCancel, SseOrder, SseTick, SseTrade } from './tick-record.js';

/** The text is printed with how many orders it met. */
export const LIMIT_RULE =
  'an order that was filled at once and wholly, whose limit is not published: its worst execution is its limit';

/** An order as it came to the exchange. */
export interface IncomingOrder {
  readonly kind: 'incoming';
  /** Of its first record. */
  readonly tick: number;
  readonly order: number;
  readonly side: Side;
  /** Ticks. */
  price: number;
  quantity: number;
  /** Whether it traded on arrival. */
  readonly traded: boolean;
  /** Whether the exchange published what rested of it, and with it its limit. */
  rested: boolean;
}

/** A cancel, and which of the records it is. */
export interface IncomingCancel {
  readonly kind: 'cancel';
  readonly tick: number;
  readonly cancel: SseCancel;
}

export type Incoming = IncomingOrder | IncomingCancel;

/**
 * What came to the exchange, in order. An order that trades on arrival is published as its trades, followed by an `A`
 * record only for what is left of it; so the trades of one aggressor and the `A` record with its number are one incoming
 * order, of the sum of their quantities. Its limit is the price of the `A` record, or, when nothing was left, its worst
 * trade: it cannot have been narrower, and a wider one would have done the same. A market order whose rest the exchange
 * cancelled leaves no trace but its trades, and is such an order too.
 */
export function incomingOrders(ticks: readonly SseTick[]): Incoming[] {
  const orders = new Map<number, IncomingOrder>();
  const incoming: Incoming[] = [];
  const arrive = (order: IncomingOrder) => {
    orders.set(order.order, order);
    incoming.push(order);
  };
  for (const [index, tick] of ticks.entries()) {
    if (tick.kind === 'cancel') incoming.push({ kind: 'cancel', tick: index, cancel: tick });
    else if (tick.kind === 'order') {
      const known = orders.get(tick.order);
      if (known === undefined) arrive(restingOrder(index, tick));
      else addRest(known, tick);
    } else if (tick.aggressor !== Side.none) {
      const number = tick.aggressor === Side.buy ? tick.buyOrder : tick.sellOrder;
      const known = orders.get(number);
      if (known === undefined) arrive(aggressor(index, number, tick));
      else if (!known.rested) addTrade(known, tick);
    }
  }
  return incoming;
}

function restingOrder(tick: number, { file, line, order, side, price, quantity }: SseOrder): IncomingOrder {
  if (price === 0)
    throw new InputError('found "0", expected a price of an order that did not trade before', {
      file,
      line,
      path: 'Price',
    });
  return { kind: 'incoming', tick, order, side, price, quantity, traded: false, rested: true };
}

function aggressor(tick: number, order: number, { aggressor: side, price, quantity }: SseTrade): IncomingOrder {
  return { kind: 'incoming', tick, order, side, price, quantity, traded: true, rested: false };
}

function addRest(known: IncomingOrder, { file, line, order, side, price, quantity }: SseOrder): void {
  if (known.rested)
    throw new InputError(`found ${order} a second time, expected every new order once`, {
      file,
      line,
      path: 'OrderNo',
    });
  if (known.side !== side)
    throw new InputError(`found the other side for ${order} than in its trades, expected the same`, {
      file,
      line,
      path: 'Side',
    });
  known.quantity += quantity;
  // The rest of a market order stands at its last execution; without a price there is nothing else to go by.
  if (price > 0) known.price = price;
  known.rested = true;
}

function addTrade(known: IncomingOrder, { price, quantity }: SseTrade): void {
  known.quantity += quantity;
  known.price = known.side === Side.buy ? Math.max(known.price, price) : Math.min(known.price, price);
}
