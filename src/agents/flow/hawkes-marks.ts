import { bucketOf, type HawkesModel, OrderMemory, REPLACEMENT_REACH } from '../../model/index.js';
import type { Stream } from '../../random/index.js';

/** Draws after which a quantity that does not fit is cut to what does. */
const MOST_TRIES = 24;

/** Draws where the orders of a Hawkes flow are placed and how large they are. Quantities are the instrument's units. */
export class HawkesMarks {
  private readonly lot: number;
  private readonly spreadEdges: Float64Array;
  private readonly placementEdges: Float64Array;
  private readonly touchEdges: Float64Array;
  /** By side. */
  private readonly memories: readonly OrderMemory[];
  /** Bucket of the cancel that the last quantity repeats; −1 when it repeats none. */
  private replaces = -1;

  constructor(private readonly model: HawkesModel) {
    const { market, quantities, placement, taking } = model.file;
    this.placementEdges = Float64Array.from(placement.spreadEdges);
    this.lot = market.lot;
    this.spreadEdges = Float64Array.from(quantities.spreadEdges);
    this.touchEdges = Float64Array.from(taking.touchEdgesLots);
    const { orders, cancelEdgesNs } = model.file.memory;
    this.memories = [new OrderMemory(orders, cancelEdgesNs), new OrderMemory(orders, cancelEdgesNs)];
  }

  /** Quantity of a limit order: kind 0 improves, 1 joins, 2 rests deeper. It counts as sent. */
  quantity(kind: number, side: number, spread: number, now: number, stream: Stream): number {
    const memory = this.memories[side];
    const { afterCancel, otherwise } = this.model.file.memory;
    const bucket = memory.sinceCancel(now);
    const fromCancel = bucket >= 0 ? afterCancel[bucket].cancelled.value : 0;
    const fromRecent = memory.count === 0 ? 0 : (bucket >= 0 ? afterCancel[bucket] : otherwise).recent.value;
    const source = stream.uniform();
    const draw = stream.uniform();
    this.replaces = source < fromCancel ? bucket : -1;
    const quantity =
      source < fromCancel
        ? memory.cancelledQuantity
        : source < fromCancel + fromRecent
          ? memory.at(Math.floor(draw * memory.count))
          : this.freshQuantity(kind, spread, draw);
    memory.order(quantity);
    return quantity;
  }

  /**
   * Ticks from the own touch, negative into the spread, at which an order stands that replaces the cancelled one whose
   * quantity it was just given; NaN when it replaces none or is placed like any other.
   * @param touch - ticks of the own touch
   */
  replacement(kind: number, side: number, touch: number, spread: number, stream: Stream): number {
    const { replaces } = this;
    if (replaces < 0 || kind === 1) return Number.NaN;
    const { improve, deeper } = this.model.file.memory.replacements;
    const { within, offsets } = (kind === 0 ? improve : deeper)[replaces];
    let draw = stream.uniform();
    if (draw >= within.value) return Number.NaN;
    draw /= within.value;
    let index = 0;
    for (; index < offsets.length - 1 && draw >= offsets[index]; index++) draw -= offsets[index];
    const { cancelledPrice } = this.memories[side];
    const behind = (side === 0 ? touch - cancelledPrice : cancelledPrice - touch) + index - REPLACEMENT_REACH;
    const fits = kind === 0 ? behind < 0 && -behind < spread : behind > 0;
    return fits ? behind : Number.NaN;
  }

  /** An order of the flow, or one that it takes over, has this quantity. */
  seen(side: number, quantity: number): void {
    this.memories[side].order(quantity);
  }

  /** An order was cancelled. */
  cancelled(side: number, quantity: number, price: number, now: number): void {
    this.memories[side].cancel(quantity, price, now);
  }

  /** A quantity that repeats none. @param draw - uniform in [0, 1) */
  freshQuantity(kind: number, spread: number, draw: number): number {
    return this.model.quantities[kind][bucketOf(this.spreadEdges, spread)].quantile(draw) * this.lot;
  }

  /** Ticks from the own touch into a spread of at least 2: 1 … spread − 1. */
  improvement(spread: number, stream: Stream): number {
    const law = this.model.improve[bucketOf(this.placementEdges, spread)];
    const half = spread >> 1;
    // In the middle of the spread both laws meet: the own side's has the ticks up to the half.
    const fromOwn = spread === 2 || stream.uniform() < law.fromOwn;
    const table = fromOwn ? law.own : law.opposite;
    const most = fromOwn ? half : spread - 1 - half;
    // Cut at what the spread has room for.
    const room = most <= table.length ? table[most - 1] : table[table.length - 1];
    if (!(room > 0)) return fromOwn ? 1 : spread - 1;
    const target = stream.uniform() * room;
    let ticks = 1;
    while (ticks < most && table[ticks - 1] <= target) ticks++;
    return fromOwn ? ticks : spread - ticks;
  }

  /** Ticks behind the touch, from 1. */
  depth(spread: number, stream: Stream): number {
    return 1 + this.model.deeper[bucketOf(this.placementEdges, spread)].quantile(stream.uniform());
  }

  /** Quantity of a market order against a touch, in units. */
  taken(touch: number, stream: Stream): number {
    const { taking } = this.model.file;
    const { lot } = this;
    const touchLots = Math.max(1, Math.round(touch / lot));
    const bucket = bucketOf(this.touchEdges, touchLots);
    const choice = stream.uniform();
    if (choice < taking.exactly[bucket].value) return touch;
    if (choice < taking.exactly[bucket].value + taking.beyond[bucket].value)
      return touch + this.model.takenMore.quantile(stream.uniform()) * lot;
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const lots = this.model.takenWithin.quantile(stream.uniform());
      if (lots < touchLots) return lots * lot;
    }
    return Math.min(touch, lot);
  }
}
