import { z } from 'zod';
import type { Stream } from '../random/index.js';
import type { Agent, Desk, OrderReport } from '../simulation/index.js';
import { ReportKind } from '../simulation/index.js';
import { Phase, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';
import { Quote } from './quote.js';

export const marketMakerParameters = z.strictObject({
  quantity: z.int().min(100).multipleOf(100).default(2_000).describe('shares of a quote'),
  halfSpread: z.number().min(0).max(100).default(0.5).describe('from the fair price to a quote, ticks'),
  inventoryLimit: z
    .int()
    .min(100)
    .default(40_000)
    .describe('shares, bought more than sold or sold more than bought, at which one side stops'),
  skew: z
    .number()
    .min(0)
    .max(100)
    .default(3)
    .describe('ticks by which the fair price gives way at the inventory limit'),
  tolerance: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe('ticks by which a quote may be out of place before it is moved and loses its place in the queue'),
  openingShares: z
    .int()
    .min(0)
    .default(1_000_000)
    .describe('shares it owns when the day opens; under T+1 all its sales come out of them'),
  refresh: seconds({ min: 0.01, max: 3600 }).prefault(1).describe('mean time between two looks at its quotes, seconds'),
  latency: latency({ market: 0.01, order: 0.01 }),
  information: information('order-by-order'),
});
export type MarketMakerParameters = z.output<typeof marketMakerParameters>;

/** Quotes both sides around a price that gives way to its inventory. */
export const marketMaker = defineAgent({
  id: 'market-maker',
  summary: 'quotes both sides around the mid price, lower the more it has bought, higher the more it has sold',
  source:
    'Avellaneda, Stoikov (2008), High-frequency trading in a limit order book: reservation price linear in inventory',
  parameters: marketMakerParameters,
  informationSet: (given) => given.information,
  funding: ({ inventoryLimit, quantity, openingShares }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(2 * (inventoryLimit + quantity), instrument),
    holdings: openingShares,
  }),
  create: (given, context) => new MarketMaker(given, context),
});

export class MarketMaker implements Agent {
  readonly id: string;
  readonly latency: MarketMakerParameters['latency'];
  /** Shares bought more than sold since the start. */
  protected inventory = 0;
  private readonly quotes: readonly [Quote, Quote];
  private times: Stream | undefined;

  constructor(
    protected readonly given: MarketMakerParameters,
    context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    const [account] = context.accounts;
    const { tolerance } = given;
    this.quotes = [new Quote(account, Side.buy, tolerance), new Quote(account, Side.sell, tolerance)];
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    this.waitForNext(desk);
    const { phase, bestBid, bestAsk } = desk.market;
    const bid = this.touchOfOthers(desk, Side.buy);
    const ask = this.touchOfOthers(desk, Side.sell);
    if (phase !== Phase.continuous || bid < 0 || ask < 0) return;
    const { halfSpread, skew, inventoryLimit } = this.given;
    const fair = (bid + ask) / 2 - (skew * this.inventory) / inventoryLimit;
    // Quotes add liquidity, they never take it.
    this.quotes[Side.buy].place(desk, Math.min(Math.floor(fair - halfSpread), bestAsk - 1), this.quantity(Side.buy));
    this.quotes[Side.sell].place(desk, Math.max(Math.ceil(fair + halfSpread), bestBid + 1), this.quantity(Side.sell));
  }

  onReport(report: OrderReport): void {
    if (report.kind === ReportKind.traded)
      this.inventory += report.side === Side.buy ? report.quantity : -report.quantity;
  }

  /** Shares to quote on a side. */
  protected quantity(side: number): number {
    const full =
      side === Side.buy ? this.inventory >= this.given.inventoryLimit : -this.inventory >= this.given.inventoryLimit;
    return full ? 0 : this.given.quantity;
  }

  /** The best price of a side at which somebody else stands: its own quotes must not move its idea of the price. */
  private touchOfOthers(desk: Desk, side: number): number {
    const { market } = desk;
    const touch = market.levelPrice(side, 0);
    const own = this.quotes[side].openAt(desk, touch);
    return own > 0 && market.levelQuantity(side, 0) <= own ? market.levelPrice(side, 1) : touch;
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(desk.now + this.given.refresh * (0.5 + this.times!.uniform()));
  }
}
