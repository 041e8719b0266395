import { bucketOf, type HawkesModel } from '../../model/index.js';
import type { Stream } from '../../random/index.js';
import { SECOND, Side } from '../../tape/index.js';
import { RestingOrders } from './resting-orders.js';
import { widened } from './widened.js';

/** Draws by rejection after which the weights of all orders are summed. */
const MOST_TRIES = 64;

/** Age up to which an order counts as young, seconds: those are few, and much likelier to go than the many old ones. */
const YOUNG_SECONDS = 1;

/**
 * The open orders of a Hawkes flow: how many stand at the touch and behind it, and which of them a cancel takes, by its
 * age, its distance and its quantity. The touch is that of the market, which others may set.
 */
export class HawkesOrders {
  private readonly resting = new RestingOrders();
  private births = new Float64Array(1024);
  private readonly touch = [0, 0];
  /** Orders behind the touch within reach. */
  private readonly within = [0, 0];
  private readonly reach: number;
  private readonly ageEdges: Float64Array;
  /** Units. */
  private readonly quantityEdges: Float64Array;
  /** Bin of what is left of an order, by slot. */
  private quantityBins = new Uint8Array(1024);
  /** Relative hazard by ticks behind the touch, as far as the reach. */
  private readonly byDistance: Float64Array;
  /** Weights of the orders of a side, by place. */
  private weights = new Float64Array(1024);
  /** Largest weight behind the touch of an order that is not young. */
  private readonly mostOld: number;
  private readonly youngNs: number;
  private readonly young = [new YoungOrders(), new YoungOrders()];

  constructor(private readonly model: HawkesModel) {
    const { cancels, states, market } = model.file;
    this.reach = states.reachTicks;
    this.ageEdges = Float64Array.from(cancels.ageEdgesSeconds, (seconds) => seconds * SECOND);
    this.quantityEdges = Float64Array.from(cancels.quantityEdgesLots, (lots) => lots * market.lot);
    const { behindAge, behindDistance, behindQuantity } = model;
    this.byDistance = Float64Array.from(
      { length: this.reach + 1 },
      (_, ticks) => behindDistance[bucketOf(cancels.distanceEdgesTicks, ticks)],
    );
    const firstOld = cancels.ageEdgesSeconds.filter((edge) => edge <= YOUNG_SECONDS).length;
    this.youngNs = firstOld === 0 ? 0 : cancels.ageEdgesSeconds[firstOld - 1] * SECOND;
    this.mostOld =
      Math.max(...behindAge.subarray(firstOld)) * Math.max(...behindDistance) * Math.max(...behindQuantity);
  }

  count(side: number): number {
    return this.resting.count(side);
  }

  atTouch(side: number): number {
    return this.resting.countAt(side, this.touch[side]);
  }

  /** Whether orders stand at a price of a side. */
  standsAt(side: number, price: number): boolean {
    return this.resting.countAt(side, price) > 0;
  }

  behind(side: number): number {
    return this.within[side];
  }

  slotOf(ticket: number): number {
    return this.resting.slotOf(ticket);
  }

  /** Slot of the newest order at a price; −1 none. */
  newestAt(side: number, price: number): number {
    return this.resting.atPrice(side, price, 0);
  }

  /** The order of the same price that came before it; −1 none. */
  older(slot: number): number {
    return this.resting.older(slot);
  }

  priceOf(slot: number): number {
    return this.resting.priceOf(slot);
  }

  ticketOf(slot: number): number {
    return this.resting.ticketOf(slot);
  }

  /** @param bornNs - −∞ for an order that has been there longer than is known */
  add(ticket: number, side: number, price: number, quantity: number, bornNs: number): void {
    this.resting.add(ticket, side, price);
    const slot = this.resting.slotOf(ticket);
    if (slot >= this.births.length) {
      this.births = widened(this.births, slot * 2);
      this.quantityBins = widened(this.quantityBins, slot * 2);
    }
    this.setQuantity(slot, quantity);
    this.births[slot] = bornNs;
    if (bornNs > 0) this.young[side].push(slot, bornNs);
    if (this.isWithin(side, price)) this.within[side]++;
  }

  /** So much is left of an order. */
  setQuantity(slot: number, quantity: number): void {
    this.quantityBins[slot] = bucketOf(this.quantityEdges, quantity);
  }

  remove(slot: number, side: number): void {
    if (this.isWithin(side, this.resting.priceOf(slot))) this.within[side]--;
    this.resting.remove(slot);
    this.births[slot] = Number.NaN;
  }

  /** The side's best price is another one. An empty side is left where it was. */
  moveTouch(side: number, price: number): void {
    const before = this.touch[side];
    if (price <= 0 || price === before) return;
    this.touch[side] = price;
    const { resting, reach } = this;
    const step = side === Side.buy ? -1 : 1;
    const moved = (before - price) * step;
    let count = this.within[side];
    if (Math.abs(moved) >= reach || before <= 0) {
      count = 0;
      for (let behind = 1; behind <= reach; behind++) count += resting.countAt(side, price + step * behind);
    } else if (moved > 0)
      for (let i = 0; i < moved; i++) {
        // The touch has gone towards the other side: what it was stands behind, and the farthest are out of reach.
        count += resting.countAt(side, before - step * i);
        count -= resting.countAt(side, before + step * (reach - i));
      }
    else
      for (let i = 1; i <= -moved; i++) {
        count -= resting.countAt(side, before + step * i);
        count += resting.countAt(side, before + step * (reach + i));
      }
    this.within[side] = count;
  }

