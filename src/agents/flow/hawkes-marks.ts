import { bucketOf, flowKinds, type HawkesModel, OrderMemory, orderZone, REPLACEMENT_REACH } from '../../model/index.js';
import type { Stream } from '../../random/index.js';

/** Draws after which a quantity that does not fit is cut to what does. */
const MOST_TRIES = 24;
/** Ticks around a drawn price within which a taken one is looked for: half its distance, within bounds; and an empty one. */
const NEAR_TICKS = 20;
const FEW_TICKS = 3;
const FAR_TICKS = 1000;
/** The kind of the orders behind the touch. */
const DEEPER = 2;

/** Draws where the orders of a Hawkes flow are placed and how large they are. Quantities are the instrument's units. */
export class HawkesMarks {
  private readonly lot: number;
  private readonly spreadEdges: Float64Array;
  private readonly placementEdges: Float64Array;
  private readonly touchEdges: Float64Array;
  /** By side. */
  private readonly memories: readonly OrderMemory[];
  /** Share of the orders of a kind that replace the last cancel, [kind][bucket of the time since]. */
  private readonly replaced: readonly Float64Array[];
  /** Bucket of the cancel that the order replaces that was placed last; −1 when it replaces none. */
  private replaces = -1;
  /** Bucket of the time since the last cancel when the last order was placed; −1 too long ago. */
  private sinceCancel = -1;

  /** @param standsAt - whether orders stand at a price of a side */
  constructor(
    private readonly model: HawkesModel,
    private readonly standsAt: (side: number, price: number) => boolean,
  ) {
    const { market, quantities, placement, taking } = model.file;
    this.placementEdges = Float64Array.from(placement.spreadEdges);
    this.lot = market.lot;
    this.spreadEdges = Float64Array.from(quantities.spreadEdges);
    this.touchEdges = Float64Array.from(taking.touchEdgesLots);
    const { orders, cancelEdgesNs, zones } = model.file.memory;
    const memory = () => new OrderMemory(orders, cancelEdgesNs, zones.length);
    this.memories = [memory(), memory()];
    this.replaced = flowKinds.slice(0, DEEPER + 1).map((_, kind) =>
      Float64Array.from(cancelEdgesNs, (_edge, bucket) => {
        const cells = (kind < DEEPER ? [zones[kind]] : zones.slice(DEEPER)).map((zone) => zone.afterCancel[bucket]);
        const all = cells.reduce((sum, cell) => sum + cell.orders, 0);
        return cells.reduce((sum, cell) => sum + cell.orders * cell.cancelled.value, 0) / Math.max(1, all);
      }),
    );
  }

  /**
   * Ticks from the own touch, negative into the spread, at which a limit order is placed: kind 0 improves, 1 joins, 2
   * rests deeper. {@link quantity} belongs to the same order.
   * @param touch - ticks of the own touch
   */
  placement(kind: number, side: number, touch: number, spread: number, now: number, stream: Stream): number {
    const bucket = this.memories[side].sinceCancel(now);
    this.sinceCancel = bucket;
    this.replaces = bucket >= 0 && stream.uniform() < this.replaced[kind][bucket] ? bucket : -1;
    if (kind === 1) return 0;
    const behind = this.replacement(kind, side, touch, spread, stream);
    if (!Number.isNaN(behind)) return behind;
    if (kind === DEEPER) return this.amongPrices(side, touch, this.depth(spread, stream), stream);
    return spread > 1 ? -this.improvement(spread, stream) : 0;
  }

  /** Quantity of the order that was placed last. It counts as sent. */
  quantity(kind: number, side: number, behind: number, spread: number, stream: Stream): number {
    const memory = this.memories[side];
    const zone = this.zone(kind, behind);
    const quantity = this.replaces >= 0 ? memory.cancelledQuantity : this.repeated(memory, zone, stream);
    const sent = quantity > 0 ? quantity : this.freshQuantity(kind, behind, spread, stream.uniform());
    memory.order(zone, sent);
    return sent;
  }

  /** Quantity of one of the last orders of a zone; 0 for an order that repeats none. */
  private repeated(memory: OrderMemory, zone: number, stream: Stream): number {
    const { afterCancel, otherwise } = this.model.file.memory.zones[zone];
    const { sinceCancel } = this;
    const after = sinceCancel < 0 ? undefined : afterCancel[sinceCancel];
    // Of those that do not repeat the cancel.
    const share =
      after === undefined ? otherwise.recent.value : after.recent.value / Math.max(1e-9, 1 - after.cancelled.value);
    const count = memory.count(zone);
    if (count === 0 || stream.uniform() >= share) return 0;
    return memory.at(zone, Math.floor(stream.uniform() * count));
  }

  private zone(kind: number, behind: number): number {
    return orderZone(kind, behind, this.model.file.quantities.distanceEdgesTicks);
  }

  /** Where an order stands that replaces the last cancelled one; NaN when it replaces none or stands like any other. */
  private replacement(kind: number, side: number, touch: number, spread: number, stream: Stream): number {
    const { replaces } = this;
    if (replaces < 0) return Number.NaN;
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

  /** A limit order that others sent, which the flow takes over. */
  seen(kind: number, side: number, behind: number, quantity: number): void {
    this.memories[side].order(this.zone(kind, behind), quantity);
  }

  /** An order was cancelled. */
  cancelled(side: number, quantity: number, price: number, now: number): void {
    this.memories[side].cancel(quantity, price, now);
  }

  /** A quantity that repeats none. @param draw - uniform in [0, 1) */
  freshQuantity(kind: number, behind: number, spread: number, draw: number): number {
    const bucket = kind === DEEPER ? this.zone(kind, behind) - DEEPER : bucketOf(this.spreadEdges, spread);
    return this.model.quantities[kind][bucket].quantile(draw) * this.lot;
  }

  /** Ticks from the own touch into a spread of at least 2: 1 … spread − 1; as in the widest seen where it is wider. */
  private improvement(spread: number, stream: Stream): number {
    const { widestTicks } = this.model.file.states;
    if (spread <= widestTicks || widestTicks < 2) return this.improvementWithin(spread, stream);
    const ticks = this.improvementWithin(widestTicks, stream);
    return Math.max(1, Math.min(spread - 1, Math.round((ticks * spread) / widestTicks)));
  }

  private improvementWithin(spread: number, stream: Stream): number {
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
  private depth(spread: number, stream: Stream): number {
    return 1 + this.model.deeper[bucketOf(this.placementEdges, spread)].quantile(stream.uniform());
  }

  /**
   * The distance nearest to one drawn at which others stand, or none does, whichever it is to be; as drawn where that
   * would be too far away.
   */
  private amongPrices(side: number, touch: number, behind: number, stream: Stream): number {
    const { distanceEdgesTicks, shares } = this.model.file.placement.takenPrices;
    const wanted = stream.uniform() < shares[bucketOf(distanceEdgesTicks, behind)].value;
    const step = side === 0 ? -1 : 1;
    const reach = wanted ? Math.max(NEAR_TICKS, Math.min(FAR_TICKS, behind >> 1)) : FEW_TICKS;
    for (let away = 0; away <= reach; away++) {
      if (behind > away && this.standsAt(side, touch + step * (behind - away)) === wanted) return behind - away;
      if (this.standsAt(side, touch + step * (behind + away)) === wanted) return behind + away;
    }
    return behind;
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
