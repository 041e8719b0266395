import { type BookState, FlowType, type FlowVisitor, readFlow } from '../../order-flow/index.js';
import { Kind, Phase, type RowSource, SECOND, Side, TapeCursor } from '../../tape/index.js';
import type { OrderLife } from './median-life.js';

/** Horizons of past returns, seconds. */
const HORIZONS = [1, 60, 300] as const;

/** An order of a known account in continuous trading, seen against the market before it. */
export interface AccountOrder {
  readonly timeNs: number;
  readonly buys: boolean;
  readonly marketable: boolean;
  readonly quantity: number;
  /** Ticks behind its own touch, negative inside the spread; NaN of a marketable order. */
  readonly distance: number;
  /** Ticks that the mid price moved over each of {@link HORIZONS}, since the opening where that is shorter. */
  readonly returns: readonly number[];
  /** (bid − ask) / (bid + ask) quantity at the touch. */
  readonly imbalance: number;
}

/** What one account did. */
export interface AccountFlow {
  readonly account: number;
  readonly orders: AccountOrder[];
  /** How long its resting orders stood. */
  readonly lives: OrderLife[];
  /** Times and signed quantities of its executions. */
  readonly fills: { readonly timeNs: number; readonly quantity: number }[];
  /** Quantity traded in the market from its first to its last execution. */
  marketVolume: number;
}

export interface AccountFlows {
  /** Seconds of continuous trading. */
  readonly seconds: number;
  readonly startNs: number;
  readonly endNs: number;
  readonly flows: readonly AccountFlow[];
}

/** Reads what each account of a tape did in one instrument; orders of unknown accounts are passed over. */
export function readAccountFlows(tape: RowSource, instrument: number): AccountFlows {
  const span = continuousSpan(tape, instrument);
  const flows = new Map<number, AccountFlow>();
  const reader = new OrderReader(flows, span.startNs);
  readFlow(tape, instrument, reader);
  reader.finish(span.endNs);
  readFills(tape, instrument, flows);
  return { ...span, flows: [...flows.values()].sort((a, b) => a.account - b.account) };
}

function flowOf(flows: Map<number, AccountFlow>, account: number): AccountFlow {
  let flow = flows.get(account);
  if (flow === undefined) {
    flow = { account, orders: [], lives: [], fills: [], marketVolume: 0 };
    flows.set(account, flow);
  }
  return flow;
}

/** Orders and how long they stand. */
class OrderReader implements FlowVisitor {
  private readonly open = new Map<number, { readonly flow: AccountFlow; readonly since: number }>();
  /** Twice the mid price at every whole second; 0 unknown. */
  private readonly mids: number[] = [];
  private mid = 0;

  constructor(
    private readonly flows: Map<number, AccountFlow>,
    private readonly startNs: number,
  ) {}

  arrival: NonNullable<FlowVisitor['arrival']> = (arrival) => {
    if (arrival.account < 0 || arrival.phase !== Phase.continuous || arrival.type === FlowType.unplaced) return;
    const { time, before, type, order } = arrival;
    const second = this.fillMids(time);
    const flow = flowOf(this.flows, arrival.account);
    const marketable = type === FlowType.marketable;
    const both = before.bidQuantity + before.askQuantity;
    flow.orders.push({
      timeNs: time,
      buys: arrival.side === Side.buy,
      marketable,
      quantity: arrival.quantity,
      distance: marketable ? Number.NaN : arrival.distance,
      returns: HORIZONS.map((horizon) => this.moved(second, horizon)),
      imbalance: both > 0 ? (before.bidQuantity - before.askQuantity) / both : 0,
    });
    if (!marketable) this.open.set(order, { flow, since: time });
  };

  cancel: NonNullable<FlowVisitor['cancel']> = ({ order, time }) => this.end(order, time, true);

  gone: NonNullable<FlowVisitor['gone']> = (order, time) => this.end(order, time, false);

  settled = (time: number, { bestBid, bestAsk }: Readonly<BookState>) => {
    if (time < this.startNs) return;
    this.fillMids(time);
    if (bestBid > 0 && bestAsk > 0) this.mid = bestBid + bestAsk;
  };

  /** Orders that still stand have stood until the end. */
  finish(endNs: number): void {
    for (const order of [...this.open.keys()]) this.end(order, endNs, false);
  }

  private end(order: number, time: number, cancelled: boolean): void {
    const found = this.open.get(order);
    if (found === undefined) return;
    this.open.delete(order);
    found.flow.lives.push({ seconds: (time - found.since) / SECOND, cancelled });
  }

  /** The last whole second before a time, up to which mid prices are now known. */
  private fillMids(time: number): number {
    const second = Math.floor((time - this.startNs) / SECOND);
    while (this.mids.length <= second) this.mids.push(this.mid);
    return second;
  }

  private moved(second: number, horizon: number): number {
    const now = this.mids[second];
    const then = this.mids[Math.max(0, second - horizon)];
    return now > 0 && then > 0 ? (now - then) / 2 : 0;
  }
}

function readFills(tape: RowSource, instrument: number, flows: Map<number, AccountFlow>): void {
  const cursor = new TapeCursor(tape);
  const first = new Map<AccountFlow, number>();
  let volume = 0;
  const fill = (account: number, sign: number) => {
    const flow = account < 0 ? undefined : flows.get(account);
    if (flow === undefined) return;
    flow.fills.push({ timeNs: cursor.time, quantity: sign * cursor.quantity });
    const before = first.get(flow);
    if (before === undefined) first.set(flow, volume - cursor.quantity);
    else flow.marketVolume = volume - before;
  };
  while (cursor.next()) {
    if (cursor.kind !== Kind.trade || cursor.instrument !== instrument) continue;
    volume += cursor.quantity;
    // In an auction `order` is the buy order, and there is no side.
    const sign = cursor.side === Side.sell ? -1 : 1;
    fill(cursor.account, sign);
    fill(cursor.otherAccount, -sign);
  }
}

/** All continuous trading of a tape: when it begins and ends, and how long it is without what interrupts it. */
function continuousSpan(tape: RowSource, instrument: number): { startNs: number; endNs: number; seconds: number } {
  const cursor = new TapeCursor(tape);
  let [startNs, endNs, since, total] = [-1, -1, -1, 0];
  while (cursor.next()) {
    const { time, kind } = cursor;
    if (kind === Kind.phase && (cursor.instrument < 0 || cursor.instrument === instrument)) {
      if (since >= 0) total += time - since;
      since = -1;
      if (cursor.code === Phase.continuous) {
        since = time;
        if (startNs < 0) startNs = time;
      }
    }
    if (since >= 0) endNs = time;
  }
  if (since >= 0) total += endNs - since;
  return { startNs, endNs, seconds: total / SECOND };
}
