import type { Desk, OrderReport } from '../simulation/index.js';
import { Phase, Side, UNKNOWN } from '../tape/index.js';
import { isWithin } from './attack-window.js';
import type { GenuineLeg } from './genuine-leg.js';
import type { Pace } from './paced-trade.js';
import { ticksBehind, touch } from './price-band.js';
import type { Stage } from './stage.js';

/** When a position is given up again, and from which price on. */
export interface ProfitPlan {
  readonly side: number;
  readonly pace: Pace;
  /** What is to be traded back, asked when it begins. */
  readonly quantity: (desk: Desk) => number;
  /** Price in ticks at which it is content; −1 for any. Asked before each part. */
  readonly wanted: (desk: Desk) => number;
  /** Called when some of it was executed. */
  readonly onTraded?: () => void;
}

/**
 * A position is traded back as soon as the other side pays what is wanted, part by part; what nobody has paid for by the
 * end goes at any price, or stays: given up.
 */
export class ProfitTaking implements Stage {
  nextAt = Infinity;
  private begun = false;
  private ended = false;
  private crossed = false;

  constructor(
    private readonly leg: GenuineLeg,
    private readonly plan: ProfitPlan,
  ) {}

  start(): void {
    this.nextAt = this.plan.pace.startNs;
  }

  act(desk: Desk): void {
    const { leg } = this;
    const { pace, quantity } = this.plan;
    const { startNs, endNs, clearNs, everyNs, spans } = pace;
    const { now, market } = desk;
    if (!this.begun) {
      this.begun = true;
      leg.want(quantity(desk));
    }
    leg.withdraw(desk);
    if (now >= endNs) {
      this.ended = true;
      this.nextAt = now >= clearNs ? Infinity : clearNs;
      if (now < clearNs) this.crossRest(desk);
      return;
    }
    if (market.phase === Phase.continuous && isWithin(spans, now) && this.paid(desk))
      leg.cross(desk, Math.max(1, Math.ceil((endNs - Math.max(now, startNs)) / (PARTS_AT_ONCE * everyNs))));
    this.nextAt = leg.wanting ? Math.min(now + everyNs, endNs) : Infinity;
  }

  take(report: OrderReport, desk: Desk): void {
    const { executed } = this.leg;
    this.leg.take(report);
    if (this.leg.executed > executed) this.plan.onTraded?.();
    if (this.ended) this.crossRest(desk);
  }

  /** Whether the best price of the other side is as good as what is wanted. */
  private paid(desk: Desk): boolean {
    const { side, wanted } = this.plan;
    const best = touch(desk.market, side ^ 1);
    if (best === UNKNOWN) return false;
    const price = wanted(desk);
    return price === UNKNOWN || ticksBehind(best, side, price) >= 0;
  }

  /** Once nothing is open, the rest is traded against the other side. */
  private crossRest(desk: Desk): void {
    const { pace } = this.plan;
    if (this.crossed || pace.rest === 'cancel' || this.leg.open > 0 || desk.now >= pace.clearNs) return;
    this.crossed = true;
    if (this.leg.wanting) this.leg.cross(desk);
  }
}

/** Who has a profit does not wait: a part is that of so many. */
const PARTS_AT_ONCE = 5;

/** The price so many per cent better than the average one of some trades, for who trades back; −1 where there was none. */
export function betterBy(percent: number, legs: readonly GenuineLeg[], side: number): number {
  const executed = legs.reduce((sum, leg) => sum + leg.executed, 0);
  if (executed === 0) return UNKNOWN;
  const average = legs.reduce((sum, leg) => sum + leg.value, 0) / executed;
  const factor = side === Side.sell ? 1 + percent / 100 : 1 - percent / 100;
  return Math.round(average * factor);
}

/** What some trades brought less what the ones before cost, in ticks times quantity, as far as they were traded back. */
export function gainOf(entries: readonly GenuineLeg[], exits: readonly GenuineLeg[], side: number): number {
  const of = (legs: readonly GenuineLeg[], key: 'executed' | 'value') => legs.reduce((sum, leg) => sum + leg[key], 0);
  const [entered, left] = [of(entries, 'executed'), of(exits, 'executed')];
  if (entered === 0 || left === 0) return 0;
  const gain = of(exits, 'value') - (of(entries, 'value') / entered) * left;
  return side === Side.sell ? gain : -gain;
}
