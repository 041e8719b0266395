import { bucketOf } from '../../model/index.js';
import {
  type BookState,
  type FlowRecord,
  FlowType,
  type FlowVisitor,
  type OrderArrival,
  type OrderCancel,
  type RebuiltBook,
  readFlow,
} from '../../order-flow/index.js';
import { Phase, type RowSource, Side } from '../../tape/index.js';

/** Edges between the age bins of the cancel law, seconds. */
export const CHOICE_AGE_EDGES: readonly number[] = [
  0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000,
];
const AGES = CHOICE_AGE_EDGES.length + 1;

/** Cancels of a kind and side whose alternatives are kept: enough to know a law of some tens of numbers. */
const MOST_CHOICES = 12_000;

/** Cancels, and the orders among which each chose. */
export interface CancelChoices {
  readonly ages: number;
  readonly distances: number;
  readonly quantities: number;
  readonly count: number;
  /** Cell (age·distances + distance)·quantities + quantity of the order that went. */
  readonly chosen: Uint16Array;
  /** Orders of each cell that might have gone, itself included, [choice·cells + cell]. */
  readonly atRisk: Uint16Array;
}

/** What might have been cancelled, before every event of a {@link FlowRecord} and at its cancels. */
export interface CancelRisk {
  /** Orders at the touch, [side][row]; the row after the last is the book at the end. */
  readonly atTouch: readonly [Uint16Array, Uint16Array];
  /** Orders behind it, as far as `reach`. */
  readonly behind: readonly [Uint16Array, Uint16Array];
  /** Of orders at the touch: one distance. Both sides together. */
  readonly touchChoices: CancelChoices;
  /** Of orders behind it, by `distanceEdges`. Both by `quantityEdges`. */
  readonly deeperChoices: CancelChoices;
}

/**
 * Reads what was at risk of being cancelled. The rows are those of `record`, which must come from the same tape.
 * @param reach - ticks behind the touch within which an order counts
 * @param distanceEdges - smallest distance of each distance bin but the first
 * @param quantityEdges - smallest quantity, in units, of each bin of quantities but the first
 */
export function readCancelRisk(
  tape: RowSource,
  instrument: number,
  record: FlowRecord,
  reach: number,
  distanceEdges: readonly number[],
  quantityEdges: readonly number[] = [],
): CancelRisk {
  const reader = new RiskReader(record, reach, distanceEdges, quantityEdges);
  readFlow(tape, instrument, reader);
  return reader.finish();
}

class RiskReader implements FlowVisitor {
  private row = 0;
  private readonly atTouch: [Uint16Array, Uint16Array];
  private readonly behind: [Uint16Array, Uint16Array];
  private readonly touch = [0, 0];
  private readonly deeper = [0, 0];
  private births = new Float64Array(1024).fill(Number.NEGATIVE_INFINITY);
  private readonly choices: readonly [ChoiceSample, ChoiceSample];

  constructor(
    private readonly record: FlowRecord,
    private readonly reach: number,
    private readonly distanceEdges: readonly number[],
    private readonly quantityEdges: readonly number[],
  ) {
    const columns = (): [Uint16Array, Uint16Array] => [
      new Uint16Array(record.count + 1),
      new Uint16Array(record.count + 1),
    ];
    this.atTouch = columns();
    this.behind = columns();
    const quantities = quantityEdges.length + 1;
    this.choices = [new ChoiceSample(1, quantities), new ChoiceSample(distanceEdges.length + 1, quantities)];
  }

  arrival(arrival: OrderArrival, rebuilt: RebuiltBook): void {
    const { order, time, type, phase } = arrival;
    if (order >= 0) {
      while (order >= this.births.length) {
        const births = new Float64Array(this.births.length * 2).fill(Number.NEGATIVE_INFINITY);
        births.set(this.births);
        this.births = births;
      }
      this.births[order] = time;
    }
    if (type === FlowType.unplaced || !this.holds(time, phase)) return;
    this.note();
    // An order that executes and rests is two rows.
    const { record, row } = this;
    const rests = order >= 0 && rebuilt.slotOf(order) >= 0;
    if (type === FlowType.marketable && rests && row < record.count && record.order[row] === order) this.note();
  }

