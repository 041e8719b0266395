import { Flag, Side, type TapeHeader } from '../../tape/index.js';
import { EventTape } from '../event-tape.js';
import { CENT, type EventRecord } from './event-record.js';

/** Highest price in ticks; above it stand only joke quotes. */
const HIGHEST = 1_000_000_000;

/** A trade that the tape has not shown yet, and how much of it fills of known orders explain. */
interface OpenTrade {
  sequence: number;
  timeNs: number;
  side: Side;
  price: number;
  size: number;
  filled: number;
  /** Quantity filled by the source's number of the order, whose cancel or modification is still to come. */
  readonly fills: Map<number, number>;
}

/**
 * Turns market-by-order events into rows of the tape. `T` (trade) and `F` (fill of an order) leave the book alone; the
 * `C` or `M` of the filled order that follows with the same sequence changes it. Where the two name the same order it is
 * a trade of the smaller quantity; what is left of the `C` is a cancel. A trade that no fill explains was made with an
 * order that is not displayed. `M` keeps the order's place only if its quantity falls at the same price. `R` clears the
 * book.
 */
export class MboTape {
  readonly tape: EventTape;
  /** Rows that a stated rule met, for people. */
  readonly counts = { clamped: 0, unknown: 0, excess: 0, added: 0, oddPrices: 0, lostFills: 0 };

  private now = 0;
  private readonly open: OpenTrade[];
  /** The tape's numbers by the source's, one table an instrument. */
  private readonly numbers: Map<number, number>[];

  constructor(
    header: TapeHeader,
    /** Price units of a tick by instrument. */
    private readonly ticks: readonly number[],
  ) {
    this.tape = new EventTape(header);
    this.numbers = header.instruments.map(() => new Map());
    this.open = header.instruments.map(() => ({
      sequence: -1,
      timeNs: 0,
      side: Side.none,
      price: 0,
      size: 0,
      filled: 0,
      fills: new Map(),
    }));
  }

  /** One event of an instrument. */
  take(instrument: number, event: EventRecord): void {
    const open = this.open[instrument];
    if (open.sequence !== event.sequence) this.close(instrument);
    open.sequence = event.sequence;
    if (event.timeNs < this.now) this.counts.clamped++;
    this.now = Math.max(this.now, event.timeNs);
    const { action } = event;
    if (action === 'A') this.add(instrument, event);
    else if (action === 'C') this.cancel(instrument, event);
    else if (action === 'M') this.modify(instrument, event);
    else if (action === 'T') this.trade(instrument, event);
    else if (action === 'F') this.fill(instrument, event);
    else {
      this.tape.clear(this.now, instrument);
      this.numbers[instrument].clear();
    }
  }

  /** The last trades of all instruments are over. */
  finish(): void {
    for (const instrument of this.open.keys()) this.close(instrument);
  }

  private add(instrument: number, event: EventRecord): void {
    const numbers = this.numbers[instrument];
    if (this.tape.remaining(numbers.get(event.order)) > 0) event.fail('order_id', 'a number that no resting order has');
    const price = this.ticksOf(instrument, event);
    if (this.tape.overflows(instrument, event.side, price, event.size))
      event.fail('size', 'a level of at most 2147483647 shares');
    numbers.set(event.order, this.tape.accept(this.now, instrument, event.side, price, event.size));
  }

  private cancel(instrument: number, event: EventRecord): void {
    const order = this.numbers[instrument].get(event.order);
    const rests = this.tape.remaining(order);
    if (order === undefined || rests === 0) {
      this.counts.unknown++;
      return;
    }
    if (event.size > rests) this.counts.excess++;
    const filled = this.takeFill(instrument, event, Math.min(event.size, rests));
    this.tape.execute(this.now, order, this.tradePrice(instrument, order), filled);
    this.tape.cancel(this.now, order, event.size - filled);
    if (this.tape.remaining(order) === 0) this.numbers[instrument].delete(event.order);
  }

  private modify(instrument: number, event: EventRecord): void {
    const numbers = this.numbers[instrument];
    const order = numbers.get(event.order);
    const rests = this.tape.remaining(order);
    if (order === undefined || rests === 0) {
      this.counts.added++;
      this.add(instrument, event);
      return;
    }
    if (this.tape.orders.sides[order] !== event.side) event.fail('side', 'the side of the order');
    const price = this.ticksOf(instrument, event);
    const filled = this.takeFill(instrument, event, Math.max(0, rests - event.size));
    this.tape.execute(this.now, order, this.tradePrice(instrument, order), filled);
    const left = rests - filled;
    if (price === this.tape.orders.prices[order] && event.size <= left)
      this.tape.cancel(this.now, order, left - event.size);
    else numbers.set(event.order, this.tape.replace(this.now, order, price, event.size));
  }

  private trade(instrument: number, event: EventRecord): void {
    const open = this.open[instrument];
    this.showUnfilled(instrument);
    open.timeNs = this.now;
    open.side = event.side;
    open.price = event.price;
    open.size = event.size;
  }

  private fill(instrument: number, event: EventRecord): void {
    const open = this.open[instrument];
    open.filled += event.size;
    open.fills.set(event.order, (open.fills.get(event.order) ?? 0) + event.size);
  }

  /** How much of an order's change is explained by fills of the same sequence. */
  private takeFill(instrument: number, event: EventRecord, most: number): number {
    const { fills } = this.open[instrument];
    const filled = fills.get(event.order) ?? 0;
    fills.delete(event.order);
    return Math.min(filled, most);
  }

  /** A trade takes the price of the order that rested, unless the source names another. */
  private tradePrice(instrument: number, order: number): number {
    const { price, size } = this.open[instrument];
    const [whole] = size > 0 ? this.split(instrument, price) : [0];
    return whole > 0 ? whole : this.tape.orders.prices[order];
  }

  /** A sequence is over: what it traded without a fill met an order that is not displayed. */
  private close(instrument: number): void {
    const open = this.open[instrument];
    this.showUnfilled(instrument);
    this.counts.lostFills += open.fills.size;
    open.fills.clear();
    open.filled = 0;
    open.size = 0;
  }

  private showUnfilled(instrument: number): void {
    const open = this.open[instrument];
    const unfilled = open.size - open.filled;
    if (unfilled > 0) {
      const [price, rest] = this.split(instrument, open.price);
      const half = rest * 2 === this.ticks[instrument];
      if (rest > 0 && !half) this.counts.oddPrices++;
      this.tape.unseen(this.now, instrument, open.side, price, unfilled, half ? Flag.halfTick : 0);
    }
    open.filled = Math.max(0, -unfilled);
    open.size = 0;
  }

  private split(instrument: number, price: number): [ticks: number, rest: number] {
    const tick = this.ticks[instrument];
    const rest = price % tick;
    return [(price - rest) / tick, rest];
  }

  private ticksOf(instrument: number, event: EventRecord): number {
    const [price] = this.split(instrument, event.price);
    if (price < 1 || price > HIGHEST)
      event.fail('price', `at most USD ${(HIGHEST * this.ticks[instrument]) / CENT / 100}`);
    return price;
  }
}
