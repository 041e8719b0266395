import type { Agent, Desk, Latency, OrderReport } from '../../simulation/index.js';
import type { OwnOrders } from './own-orders.js';

/** Something that a trader does at a time of day, ns since midnight. */
export interface TimedAct {
  readonly at: number;
  act(desk: Desk): void;
}

/** A trader with a timetable: what was to be done before the window begins is left undone. */
export class TimedTrader implements Agent {
  private readonly acts: readonly TimedAct[];
  private next = 0;

  constructor(
    readonly id: string,
    readonly latency: Latency,
    acts: readonly TimedAct[],
    private readonly orders: readonly OwnOrders[],
  ) {
    this.acts = acts.toSorted((a, b) => a.at - b.at);
  }

  start(desk: Desk): void {
    while (this.next < this.acts.length && this.acts[this.next].at < desk.now) this.next++;
    this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    while (this.next < this.acts.length && this.acts[this.next].at <= desk.now) this.acts[this.next++].act(desk);
    this.waitForNext(desk);
  }

  onReport(report: OrderReport): void {
    for (const orders of this.orders) orders.take(report);
  }

  private waitForNext(desk: Desk): void {
    if (this.next < this.acts.length) desk.wakeAt(this.acts[this.next].at);
  }
}

/** Times from one on, a number of them, so far apart. */
export function timesFrom(startNs: number, count: number, apartNs: number): number[] {
  return Array.from({ length: count }, (_, index) => startNs + index * apartNs);
}
