import { AGE_EDGES_SECONDS, binOf, DISTANCE_EDGES_TICKS, imbalance } from '../model/index.js';
import type { BookState, FlowVisitor, OrderArrival, OrderCancel, RebuiltBook } from '../order-flow/index.js';
import { Phase, SECOND, Side } from '../tape/index.js';

export const AGE_BINS = AGE_EDGES_SECONDS.length + 1;
export const DISTANCE_BINS = DISTANCE_EDGES_TICKS.length + 1;
/** Buckets of the imbalance in the own side's favour, from −1 to 1. */
export const FAVOUR_BINS = 10;

/** Cancels and time at risk of all orders that rested in the window. */
export interface RiskSample {
  /** Minutes of the window, the last perhaps cut. */
  readonly minutes: number;
  /** Seconds at risk, summed over orders: [side][age bin][distance bin][minute]. */
  readonly seconds: Float64Array;
  /** Cancels, likewise. */
  readonly cancels: Float64Array;
  /** Of orders at the touch only, [side][imbalance in the own side's favour][minute]. */
  readonly touchSeconds: Float64Array;
  readonly touchCancels: Float64Array;
  /** Orders that were alive at the end: their lives are cut off, not ended. */
  readonly censored: number;
}

/** Index into {@link RiskSample.seconds}. */
export function riskCell(
  sample: { readonly minutes: number },
  side: number,
  age: number,
  distance: number,
  minute: number,
): number {
  return ((side * AGE_BINS + age) * DISTANCE_BINS + distance) * sample.minutes + minute;
}

/** Index into {@link RiskSample.touchSeconds}. */
export function favourCell(sample: { readonly minutes: number }, side: number, favour: number, minute: number): number {
  return (side * FAVOUR_BINS + favour) * sample.minutes + minute;
}

/** Bucket of an imbalance in favour of an order's own side. */
function favourBin(favour: number): number {
  return Math.min(FAVOUR_BINS - 1, Math.floor(((favour + 1) / 2) * FAVOUR_BINS));
}

/** An order that rests, and since when it has been in its distance bin. */
interface Resting {
  readonly side: number;
  readonly price: number;
  readonly birth: number;
  since: number;
  bin: number;
}

/**
 * Follows every resting order from arrival to cancel, execution or the end of the window, and adds up how long it was
 * exposed at each age and distance. Orders that end otherwise than by a cancel, or not at all, leave their time at risk
 * and no cancel: that is what makes the hazards right under censoring (Aalen's occurrence/exposure rates).
 */
export class RiskSampler implements FlowVisitor {
  readonly sample: { -readonly [Key in keyof RiskSample]: RiskSample[Key] };
  private readonly live: readonly [Map<number, Resting>, Map<number, Resting>] = [new Map(), new Map()];
  private readonly atTouch = [0, 0];
  private readonly best = [-1, -1];
  private favour = 0;
  private touchSince: number;
  private continuous = false;

  constructor(
    private readonly startNs: number,
    private readonly endNs: number,
  ) {
    const minutes = Math.max(1, Math.ceil((endNs - startNs) / (60 * SECOND)));
    const cells = 2 * AGE_BINS * DISTANCE_BINS * minutes;
    this.touchSince = startNs;
    this.sample = {
      minutes,
      seconds: new Float64Array(cells),
      cancels: new Float64Array(cells),
      touchSeconds: new Float64Array(2 * FAVOUR_BINS * minutes),
      touchCancels: new Float64Array(2 * FAVOUR_BINS * minutes),
      censored: 0,
    };
  }

  arrival(arrival: OrderArrival, rebuilt: RebuiltBook): void {
    if (rebuilt.slotOf(arrival.order) < 0) return;
    const { side, price, time } = arrival;
    const order = { side, price, birth: time, since: time, bin: this.binAt(side, price) };
    this.live[side].set(arrival.order, order);
    if (order.bin === 0) this.countTouch(side, 1, time);
  }

