import { InputError } from '../../diagnostics/index.js';
import {
  type BookState,
  EventKind,
  type FlowRecord,
  type FlowVisitor,
  type OrderArrival,
  type OrderCancel,
  type RebuiltBook,
  readFlow,
  readFlowRecord,
} from '../../order-flow/index.js';
import { type InstrumentHeader, Phase, type RowSource, SECOND, Side, type TapeHeader } from '../../tape/index.js';
import { BookLevels } from './book-levels.js';
import { DistanceCounts } from './distance-counts.js';
import { QueueCounts } from './queue-counts.js';
import { TypicalMarket } from './typical-market.js';

export interface BaselineOptions {
  /** Name by which scenarios will call the model. */
  readonly name: string;
  /** Index into the header's instruments. @defaultValue 0 */
  readonly instrument?: number;
  /** Part of the day of which continuous trading is fitted, ns since midnight. @defaultValue the whole day */
  readonly windowNs?: readonly [number, number];
  /** SHA-256 of the source, hexadecimal. */
  readonly sourceDigest?: string;
  /** Ticks from the opposite touch with a rate of their own (Cont–Stoikov–Talreja). @defaultValue 95 % of limit orders */
  readonly distanceLevels?: number;
  /** Queues a side (queue-reactive). @defaultValue 90 % of events at the queues */
  readonly queueLevels?: number;
  /**
   * How θ and θ_reinit of the queue-reactive model are found: θ by counting, without redraws, or both by simulation as in
   * the paper, which costs a few seconds. @defaultValue counted
   */
  readonly reference?: 'counted' | 'calibrated';
}

/** Counts and times of a window, of which the rates of all baselines are ratios. */
export interface BaselineSample {
  readonly options: BaselineOptions;
  readonly header: TapeHeader;
  readonly instrument: InstrumentHeader;
  readonly rows: number;
  readonly startNs: number;
  readonly endNs: number;
  readonly record: FlowRecord;
  readonly distances: DistanceCounts;
  readonly queues: QueueCounts;
  readonly market: TypicalMarket;
  /** The window of the Santa Fe model, ticks from the opposite touch. */
  readonly windowTicks: number;
}

/** Fewest events of each kind; with fewer a rate says nothing. */
const FEWEST = { orders: 100, 'market orders': 20, cancels: 20 } as const;

/** Levels beyond which nothing is looked at, in levels that have a rate of their own. */
const REACH = 10;
const FEWEST_LEVELS = 5;
const MOST_LEVELS = 1000;
const MOST_QUEUES = 200;
/** Levels of the typical book. */
const PROFILE_LEVELS = 200;

/**
 * Reads a tape for all baselines: once for its events, from which levels and units are chosen, and once for the time the
 * book spent in each state.
 * @throws InputError when there is too little continuous trading
 */
export function sampleBaselines(tape: RowSource, options: BaselineOptions): BaselineSample {
  const number = options.instrument ?? 0;
  const instrument = tape.header.instruments[number];
  if (instrument === undefined)
    throw new InputError(
      `the tape has ${tape.header.instruments.length} instruments, instrument ${number} was asked for`,
    );
  const [from, until] = options.windowNs ?? [];
  const record = readFlowRecord(tape, number, { startNs: from, endNs: until });
  refuseTooLittle(record);
  const fromOpposite = distances(record, EventKind.cancelTouch, false);
  const distanceLevels =
    options.distanceLevels ?? Math.min(MOST_LEVELS, Math.max(FEWEST_LEVELS, shareOf(fromOpposite, 0.95)));
  const fromMid = distances(record, EventKind.market, true);
  const queueLevels = options.queueLevels ?? Math.min(MOST_QUEUES, Math.max(FEWEST_LEVELS, shareOf(fromMid, 0.9)));
  const book = new BookLevels(distanceLevels, queueLevels, REACH * distanceLevels);
  const counts = {
    distances: new DistanceCounts(distanceLevels, book),
    queues: new QueueCounts(queueLevels, unitOf(record, queueLevels), book),
    market: new TypicalMarket(PROFILE_LEVELS, book),
  };
  const { startNs, endNs } = record;
  readFlow(tape, number, new Sampler(startNs, endNs, book, counts));
  if (!(counts.market.seconds >= 1))
    throw new InputError(
      `both sides were quoted for ${counts.market.seconds} s of continuous trading, expected at least 1 s`,
    );
  return {
    options,
    header: tape.header,
    instrument,
    rows: tape.length,
    startNs,
    endNs,
    record,
    ...counts,
    windowTicks: shareOf(fromOpposite, 0.6),
  };
}

