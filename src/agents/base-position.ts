import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { type InstrumentHeader, OrderType, Side } from '../tape/index.js';
import { LOT } from './order-size.js';
import { purchaseCost } from './purchase-cost.js';

/** Shares that an account holds above or below what it opened with, and the market orders that bring it elsewhere. */
export class BasePosition {
  /** Shares above the base, and shares that orders under way will add to it or take from it. */
  private held = 0;
  private underWay = 0;

  constructor(
    private readonly account: number,
    private readonly instrument: InstrumentHeader,
  ) {}

  /** Trades what is missing to a position at once, as far as the account can pay for it or may sell it. */
  reach(target: number, desk: Desk): void {
    const { account, instrument } = this;
    const missing = target - this.held - this.underWay;
    const side = missing > 0 ? Side.buy : Side.sell;
    const quantity = Math.floor(Math.abs(missing) / LOT) * LOT;
    if (quantity === 0) return;
    const able =
      side === Side.sell
        ? desk.sellable(account) >= quantity
        : desk.cash(account) >= purchaseCost(quantity, instrument);
    if (!able) return;
    desk.submit(account, side, OrderType.marketIoc, -1, quantity);
    this.underWay += side === Side.buy ? quantity : -quantity;
  }

  /** Takes note of what became of an order. */
  take(report: OrderReport): void {
    const signed = report.side === Side.buy ? report.quantity : -report.quantity;
    if (report.kind === ReportKind.traded) this.held += signed;
    if (report.kind !== ReportKind.accepted) this.underWay -= signed;
  }
}
