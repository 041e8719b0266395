import { InputError } from '../../diagnostics/index.js';
import { NO_ASK, NO_BID } from '../../market/index.js';
import { Flag, formatTimeOfDay, Side, type TapeHeader } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import { EventTape, LARGEST_QUANTITY } from '../event-tape.js';
import type { Add, HiddenTrade, PitchMessage, Reduction } from './message.js';

/** Highest price in ticks that the book can hold with room to spare. */
const HIGHEST = 1_000_000_000;

type Of<T> = Extract<PitchMessage, T>;

/**
 * What the messages themselves must keep, since a source of events without books has no other witness: a cancel or
 * execution takes no more than rests of its order. Whether the order is in the file, and how executions lie to the
 * displayed best prices, is only reported: a file may begin within a day.
 */
export class PitchChecks {
  readonly adds = new Comparison('new orders whose id no resting order has', 1);
  readonly cancels = new Comparison('cancels of at most what rests', 1);
  readonly executions = new Comparison('executions of at most what rests', 1);
  readonly known = new Comparison('cancels and executions of orders in the file', 0);
  readonly best = new Comparison('executions at the best price of their side', 0);
  readonly hidden = new Comparison('hidden executions not outside the displayed best prices', 0);

  all(): Comparison[] {
    return [this.adds, this.cancels, this.executions, this.known, this.best, this.hidden];
  }
}

/** Turns messages into rows of the tape, and judges them by the books that these make. */
export class PitchTape {
  readonly tape: EventTape;
  /** Hidden executions between two ticks and not at the half. */
  oddPrices = 0;
  private readonly numbers = new Map<string, number>();

  constructor(
    header: TapeHeader,
    private readonly instruments: ReadonlyMap<string, number>,
    /** Price units of a tick by instrument. */
    private readonly ticks: readonly number[],
    private readonly file: string,
    private readonly checks: PitchChecks,
  ) {
    this.tape = new EventTape(header);
  }

  take(message: PitchMessage): void {
    if (message.type === 'A') this.add(message);
    else if (message.type === 'P') this.trade(message);
    else this.reduce(message);
  }

  private add({ line, timeNs, id, side, symbol, price, quantity }: Of<Add>): void {
    const instrument = this.instruments.get(symbol)!;
    if (this.tape.remaining(this.numbers.get(id)) > 0)
      throw new InputError(`found a second order ${id}, expected an id that no resting order has`, {
        file: this.file,
        line,
        path: 'order id',
      });
    this.checks.adds.add(true, () => ['', '', '']);
    const ticks = price / this.ticks[instrument];
    if (ticks > HIGHEST)
      throw new InputError(`found ${price}, expected a price of at most ${HIGHEST * this.ticks[instrument]}`, {
        file: this.file,
        line,
        path: 'price',
      });
    if (this.tape.overflows(instrument, side, ticks, quantity))
      throw new InputError(`found ${quantity} more, expected a level of at most ${LARGEST_QUANTITY} shares`, {
        file: this.file,
        line,
        path: 'shares',
      });
    this.numbers.set(id, this.tape.accept(timeNs, instrument, side, ticks, quantity));
  }

  private reduce({ type, line, timeNs, id, quantity }: Of<Reduction>): void {
    const { cancels, executions, known, best } = this.checks;
    const order = this.numbers.get(id);
    const about = () => `order ${id}, line ${line}`;
    known.add(order !== undefined, () => [about(), `${quantity} shares`, 'no such order']);
    if (order === undefined) return;
    const rests = this.tape.remaining(order);
    (type === 'X' ? cancels : executions).add(quantity <= rests, () => [about(), String(quantity), String(rests)]);
    const { sides, prices, instruments } = this.tape.orders;
    const { [order]: price } = prices;
    if (type === 'X') {
      this.tape.cancel(timeNs, order, quantity);
      return;
    }
    const { bestBid, bestAsk } = this.tape.book(instruments[order]);
    const touch = sides[order] === Side.buy ? bestBid : bestAsk;
    best.add(price === touch, () => [about(), String(price), String(touch)]);
    this.tape.execute(timeNs, order, price, quantity);
  }

  private trade({ line, timeNs, side, symbol, price, quantity }: Of<HiddenTrade>): void {
    const instrument = this.instruments.get(symbol)!;
    const { [instrument]: tick } = this.ticks;
    const rest = price % tick;
    const ticks = (price - rest) / tick;
    const half = rest * 2 === tick;
    if (rest > 0 && !half) this.oddPrices++;
    const { bestBid, bestAsk } = this.tape.book(instrument);
    const inside = (bestBid === NO_BID || price >= bestBid * tick) && (bestAsk === NO_ASK || price <= bestAsk * tick);
    this.checks.hidden.add(inside, () => [
      `${symbol}, line ${line}, ${formatTimeOfDay(timeNs)}`,
      String(price / tick),
      `${bestBid} to ${bestAsk}`,
    ]);
    this.tape.unseen(
      timeNs,
      instrument,
      side === Side.buy ? Side.sell : Side.buy,
      ticks,
      quantity,
      half ? Flag.halfTick : 0,
    );
  }
}
