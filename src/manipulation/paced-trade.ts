import type { Desk, OrderReport } from '../simulation/index.js';
import { Phase, UNKNOWN } from '../tape/index.js';
import { isWithin, type Span } from './attack-window.js';
import type { GenuineLeg } from './genuine-leg.js';
import type { Stage } from './stage.js';

/** When a genuine trade is done, and how. Times are ns since midnight. */
export interface Pace {
  readonly startNs: number;
  /** When orders can be placed and taken back freely. */
  readonly spans: readonly Span[];
  /** From here on what is left is crossed or given up, as `rest` says. */
  readonly endNs: number;
  /** By then nothing rests any more. */
  readonly clearNs: number;
  /** Between two parts. */
  readonly everyNs: number;
  /** Each part rests at the best of its own side until the next comes, or takes the other side's best levels. */
  readonly style: 'rest' | 'cross';
  readonly rest: 'cross' | 'cancel';
  /** A part is at most so much of what was traded since the last one. @defaultValue no such limit */
  readonly participation?: number;
}

/**
 * A genuine trade in equal parts at an even pace.
 * How much it is may be known only when it begins: what was bought until then, what is held in the morning.
 */
export class PacedTrade implements Stage {
  nextAt = Infinity;
  private begun = false;
  private ended = false;
  private crossed = false;
  /** What the market had traded at the last part; −1 before. */
  private volume = UNKNOWN;

  constructor(
    private readonly leg: GenuineLeg,
    private readonly pace: Pace | undefined,
    private readonly quantity?: (desk: Desk) => number,
  ) {}

  start(): void {
    const wanting = this.quantity !== undefined || this.leg.wanting;
    if (this.pace !== undefined && wanting) this.nextAt = this.pace.startNs;
  }

  act(desk: Desk): void {
    const { leg } = this;
    const { startNs, endNs, clearNs, everyNs, style, spans } = this.pace!;
    const { now } = desk;
    if (!this.begun) {
      this.begun = true;
      if (this.quantity !== undefined) leg.want(this.quantity(desk));
    }
    if (now >= clearNs) {
      this.nextAt = Infinity;
      leg.withdraw(desk);
      return;
    }
    if (now >= endNs) {
      this.ended = true;
      this.nextAt = clearNs;
      leg.withdraw(desk);
      this.crossRest(desk);
      return;
    }
    if (desk.market.phase === Phase.continuous && isWithin(spans, now) && this.mayTrade(desk)) {
      const parts = Math.max(1, Math.ceil((endNs - Math.max(now, startNs)) / everyNs));
      leg.withdraw(desk);
      const most = this.most(desk);
      if (style === 'rest') leg.rest(desk, parts, most);
      else leg.cross(desk, parts, most);
    }
    this.nextAt = leg.wanting ? Math.min(now + everyNs, endNs) : Infinity;
  }

  take(report: OrderReport, desk: Desk): void {
    this.leg.take(report);
    if (this.ended) this.crossRest(desk);
  }

  /** Whether the next part is due, or has to wait for the one after. */
  protected mayTrade(_desk: Desk): boolean {
    return true;
  }

  /** What a part may be, as far as it is not to be a greater part of the volume. */
  private most({ market }: Desk): number {
    const { participation } = this.pace!;
    const before = this.volume;
    this.volume = market.volume;
    if (participation === undefined) return Infinity;
    return before === UNKNOWN ? 0 : participation * (market.volume - before);
  }

  /** Once nothing is open, the rest is traded against the other side. */
  private crossRest(desk: Desk): void {
    if (this.crossed || this.pace!.rest === 'cancel' || this.leg.open > 0 || desk.now >= this.pace!.clearNs) return;
    this.crossed = true;
    if (this.leg.wanting) this.leg.cross(desk);
  }
}
