import type { MarketMeasures } from '../evaluation/index.js';
import { NO_ASK, NO_BID, type Venue } from '../market/index.js';
import {
  type InstrumentHeader,
  Kind,
  MINUTE,
  Phase,
  SECOND,
  Side,
  type TapeRow,
  TradeStage,
  UNKNOWN,
} from '../tape/index.js';

/** Indications count from so long before the end of the phase in which orders can be taken back. */
const INDICATION_SPAN = 3 * MINUTE;

/** Kinds of rows that answer a request; a replacement has a row of its own beside that of the new order. */
const answers: readonly number[] = [Kind.accepted, Kind.rejected, Kind.cancelled];

export interface WatchOptions {
  readonly venue: Venue;
  readonly instrument: InstrumentHeader;
  /** Index of the instrument. */
  readonly index: number;
  /** The side that the attack favours. */
  readonly side: Side;
  /** ns since midnight. */
  readonly window: readonly [number, number];
  /** Accounts of the attack, whose own orders count in no queue. */
  readonly accounts: readonly number[];
  readonly phases: readonly { readonly phase: Phase; readonly startNs: number; readonly endNs: number }[];
}

/**
 * Measures the market where an attack acts while the tape grows. What stands in the book is seen once a second, after the
 * first command behind it.
 */
export class AttackWatch {
  private readonly own: ReadonlySet<number>;
  private readonly limit: number;
  private readonly mid = new Mean();
  private readonly queue = new Mean();
  private readonly stands = new Mean();
  private readonly indication = new Mean();
  private readonly callEnd: number;
  private indicated = UNKNOWN;
  private nextSecond: number;
  private traded = 0;
  private messages = 0;
  private openTicks = UNKNOWN;
  private closeTicks = UNKNOWN;

  constructor(private readonly options: WatchOptions) {
    const { instrument, side, window, accounts, phases } = options;
    this.own = new Set(accounts);
    this.limit = side === Side.buy ? instrument.upperLimit : instrument.lowerLimit;
    this.callEnd = phases.find(({ phase }) => phase === Phase.openCallCancelable)?.endNs ?? -Infinity;
    const from = Math.min(window[0], this.callEnd > 0 ? this.callEnd - INDICATION_SPAN : window[0]);
    this.nextSecond = Math.ceil(from / SECOND) * SECOND;
  }

  /** Takes a row whose command the book has taken already. */
  onRow(row: TapeRow): void {
    for (; this.nextSecond <= row.time; this.nextSecond += SECOND) this.look(this.nextSecond);
    const { index, window } = this.options;
    if (row.instrument !== index) return;
    const { kind, price, code, time } = row;
    if (kind === Kind.trade) {
      if (code === TradeStage.openCall) this.openTicks = price;
      this.closeTicks = price;
    } else if (kind === Kind.indication) this.indicated = price;
    if (time < window[0] || time > window[1]) return;
    if (kind === Kind.trade) this.traded += row.quantity;
    else if (answers.includes(kind)) this.messages++;
  }

  finish(): MarketMeasures {
    const known = (ticks: number) => (ticks === UNKNOWN ? null : ticks);
    return {
      direction: this.options.side === Side.buy ? 1 : -1,
      priceTicks: this.mid.value,
      tradedQuantity: this.traded,
      messages: this.messages,
      limitQueue: this.queue.value,
      atLimit: this.stands.value,
      indicationTicks: this.indication.value,
      openTicks: known(this.openTicks),
      closeTicks: known(this.closeTicks),
    };
  }

  private look(timeNs: number): void {
    const { venue, index, side, window } = this.options;
    if (timeNs <= this.callEnd && timeNs > this.callEnd - INDICATION_SPAN && this.indicated !== UNKNOWN)
      this.indication.add(this.indicated);
    if (timeNs < window[0] || timeNs > window[1] || venue.phase !== Phase.continuous) return;
    const { bestBid, bestAsk } = venue.book(index);
    if (bestBid !== NO_BID && bestAsk !== NO_ASK && bestBid < bestAsk) this.mid.add((bestBid + bestAsk) / 2);
    if (this.limit < 0) return;
    this.stands.add((side === Side.buy ? bestBid : bestAsk) === this.limit ? 1 : 0);
    this.queue.add(this.queueOfOthers());
  }

  private queueOfOthers(): number {
    const { venue, index, side } = this.options;
    const book = venue.book(index);
    let quantity = 0;
    for (let slot = book.headOf(side, this.limit); slot >= 0; slot = book.nextInQueue(slot))
      if (!this.own.has(book.accountOf(slot))) quantity += book.quantityOf(slot);
    return quantity;
  }
}

/** A mean that grows; null of nothing. */
class Mean {
  private sum = 0;
  private count = 0;

  add(value: number): void {
    this.sum += value;
    this.count++;
  }

  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }
}
