import { type Estimate, estimate, type ModelFile } from '../model/index.js';
import type { FlowVisitor, OrderArrival, OrderCancel } from '../order-flow/index.js';
import { Phase, SECOND, Side } from '../tape/index.js';
import { fitQuantities } from './quantity-fit.js';

/** Probabilities at which the law of the price is tabulated; straight lines between them. */
const PROBABILITIES = [0, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 1];
/** Seconds after the call's first order at which the rate may change, and before its end. */
const AFTER_START = [1, 5, 60];
const BEFORE_END = [60, 10];
const FEWEST_ORDERS = 40;

/** Collects the opening call while a tape is read. */
export class OpeningCallSampler implements FlowVisitor {
  private readonly orders: { time: number; side: number; price: number; quantity: number }[] = [];
  private startNs = -1;
  private lockedNs = -1;
  private endNs = -1;
  private cancels = 0;
  private restingSeconds = 0;
  private resting = 0;
  private since = 0;

  arrival(arrival: OrderArrival): void {
    const { phase, time, side, price, quantity } = arrival;
    if (phase !== Phase.openCallCancelable && phase !== Phase.openCallLocked) return;
    if (price > 0) this.orders.push({ time, side, price, quantity });
    if (phase === Phase.openCallLocked) return;
    this.pass(time);
    this.resting++;
  }

  cancel(cancel: OrderCancel): void {
    if (cancel.phase !== Phase.openCallCancelable) return;
    this.pass(cancel.time);
    this.cancels++;
    this.resting--;
  }

  settled(time: number, _state: unknown, rebuilt: { readonly phase: Phase }): void {
    const { phase } = rebuilt;
    if (phase === Phase.openCallCancelable && this.startNs < 0) {
      this.startNs = time;
      this.since = time;
    } else if (phase === Phase.openCallLocked && this.lockedNs < 0) {
      this.pass(time);
      this.lockedNs = time;
    } else if (
      this.startNs >= 0 &&
      this.endNs < 0 &&
      phase !== Phase.openCallCancelable &&
      phase !== Phase.openCallLocked
    )
      this.endNs = time;
  }

  /** Null when the tape shows no opening call, or hardly any order in it. */
  fit(previousClose: number, lot: number): ModelFile['openingCall'] {
    const { startNs, endNs, orders } = this;
    if (startNs < 0 || endNs < 0 || orders.length < FEWEST_ORDERS || previousClose <= 0) return null;
    const edgesNs = [
      startNs,
      ...AFTER_START.map((seconds) => startNs + seconds * SECOND),
      this.lockedNs,
      ...BEFORE_END.map((seconds) => endNs - seconds * SECOND),
      endNs,
    ].filter((edge, i, all) => edge >= startNs && (i === 0 || edge > all[i - 1]));
    const side = (which: number) => orders.filter((order) => order.side === which);
    const rates = (which: number): Estimate[] =>
      edgesNs.slice(1).map((edge, i) => {
        const count = side(which).filter((order) => order.time >= edgesNs[i] && order.time < edge).length;
        const seconds = (edge - edgesNs[i]) / SECOND;
        return estimate(count / seconds, Math.sqrt(Math.max(count, 1)) / seconds);
      });
    const quantities = (which: number) => {
      const counts = new Map<number, number>();
      for (const { quantity } of side(which)) {
        const lots = Math.max(1, Math.round(quantity / lot));
        counts.set(lots, (counts.get(lots) ?? 0) + 1);
      }
      return fitQuantities(counts).file;
    };
    const offsets = (which: number) => tabulate(side(which).map((order) => order.price - previousClose));
    return {
      orders: orders.length,
      edgesNs,
      ratePerSecond: { buy: rates(Side.buy), sell: rates(Side.sell) },
      probabilities: PROBABILITIES,
      offsetTicks: { buy: offsets(Side.buy), sell: offsets(Side.sell) },
      quantities: { buy: quantities(Side.buy), sell: quantities(Side.sell) },
      cancelPerSecond: estimate(
        this.cancels / Math.max(1, this.restingSeconds),
        Math.sqrt(Math.max(1, this.cancels)) / Math.max(1, this.restingSeconds),
      ),
    };
  }

  private pass(time: number): void {
    if (this.lockedNs >= 0) return;
    this.restingSeconds += (this.resting * (time - this.since)) / SECOND;
    this.since = time;
  }
}

/**
 * Quantiles at {@link PROBABILITIES}. The error of a quantile comes from the order statistics one binomial standard
 * deviation to both sides.
 */
function tabulate(values: number[]): Estimate[] {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  const at = (probability: number) => {
    const position = Math.max(0, Math.min(1, probability)) * last;
    const below = Math.floor(position);
    return sorted[below] + (position - below) * (sorted[Math.min(last, below + 1)] - sorted[below]);
  };
  return PROBABILITIES.map((probability) => {
    const deviation = Math.sqrt((probability * (1 - probability)) / sorted.length);
    return estimate(at(probability), (at(probability + deviation) - at(probability - deviation)) / 2);
  });
}
