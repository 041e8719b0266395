import type { BackgroundModel, CancelHazard } from '../../model/index.js';
import { exponential, type Stream } from '../../random/index.js';
import { Phase, SECOND } from '../../tape/index.js';

/** When the cancels of a background's orders are considered: in the call made, in continuous trading thinned. */
export class CancelConsiderations {
  /** Bound on the hazard under which the last time was drawn, per second. */
  bound = 0;

  constructor(
    private readonly model: BackgroundModel,
    private readonly hazard: CancelHazard,
    private readonly lifetimes: Stream,
  ) {}

  /**
   * When the cancel of an order is considered next, ns; sets {@link bound}. In the call that is when it is made; in
   * continuous trading the bound is constant over an age bin, and the exponential number is used up bin by bin.
   */
  next(phase: number, side: number, birth: number, from: number): number {
    let left = exponential(this.lifetimes);
    if (phase !== Phase.continuous) {
      const perSecond = this.model.file.openingCall?.cancelPerSecond.value ?? 0;
      return phase === Phase.openCallCancelable && perSecond > 0 ? from + (left / perSecond) * SECOND : Infinity;
    }
    const { hazard } = this;
    let time = from;
    for (let bin = hazard.ageBin((from - birth) / SECOND); bin < hazard.ages; bin++) {
      this.bound = hazard.bound(side, bin, time);
      const end = birth + hazard.ageEnd(bin) * SECOND;
      const reach = (this.bound * (end - time)) / SECOND;
      // NaN, when an endless bin has no hazard, is not above either: such an order is never cancelled.
      if (reach > left) return time + (left / this.bound) * SECOND;
      left -= reach;
      time = end;
    }
    return Infinity;
  }
}
