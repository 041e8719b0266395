import { RebuiltBook } from '../../../src/order-flow/index.js';
import { Kind, Phase, Side, type Tape, TapeCursor, TradeStage } from '../../../src/tape/index.js';

/** An order of the judged accounts, and what rested when its command had ended. */
export interface OwnOrder {
  readonly time: number;
  readonly phase: number;
  readonly order: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  /** Own quantity within the best five levels of its side, all quantity there; the same at its own price. */
  readonly after: { readonly best5: Share; readonly level: Share };
}

interface Share {
  readonly own: number;
  readonly all: number;
}

export interface OwnCancel {
  readonly time: number;
  readonly phase: number;
  readonly order: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
}

export interface Trade {
  readonly time: number;
  readonly stage: number;
  readonly price: number;
  readonly quantity: number;
  readonly buyer: number;
  readonly seller: number;
}

/** The queue at a limit of the day after a command. */
export interface LimitLook extends Share {
  readonly time: number;
  /** Whether the side's best price stands there. */
  readonly there: boolean;
}

/** All of a tape that the tests of the exchanges ask about some accounts, read at once: no detector's state is used. */
export interface TapeFacts {
  readonly accounts: ReadonlySet<number>;
  readonly previousClose: number;
  readonly moneyPerTick: number;
  readonly owner: Int32Array;
  readonly orders: readonly OwnOrder[];
  readonly cancels: readonly OwnCancel[];
  readonly trades: readonly Trade[];
  /** Quantity ordered by all in the opening call, by side. */
  readonly orderedInCall: readonly [number, number];
  /** Virtual prices of the opening call. */
  readonly indications: readonly number[];
  readonly upperLimit: readonly LimitLook[];
}

export function tapeFacts(tape: Tape, accounts: readonly number[]): TapeFacts {
  const { instruments, accounts: table } = tape.header;
  const [{ previousClose, moneyPerTick, upperLimit }] = instruments;
  const group = new Set(accounts);
  const rebuilt = new RebuiltBook(tape.header, 0);
  const open = new Map<number, { side: number; price: number; quantity: number }>();
  const orders: OwnOrder[] = [];
  const cancels: OwnCancel[] = [];
  const trades: Trade[] = [];
  const indications: number[] = [];
  const looks: LimitLook[] = [];
  const orderedInCall: [number, number] = [0, 0];
  let arrivals: Omit<OwnOrder, 'after'>[] = [];
  const take = (order: number, quantity: number) => {
    const resting = open.get(order);
    if (resting === undefined) return;
    resting.quantity -= quantity;
    if (resting.quantity <= 0) open.delete(order);
  };
  const shareFrom = (side: number, worst: number, all: number): Share => {
    let own = 0;
    for (const one of open.values())
      if (one.side === side && (side === Side.buy ? one.price >= worst : one.price <= worst)) own += one.quantity;
    return { own, all };
  };
  const shareAt = (side: number, price: number): Share => {
    let own = 0;
    for (const one of open.values()) if (one.side === side && one.price === price) own += one.quantity;
    return { own, all: rebuilt.book.quantityAt(side, price) };
  };
  const best5 = (side: number): Share => {
    const { book } = rebuilt;
    let worst = side === Side.buy ? book.bestBid : book.bestAsk;
    for (let level = 1; level < 5; level++) worst = book.nextLevel(side, worst);
    return shareFrom(side, worst, book.depthOf(side, 5));
  };
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    rebuilt.apply(cursor);
    const { time, kind, order, account, side, price, quantity, otherOrder, otherAccount, code } = cursor;
    const { phase } = rebuilt;
    const inCall = phase === Phase.openCallCancelable || phase === Phase.openCallLocked;
    if (kind === Kind.accepted) {
      if (inCall) orderedInCall[side] += quantity;
      if (group.has(account)) {
        open.set(order, { side, price, quantity });
        arrivals.push({ time, phase, order, side, price, quantity });
      }
    } else if (kind === Kind.cancelled) {
      take(order, quantity);
      if (group.has(account) && code === 0) cancels.push({ time, phase, order, side, price, quantity });
    } else if (kind === Kind.trade) {
      take(order, quantity);
      take(otherOrder, quantity);
      const buys = side !== Side.sell;
      const [buyer, seller] = buys ? [account, otherAccount] : [otherAccount, account];
      trades.push({ time, stage: code, price, quantity, buyer, seller });
    } else if (kind === Kind.indication && code === TradeStage.openCall && price > 0) indications.push(price);
    if (!rebuilt.settled) continue;
    for (const arrival of arrivals)
      orders.push({ ...arrival, after: { best5: best5(arrival.side), level: shareAt(arrival.side, arrival.price) } });
    arrivals = [];
    looks.push({ time, ...shareAt(Side.buy, upperLimit), there: rebuilt.book.bestBid === upperLimit });
  }
  const shared = { accounts: group, previousClose, moneyPerTick, owner: table.owner };
  return { ...shared, orders, cancels, trades, orderedInCall, indications, upperLimit: looks };
}
