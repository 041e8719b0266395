import {
  type BookState,
  EVENT_TYPES,
  EventKind,
  type FlowRecord,
  FlowType,
  type FlowVisitor,
  type OrderArrival,
  type OrderCancel,
  type RebuiltBook,
  type RecordSpan,
  readFlow,
  readFlowRecord,
} from '../../order-flow/index.js';
import { Phase, type RowSource, Side } from '../../tape/index.js';
import { type Likelihood, LikelihoodSum } from '../likelihood.js';
import { BookLevels } from './book-levels.js';
import { type BaselineModel, type SideRates, sideRates } from './side-rates.js';

/** Ticks from the opposite touch beyond which orders are left out of account. */
const REACH = 2000;

/**
 * Log-likelihood of the events of a tape under a baseline: those of {@link readFlowRecord} for the same span, by type.
 * The book is the tape's own, for a record does not hold it.
 */
export function baselineLikelihood(
  tape: RowSource,
  instrument: number,
  model: BaselineModel,
  span: RecordSpan = {},
): Likelihood {
  const reading = new LikelihoodReading(readFlowRecord(tape, instrument, span), sideRates(model));
  readFlow(tape, instrument, reading);
  return reading.finish();
}

/** Walks along a record and a tape together: the tape for the book, the record for what counts as an event. */
class LikelihoodReading implements FlowVisitor {
  private readonly sum = new LikelihoodSum();
  private readonly rates = new Float64Array(EVENT_TYPES);
  private readonly book: BookLevels;
  private total = 0;
  private row = 0;
  private last: number;

  constructor(
    private readonly record: FlowRecord,
    private readonly model: SideRates,
  ) {
    this.book = new BookLevels(model.distanceLevels, model.queueLevels, REACH);
    this.last = record.startNs;
  }

  arrival({ type, time, phase }: OrderArrival): void {
    if (type === FlowType.unplaced || !this.holds(time, phase)) return;
    const { kind, order, time: times, count } = this.record;
    const row = this.row;
    this.happen();
    const rests = type === FlowType.marketable && row + 1 < count && kind[row + 1] === EventKind.improve;
    if (rests && order[row] >= 0 && order[row + 1] === order[row] && times[row + 1] === time) this.rest();
  }

  cancel({ time, phase, before }: OrderCancel): void {
    if (this.holds(time, phase) && before.bestBid >= 0 && before.bestAsk >= 0) this.happen();
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: RebuiltBook): void {
    const { book, model, record } = this;
    this.pass(time);
    const open = rebuilt.phase === Phase.continuous && time < record.endNs;
    book.read(rebuilt, open ? state.bestBid : -1, open ? state.bestAsk : -1, time);
    this.total = 0;
    this.rates.fill(0);
    if (!book.quoted) return;
    model.settle(book);
    for (const side of [Side.buy, Side.sell] as const) model.write(this.rates, side, book);
    for (let type = 0; type < EVENT_TYPES; type++) this.total += this.rates[type];
  }

  finish(): Likelihood {
    this.pass(this.record.endNs);
    return this.sum.finish();
  }

  private holds(time: number, phase: Phase): boolean {
    return phase === Phase.continuous && time >= this.record.startNs && time < this.record.endNs;
  }

  private happen(): void {
    const { kind, side } = this.record;
    this.sum.event(this.rates[2 * kind[this.row] + side[this.row]]);
    this.row++;
  }

  /** What a marketable order could not execute rests inside the spread that it has made. */
  private rest(): void {
    const { book, record, row, model } = this;
    const { bestBid, bestAsk } = book;
    book.bestBid = record.bestBid[row];
    book.bestAsk = record.bestAsk[row];
    if (book.quoted) model.write(this.rates, record.side[row] as 0 | 1, book);
    this.happen();
    book.bestBid = bestBid;
    book.bestAsk = bestAsk;
  }

  private pass(time: number): void {
    const until = Math.min(time, this.record.endNs);
    if (until <= this.last) return;
    this.sum.pass(this.total * ((until - this.last) / 1e9));
    this.last = until;
  }
}