interface Counts {
  readonly distances: DistanceCounts;
  readonly queues: QueueCounts;
  readonly market: TypicalMarket;
}

/** Hands events and the time between them to the counts, while both sides are quoted in continuous trading. */
class Sampler implements FlowVisitor {
  private last = Number.NaN;

  constructor(
    private readonly startNs: number,
    private readonly endNs: number,
    private readonly book: BookLevels,
    private readonly counts: Counts,
  ) {}

  arrival(arrival: OrderArrival, rebuilt: RebuiltBook): void {
    if (!this.holds(arrival.time)) return;
    this.counts.distances.arrival(arrival, rebuilt);
    this.counts.queues.arrival(arrival, rebuilt);
  }

  cancel(cancel: OrderCancel): void {
    if (!this.holds(cancel.time)) return;
    this.counts.distances.cancel(cancel);
    this.counts.queues.cancel(cancel);
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: RebuiltBook): void {
    const { book, counts } = this;
    if (time < this.startNs && !(this.last < this.startNs)) this.last = this.startNs;
    this.pass(Math.min(time, this.endNs));
    const open = rebuilt.phase === Phase.continuous && time < this.endNs;
    book.read(rebuilt, open ? state.bestBid : -1, open ? state.bestAsk : -1, time);
    counts.queues.settle(time);
    if (book.quoted && time >= this.startNs) counts.market.see(time, state);
  }

  private holds(time: number): boolean {
    return this.book.quoted && time >= this.startNs && time < this.endNs;
  }

  /** Lets time go on with the book as it stands. */
  private pass(timeNs: number): void {
    const seconds = (timeNs - Math.max(this.last, this.startNs)) / SECOND;
    this.last = Math.max(timeNs, this.startNs);
    if (!(seconds > 0) || !this.book.quoted) return;
    this.counts.distances.pass(seconds);
    this.counts.queues.pass(seconds);
    this.counts.market.pass(seconds);
  }
}

function refuseTooLittle({ kind, count }: FlowRecord): void {
  const found = { orders: 0, 'market orders': 0, cancels: 0 };
  for (let row = 0; row < count; row++)
    found[
      kind[row] === EventKind.market ? 'market orders' : kind[row] < EventKind.cancelTouch ? 'orders' : 'cancels'
    ]++;
  for (const [what, fewest] of Object.entries(FEWEST))
    if (found[what as keyof typeof FEWEST] < fewest)
      throw new InputError(
        `too little to fit: ${found[what as keyof typeof FEWEST]} ${what} in continuous trading, expected at least ${fewest}`,
      );
}

/** Ticks of the events of the kinds below one from the opposite touch, or from the mid price, rounded up. */
function distances(record: FlowRecord, below: number, mid: boolean): Float64Array {
  const { count, kind, side, price, bestBid, bestAsk } = record;
  const found = new Float64Array(count);
  let events = 0;
  for (let row = 0; row < count; row++) {
    if (kind[row] >= below || bestBid[row] < 0 || bestAsk[row] < 0) continue;
    const from = mid ? (bestBid[row] + bestAsk[row]) / 2 : side[row] === Side.buy ? bestAsk[row] : bestBid[row];
    found[events++] = Math.max(1, Math.ceil(Math.abs(from - price[row])));
  }
  return found.subarray(0, events).sort();
}

/** The distance within which a share of them lies. */
function shareOf(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Mean quantity of an event no further from the mid price than the queues are. */
function unitOf(record: FlowRecord, levels: number): number {
  const { count, kind, price, quantity, bestBid, bestAsk } = record;
  let [sum, events] = [0, 0];
  for (let row = 0; row < count; row++) {
    if (bestBid[row] < 0 || bestAsk[row] < 0) continue;
    const away = Math.abs((bestBid[row] + bestAsk[row]) / 2 - price[row]);
    if (kind[row] !== EventKind.market && away > levels) continue;
    sum += quantity[row];
    events++;
  }
  return sum / events;
}