  /** Slot of the order at the touch that a cancel takes; −1 without one. */
  chooseAtTouch(side: number, now: number, stream: Stream): number {
    const { resting } = this;
    const count = this.atTouch(side);
    if (count === 0) return -1;
    const price = this.touch[side];
    if (count === 1) return resting.atPrice(side, price, 0);
    let total = 0;
    for (let place = 0, slot = resting.atPrice(side, price, 0); place < count; place++, slot = resting.older(slot))
      total += this.touchWeight(slot, now);
    let target = stream.uniform() * total;
    let slot = resting.atPrice(side, price, 0);
    for (let place = 1; place < count; place++) {
      target -= this.touchWeight(slot, now);
      if (target < 0) break;
      slot = resting.older(slot);
    }
    return slot;
  }

  /**
   * Slot of the order behind the touch and within reach that a cancel takes; −1 without one. Young orders are weighed one
   * by one and the others by rejection under a bound that holds for them, which is exact.
   */
  chooseBehind(side: number, now: number, stream: Stream): number {
    const { resting, mostOld, births, youngNs } = this;
    const count = resting.count(side);
    if (this.within[side] === 0) return -1;
    const young = this.young[side];
    young.forget(now - youngNs);
    let youngWeight = 0;
    for (let place = 0; place < young.count; place++) youngWeight += this.youngWeight(young, place, side, now);
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      let target = stream.uniform() * (youngWeight + count * mostOld);
      if (target < youngWeight) {
        for (let place = 0; place < young.count; place++) {
          target -= this.youngWeight(young, place, side, now);
          if (target < 0) return young.slotAt(place);
        }
        continue;
      }
      const slot = resting.at(side, Math.floor(stream.uniform() * count));
      if (births[slot] > now - youngNs) continue;
      if (stream.uniform() * mostOld < this.behindWeight(slot, side, now)) return slot;
    }
    if (count > this.weights.length) this.weights = new Float64Array(2 * count);
    const { weights } = this;
    let total = 0;
    for (let place = 0; place < count; place++) {
      weights[place] = this.behindWeight(resting.at(side, place), side, now);
      total += weights[place];
    }
    let target = stream.uniform() * total;
    for (let place = 0; place < count; place++) {
      target -= weights[place];
      if (target < 0) return resting.at(side, place);
    }
    return -1;
  }

  /** 0 when the order has gone, its slot being another's, or is no longer young: those of an opening book come unsorted. */
  private youngWeight(young: YoungOrders, place: number, side: number, now: number): number {
    const slot = young.slotAt(place);
    const born = young.birthAt(place);
    return this.births[slot] === born && born > now - this.youngNs ? this.behindWeight(slot, side, now) : 0;
  }

  private touchWeight(slot: number, now: number): number {
    const { touchAge, touchQuantity } = this.model;
    return touchAge[this.ageBin(now - this.births[slot])] * touchQuantity[this.quantityBins[slot]];
  }

  private behindWeight(slot: number, side: number, now: number): number {
    const price = this.resting.priceOf(slot);
    const distance = side === Side.buy ? this.touch[side] - price : price - this.touch[side];
    if (distance <= 0 || distance > this.reach) return 0;
    const { behindAge, behindQuantity } = this.model;
    const age = behindAge[this.ageBin(now - this.births[slot])];
    return age * this.byDistance[distance] * behindQuantity[this.quantityBins[slot]];
  }

  /** The bin of an age, ns; most orders are old, so the search begins there. */
  private ageBin(age: number): number {
    const { ageEdges } = this;
    let bin = ageEdges.length;
    while (bin > 0 && age < ageEdges[bin - 1]) bin--;
    return bin;
  }

  private isWithin(side: number, price: number): boolean {
    const touch = this.touch[side];
    const distance = side === Side.buy ? touch - price : price - touch;
    return touch > 0 && distance > 0 && distance <= this.reach;
  }
}

/** Slots of the orders of a side that came lately, oldest first, some of which may have gone. */
class YoungOrders {
  count = 0;
  private first = 0;
  private slots = new Int32Array(256);
  private births = new Float64Array(256);

  slotAt(place: number): number {
    return this.slots[(this.first + place) & (this.slots.length - 1)];
  }

  birthAt(place: number): number {
    return this.births[(this.first + place) & (this.slots.length - 1)];
  }

  push(slot: number, bornNs: number): void {
    if (this.count === this.slots.length) this.grow();
    const at = (this.first + this.count++) & (this.slots.length - 1);
    this.slots[at] = slot;
    this.births[at] = bornNs;
  }

  /** Drops those that were born up to a time. */
  forget(untilNs: number): void {
    while (this.count > 0 && this.birthAt(0) <= untilNs) {
      this.first = (this.first + 1) & (this.slots.length - 1);
      this.count--;
    }
  }

  private grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    const births = new Float64Array(2 * this.slots.length);
    for (let place = 0; place < this.count; place++) {
      slots[place] = this.slotAt(place);
      births[place] = this.birthAt(place);
    }
    this.slots = slots;
    this.births = births;
    this.first = 0;
  }
}
