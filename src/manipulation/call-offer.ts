import type { Desk } from '../simulation/index.js';
import { UNKNOWN } from '../tape/index.js';
import type { GenuineLeg } from './genuine-leg.js';
import { behind } from './price-band.js';
import type { Stage } from './stage.js';

/** When and where a genuine order is entered in a call auction. */
export interface CallOfferPlan {
  readonly atNs: number;
  /** The auction; later it is not entered. */
  readonly endNs: number;
  readonly side: number;
  /** Ticks by which it gives way to the indication, so that it is executed. */
  readonly concessionTicks: number;
}

/**
 * The genuine trade, offered once in a call auction near the price that is indicated. Reports reach the leg through the
 * stage that goes on with it after the auction.
 */
export class CallOffer implements Stage {
  nextAt = Infinity;

  constructor(
    private readonly leg: GenuineLeg,
    private readonly plan: CallOfferPlan,
  ) {}

  start(desk: Desk): void {
    if (desk.now < this.plan.endNs) this.nextAt = this.plan.atNs;
  }

  act(desk: Desk): void {
    const { side, concessionTicks, endNs } = this.plan;
    this.nextAt = Infinity;
    if (desk.now >= endNs) return;
    const { indicativePrice, instrument } = desk.market;
    const price = indicativePrice === UNKNOWN ? instrument.previousClose : indicativePrice;
    this.leg.offer(desk, behind(price, side ^ 1, concessionTicks));
  }

  take(): void {}
}
