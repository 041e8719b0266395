import { InputError } from '../../diagnostics/index.js';
import { Venue } from '../../market/index.js';
import type { RulePack } from '../../rules/index.js';
import { codeNames, RejectReason, type Tape, type TapeHeader, TapeWriter } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { MappedRows } from '../replay-result.js';
import { OrderFates } from './order-fates.js';
import { OrderTable } from './order-table.js';
import type { OwnRecord } from './own-record.js';
import { RecordedTrades } from './recorded-trades.js';

/** Share of orders whose executed quantity must be the recorded one, where the files have trades; as for szse-l3. */
const REQUIRED = 0.998;

const reasons = codeNames(RejectReason);

/**
 * Puts orders and cancels through the venue, and nothing else: its trades are compared with those of the files. Where
 * orders came from had accepted them, so that breaches of the rules are counted and let pass; nothing is settled. What
 * the venue cancels of itself, such as the rest of a market order, may stand in the files as a cancel or not.
 */
export class ThroughVenue {
  private readonly tape: TapeWriter;
  private readonly venue: Venue;
  private readonly orders = new OrderTable();
  private readonly trades: RecordedTrades;
  private readonly fates: OrderFates;
  /** The venue's number of an order of the files; −1 for one that it refused. */
  private readonly numbers: number[] = [];
  /** The order of the files by the venue's number. */
  private readonly orderOf: number[] = [];
  private readonly counts = new Map<string, number>();
  private recorded = 0;

  constructor(
    header: TapeHeader,
    private readonly rules: RulePack,
  ) {
    const { instruments, accounts } = header;
    this.tape = new TapeWriter(header);
    this.venue = new Venue({ rules, instruments, accounts, tape: this.tape, settlement: 'none', validation: 'report' });
    this.trades = new RecordedTrades(instruments.length);
    this.fates = new OrderFates(this.tape);
  }

  take(record: OwnRecord): void {
    this.advanceTo(record.timeNs);
    if (record.kind === 'order') this.submit(record);
    else if (record.kind === 'cancel') this.cancel(record);
    else {
      this.recorded++;
      this.trades.add(record, this.orders);
    }
  }

  /** Lets the clock run on, and orders that rest expire if so wished. */
  finish(untilNs: number, expire: boolean): { tape: Tape; comparisons: Comparison[]; mapped: MappedRows[] } {
    this.venue.advanceTo(Math.max(this.venue.now, untilNs));
    if (expire) this.venue.closeDay();
    this.fates.read();
    const tape = this.tape.finish();
    const comparisons = [
      ...(this.recorded === 0 ? [] : [this.compareExecutions(), this.trades.compare(tape, this.orderOf)]),
      this.compareCancels(),
    ];
    for (const [reason, rows] of this.venue.breaches.entries())
      if (rows > 0) this.counts.set(`accepted although the rules of the day forbid it (${reasons[reason]})`, rows);
    return { tape, comparisons, mapped: Array.from(this.counts, ([rule, rows]) => ({ rule, rows })) };
  }

  private advanceTo(timeNs: number): void {
    if (timeNs < this.venue.now) this.count('a time before that of a row above: taken as the same time');
    else this.venue.advanceTo(timeNs);
  }

  private submit(record: OwnRecord): void {
    const { instrument, account, side, type, price, quantity, file, line } = record;
    if (side < 0 || quantity < 0) throw new InputError('found no side or quantity, expected both', { file, line });
    const order = this.orders.add(record);
    const number = this.venue.submit(instrument, account, side, type, price, quantity);
    this.numbers[order] = Math.max(-1, number);
    if (number < 0) this.count(`refused by the venue (${reasons[-1 - number]})`);
    else {
      this.orderOf[number] = order;
      this.fates.entered(number, quantity);
    }
  }

  private cancel(record: OwnRecord): void {
    const order = this.orders.cancelledBy(record);
    if (order < 0) {
      this.count('cancels of orders that the files do not have: left out');
      return;
    }
    const { [order]: number } = this.numbers;
    if (number < 0) return;
    this.fates.read();
    const { [number]: left } = this.fates.left;
    const quantity = record.quantity < 0 ? left : record.quantity;
    this.orders.cancelled[order] += quantity;
    if (left === 0) return;
    const partial = this.rules.partialCancel && quantity < left;
    const answer = partial ? this.venue.cancel(-1, number, quantity) : this.venue.cancel(-1, number);
    if (answer < 0) this.count(`cancels refused by the venue (${reasons[-1 - answer]})`);
  }

  private compareExecutions(): Comparison {
    const comparison = new Comparison('executed quantity by order', REQUIRED);
    for (const [order, recorded] of this.orders.executed.entries()) {
      const made = this.fates.executed[this.numbers[order]] ?? 0;
      comparison.add(recorded === made, () => [this.place(order), String(recorded), String(made)]);
    }
    return comparison;
  }

  /** Of the orders that the files say were cancelled; the rest of a market order may be missing in the files. */
  private compareCancels(): Comparison {
    const comparison = new Comparison('cancelled quantity by order', 0);
    for (const [order, recorded] of this.orders.cancelled.entries()) {
      if (recorded === 0) continue;
      const made = this.fates.cancelled[this.numbers[order]] ?? 0;
      comparison.add(recorded === made, () => [this.place(order), String(recorded), String(made)]);
    }
    return comparison;
  }

  private place(order: number): string {
    return `order at line ${this.orders.lines[order]}`;
  }

  private count(rule: string): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1);
  }
}
