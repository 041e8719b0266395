import { type MarketView, type OrderReport, ReportKind } from '../../simulation/index.js';
import { CancelReason, Phase, Side } from '../../tape/index.js';

const Kind = { improve: 0, join: 1, deeper: 2, cancelTouch: 3, cancelDeeper: 4, market: 5 } as const;

/**
 * What others do in the market of a flow, told as the types of events that excite it. A fitted flow was excited by
 * everybody's events: with others in its market, theirs must count as the data's did, or the rates fall short of the data's.
 *
 * Others' orders are known by what they do to the market: an execution, or a change of the touch or of the five best
 * levels. A replacement counts as what it does to the touch.
 */
export class ForeignEvents {
  /** The next change of the market is the flow's own doing. */
  private own = false;
  private readonly best = [-1, -1];
  private readonly touch = [0, 0];
  private readonly depth = [0, 0];
  private volume = 0;

  /** A report of an own order comes before the change that it makes. */
  report({ kind, code }: OrderReport): void {
    if (kind === ReportKind.accepted) this.own = true;
    else if (kind === ReportKind.cancelled && code === CancelReason.user) this.own = true;
  }

  /**
   * The market has changed.
   * @param happened called with the type, 2·kind + side, of every event of others
   */
  see(market: MarketView, happened: (type: number) => void): void {
    const foreign = !this.own && market.phase === Phase.continuous;
    this.own = false;
    const executed = market.volume > this.volume;
    this.volume = market.volume;
    if (foreign && executed && market.lastTradeSide !== Side.none) happened(2 * Kind.market + market.lastTradeSide);
    for (const side of [Side.buy, Side.sell]) {
      const best = side === Side.buy ? market.bestBid : market.bestAsk;
      const touch = best > 0 ? market.levelQuantity(side, 0) : 0;
      const depth = market.depth5(side);
      if (foreign && !executed) {
        const kind = this.kindOf(side, best, touch, depth);
        if (kind >= 0) happened(2 * kind + side);
      }
      this.best[side] = best;
      this.touch[side] = touch;
      this.depth[side] = depth;
    }
  }

  /** What has been done to a side; −1 nothing. */
  private kindOf(side: number, best: number, touch: number, depth: number): number {
    const before = this.best[side];
    if (best !== before) {
      const better = before < 0 || (side === Side.buy ? best > before : best > 0 && best < before);
      return better ? Kind.improve : Kind.cancelTouch;
    }
    if (touch !== this.touch[side]) return touch > this.touch[side] ? Kind.join : Kind.cancelTouch;
    if (depth === this.depth[side]) return -1;
    return depth > this.depth[side] ? Kind.deeper : Kind.cancelDeeper;
  }
}
