import { NO_ASK, NO_BID } from '../../market/index.js';
import { formatTimeOfDay, Phase, type TapeHeader } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import { EventTape } from '../event-tape.js';
import { type BitstampDay, type BitstampEvent, UNIT } from './events.js';
import { type Execution, findExecutions } from './executions.js';

interface Known {
  /** Number on the tape. */
  readonly order: number;
  /** Satoshi that remained of it. */
  readonly volume: number;
}

/**
 * Turns events into rows of the tape. A trade whose two sides both show is one row, at the time of the first of them,
 * between the newer order and the older, at the older one's price; what only one side shows is a trade with an unknown
 * counterparty. Quantities are rounded half up to 10⁻⁶ of the unit, an order to at least one, and counted where that
 * changes them. A change of price (the exchange walks market orders through the book that way) replaces the order.
 */
export class BitstampTape {
  readonly tape: EventTape;
  readonly counts = { rounded: 0, entered: 0, unknown: 0, late: 0, moved: 0, gone: 0 };
  readonly checks = {
    created: new Comparison('created orders', 0),
    changes: new Comparison('changes of orders in the file', 0),
    deletions: new Comparison('deletions of orders in the file', 0),
    shrinking: new Comparison('remaining volumes that do not grow', 0.99),
    withdrawn: new Comparison('deletions with volume left, of all that remained', 0),
    bothSides: new Comparison('executions that show on both sides', 0),
    open: new Comparison('book not crossed behind an event', 0),
  };
  /** Orders that stand, by the source's id. */
  private readonly orders = new Map<number, Known>();
  /** Ids that were deleted, some of them before they were created: events may be received out of order. */
  private readonly gone = new Set<number>();
  private readonly executions: ReadonlyMap<number, Execution>;

  constructor(
    header: TapeHeader,
    private readonly day: BitstampDay,
  ) {
    this.tape = new EventTape(header);
    this.executions = findExecutions(day.events);
  }

  /** @param refuse - ends reading at an event, with what was found and expected */
  run(refuse: (event: BitstampEvent, found: string, expected: string) => never): void {
    const { events } = this.day;
    this.tape.phase(events[0].timeNs, Phase.continuous);
    for (const [index, event] of events.entries()) {
      const known = this.orders.get(event.id);
      if (event.action === 'created') {
        if (known !== undefined) refuse(event, `a second order ${event.id}`, 'every id created once');
        this.create(event);
      } else if (known === undefined) this.meetUnknown(event);
      else this.change(index, event, known);
      this.judgeBook(event);
    }
  }

  private create(event: BitstampEvent): void {
    const early = this.gone.has(event.id);
    this.checks.created.add(!early, () => [placeOf(event), 'created', 'deleted before']);
    if (early) this.counts.late++;
    else this.enter(event);
  }

  private enter(event: BitstampEvent): void {
    const quantity = this.units(event.volume);
    const order = this.tape.accept(event.timeNs, 0, event.side, event.price, quantity);
    this.orders.set(event.id, { order, volume: event.volume });
  }

  /** An order that stood before the file began: a change says what remains of it. */
  private meetUnknown(event: BitstampEvent): void {
    const check = event.action === 'changed' ? this.checks.changes : this.checks.deletions;
    check.add(false, () => [placeOf(event), event.action, 'no such order any more or yet']);
    if (this.gone.has(event.id)) this.counts.gone++;
    else if (event.action === 'deleted') {
      this.gone.add(event.id);
      this.counts.unknown++;
    } else if (event.volume > 0) {
      this.enter(event);
      this.counts.entered++;
    }
  }

  private change(index: number, event: BitstampEvent, known: Known): void {
    const { action, volume, id } = event;
    (action === 'changed' ? this.checks.changes : this.checks.deletions).add(true, () => ['', '', '']);
    this.checks.shrinking.add(volume <= known.volume, () => [placeOf(event), String(volume), String(known.volume)]);
    const execution = this.executions.get(index);
    if (execution !== undefined) this.execute(index, event, execution);
    else if (action === 'deleted' && volume > 0)
      this.checks.withdrawn.add(volume === known.volume, () => [placeOf(event), String(volume), String(known.volume)]);
    const { order } = known;
    if (action === 'deleted') {
      this.tape.cancel(event.timeNs, order, this.tape.remaining(order));
      this.orders.delete(id);
      this.gone.add(id);
      return;
    }
    const rests = this.tape.remaining(order);
    const grown = volume > known.volume;
    if (rests > 0 && (grown || event.price !== this.tape.orders.prices[order])) {
      this.counts.moved++;
      const quantity = grown ? this.units(volume) : rests;
      this.orders.set(id, { order: this.tape.replace(event.timeNs, order, event.price, quantity), volume });
    } else this.orders.set(id, { order, volume });
  }

  /** One row a trade: the first of its two events writes it. */
  private execute(index: number, event: BitstampEvent, { other, volume }: Execution): void {
    this.checks.bothSides.add(other >= 0, () => [placeOf(event), `${volume} satoshi`, 'no counterpart']);
    if (other >= 0 && other < index) return;
    const own = this.orders.get(event.id)!.order;
    const partner = other < 0 ? -1 : (this.orders.get(this.day.events[other].id)?.order ?? -1);
    const quantity = this.units(volume);
    if (partner < 0) this.tape.execute(event.timeNs, own, this.tape.orders.prices[own], quantity);
    else {
      const [resting, incoming] = own < partner ? [own, partner] : [partner, own];
      this.tape.trade(event.timeNs, incoming, resting, quantity);
    }
  }

  private judgeBook(event: BitstampEvent): void {
    const { bestBid, bestAsk } = this.tape.book(0);
    const crossed = bestBid !== NO_BID && bestAsk !== NO_ASK && bestBid >= bestAsk;
    this.checks.open.add(!crossed, () => [placeOf(event), 'bid below ask', `${bestBid} and ${bestAsk}`]);
  }

  private units(satoshi: number): number {
    const rest = satoshi % UNIT;
    if (rest !== 0) this.counts.rounded++;
    return Math.max(1, (satoshi - rest) / UNIT + (rest * 2 >= UNIT ? 1 : 0));
  }
}

function placeOf({ line, id, timeNs }: BitstampEvent): string {
  return `order ${id}, line ${line}, ${formatTimeOfDay(timeNs)}`;
}