  cancel(cancel: OrderCancel, rebuilt: RebuiltBook): void {
    const { phase, before, distance, side, age, time, quantity } = cancel;
    if (!this.holds(time, phase) || before.bestBid < 0 || before.bestAsk < 0) return;
    this.note();
    if (distance > this.reach) return;
    const [touch, deeper] = this.choices;
    const sample = distance <= 0 ? touch : deeper;
    if (!sample.wants()) return;
    const best = side === Side.buy ? before.bestBid : before.bestAsk;
    const born = age < 0 || age > time ? Number.NEGATIVE_INFINITY : time - age;
    sample.begin(this.cell(time, born, distance, quantity));
    const { book } = rebuilt;
    const step = side === Side.buy ? -1 : 1;
    // The touch may have gone with the order, or moved up behind it: levels are walked from where the touch was.
    for (
      let price = book.quantityAt(side, best) > 0 ? best : book.nextLevel(side, best);
      (price - best) * step <= this.reach;
      price = book.nextLevel(side, price)
    ) {
      const behind = (price - best) * step;
      if (behind > 0 !== distance > 0) {
        if (behind > 0) break;
        continue;
      }
      for (let slot = book.headOf(side, price); slot > 0; slot = book.nextInQueue(slot))
        sample.risk(this.cell(time, this.birthOf(book.orderOf(slot)), behind, book.quantityOf(slot)));
    }
    sample.end();
  }

  settled(_time: number, state: Readonly<BookState>, { book }: RebuiltBook): void {
    for (const side of [Side.buy, Side.sell] as const) {
      const best = side === Side.buy ? state.bestBid : state.bestAsk;
      let [touch, deeper] = [0, 0];
      if (best > 0) {
        const step = side === Side.buy ? -1 : 1;
        touch = book.ordersAt(side, best);
        for (
          let price = book.nextLevel(side, best);
          (price - best) * step <= this.reach;
          price = book.nextLevel(side, price)
        )
          deeper += book.ordersAt(side, price);
      }
      this.touch[side] = Math.min(touch, 65535);
      this.deeper[side] = Math.min(deeper, 65535);
    }
  }

  finish(): CancelRisk {
    if (this.row !== this.record.count) throw new Error(`${this.row} events at risk, ${this.record.count} recorded`);
    this.note();
    const [touchChoices, deeperChoices] = this.choices.map((sample) => sample.finish());
    return { atTouch: this.atTouch, behind: this.behind, touchChoices, deeperChoices };
  }

  private holds(time: number, phase: Phase): boolean {
    const { startNs, endNs } = this.record;
    return phase === Phase.continuous && time >= startNs && time < endNs;
  }

  /** What stood before the row that comes. */
  private note(): void {
    const { row } = this;
    for (const side of [Side.buy, Side.sell]) {
      this.atTouch[side][row] = this.touch[side];
      this.behind[side][row] = this.deeper[side];
    }
    this.row++;
  }

  private birthOf(order: number): number {
    return order >= 0 && order < this.births.length ? this.births[order] : Number.NEGATIVE_INFINITY;
  }

  private cell(time: number, born: number, distance: number, quantity: number): number {
    const seconds = (time - born) / 1e9;
    let age = 0;
    while (age < AGES - 1 && seconds >= CHOICE_AGE_EDGES[age]) age++;
    const { distanceEdges, quantityEdges } = this;
    const place = distance <= 0 ? age : age * (distanceEdges.length + 1) + bucketOf(distanceEdges, distance);
    return place * (quantityEdges.length + 1) + bucketOf(quantityEdges, quantity);
  }
}

/** Keeps every so many choices, ever fewer as they become many. */
class ChoiceSample {
  private count = 0;
  private seen = 0;
  private stride = 1;
  private readonly cells: number;
  private readonly chosen = new Uint16Array(MOST_CHOICES);
  private readonly atRisk: Uint16Array;

  constructor(
    private readonly distances: number,
    private readonly quantities: number,
  ) {
    this.cells = AGES * distances * quantities;
    this.atRisk = new Uint16Array(MOST_CHOICES * this.cells);
  }

  wants(): boolean {
    return this.seen++ % this.stride === 0;
  }

  begin(cell: number): void {
    if (this.count === MOST_CHOICES) this.thin();
    this.chosen[this.count] = cell;
    this.atRisk.fill(0, this.count * this.cells, (this.count + 1) * this.cells);
    this.risk(cell);
  }

  risk(cell: number): void {
    this.atRisk[this.count * this.cells + cell]++;
  }

  end(): void {
    this.count++;
  }

  finish(): CancelChoices {
    const { count, cells, distances, quantities } = this;
    return {
      ages: AGES,
      distances,
      quantities,
      count,
      chosen: this.chosen.slice(0, count),
      atRisk: this.atRisk.slice(0, count * cells),
    };
  }

  private thin(): void {
    const { cells, chosen, atRisk } = this;
    for (let i = 0; 2 * i < MOST_CHOICES; i++) {
      chosen[i] = chosen[2 * i];
      atRisk.copyWithin(i * cells, 2 * i * cells, (2 * i + 1) * cells);
    }
    this.count = MOST_CHOICES / 2;
    this.stride *= 2;
  }
}