  cancel(cancel: OrderCancel): void {
    const order = this.live[cancel.side].get(cancel.order);
    if (order === undefined) return;
    const { time } = cancel;
    if (this.continuous && time >= this.startNs && time < this.endNs) {
      const minute = this.minuteOf(time);
      this.sample.cancels[
        riskCell(this.sample, order.side, binOf(AGE_EDGES_SECONDS, (time - order.birth) / SECOND), order.bin, minute)
      ]++;
      if (order.bin === 0)
        this.sample.touchCancels[favourCell(this.sample, order.side, this.favourOf(order.side), minute)]++;
    }
    this.drop(cancel.order, order, time);
  }

  gone(number: number, time: number): void {
    for (const side of [Side.buy, Side.sell]) {
      const order = this.live[side].get(number);
      if (order !== undefined) this.drop(number, order, time);
    }
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: RebuiltBook): void {
    this.passTouch(time);
    const continuous = rebuilt.phase === Phase.continuous;
    if (continuous !== this.continuous) {
      for (const orders of this.live) for (const order of orders.values()) this.expose(order, time);
      this.continuous = continuous;
    }
    this.favour = imbalance(state.bidQuantity, state.askQuantity);
    this.move(Side.buy, state.bestBid, time);
    this.move(Side.sell, state.bestAsk, time);
  }

  finish(): RiskSample {
    this.passTouch(this.endNs);
    for (const orders of this.live)
      for (const order of orders.values()) {
        this.expose(order, this.endNs);
        if (order.birth < this.endNs) this.sample.censored++;
      }
    return this.sample;
  }

  private move(side: number, best: number, time: number): void {
    if (this.best[side] === best) return;
    this.best[side] = best;
    let touching = 0;
    for (const order of this.live[side].values()) {
      const bin = this.binAt(side, order.price);
      if (bin !== order.bin) {
        this.expose(order, time);
        order.bin = bin;
      }
      if (bin === 0) touching++;
    }
    this.atTouch[side] = touching;
  }

  private binAt(side: number, price: number): number {
    const best = this.best[side];
    if (best < 0) return 0;
    return binOf(DISTANCE_EDGES_TICKS, side === Side.buy ? best - price : price - best);
  }

  private countTouch(side: number, change: number, time: number): void {
    this.passTouch(time);
    this.atTouch[side] += change;
  }

  private drop(number: number, order: Resting, time: number): void {
    this.expose(order, time);
    if (order.bin === 0) this.countTouch(order.side, -1, time);
    this.live[order.side].delete(number);
  }

  private favourOf(side: number): number {
    return favourBin(side === Side.buy ? this.favour : -this.favour);
  }

  private minuteOf(time: number): number {
    return Math.floor((time - this.startNs) / (60 * SECOND));
  }

  private passTouch(until: number): void {
    const from = Math.max(this.touchSince, this.startNs);
    const to = Math.min(until, this.endNs);
    if (until > this.touchSince) this.touchSince = until;
    if (!this.continuous || to <= from) return;
    // Stretches between commands are short: each counts to the minute in which it begins.
    const minute = this.minuteOf(from);
    for (const side of [Side.buy, Side.sell])
      this.sample.touchSeconds[favourCell(this.sample, side, this.favourOf(side), minute)] +=
        (this.atTouch[side] * (to - from)) / SECOND;
  }

  /** Adds the time since the order's last change to the cells it went through. */
  private expose(order: Resting, until: number): void {
    let from = Math.max(order.since, this.startNs);
    const end = Math.min(until, this.endNs);
    order.since = until;
    if (!this.continuous) return;
    while (from < end) {
      const age = binOf(AGE_EDGES_SECONDS, (from - order.birth) / SECOND);
      const minute = this.minuteOf(from);
      const nextMinute = this.startNs + (minute + 1) * 60 * SECOND;
      const nextAge = age < AGE_EDGES_SECONDS.length ? order.birth + AGE_EDGES_SECONDS[age] * SECOND : Infinity;
      const to = Math.min(end, nextMinute, nextAge);
      this.sample.seconds[riskCell(this.sample, order.side, age, order.bin, minute)] += (to - from) / SECOND;
      from = to;
    }
  }
}
