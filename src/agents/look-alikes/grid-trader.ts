import { z } from 'zod';
import { type Agent, type Desk, type OrderReport, ReportKind } from '../../simulation/index.js';
import { OrderType, Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';

const parameters = z.strictObject({
  levels: z.int().min(1).max(500).default(5).describe('orders a side'),
  step: z.int().min(1).max(1_000).default(2).describe('ticks between them'),
  quantity: shares().default(10_000).describe('shares of an order'),
  from: timeOfDay().prefault('09:31').describe('when it lays out its grid, as a time of day'),
  recentre: seconds({ min: 1 })
    .prefault(600)
    .describe('time after which the grid is laid out anew around the price, seconds'),
  latency: latency({ market: 0.1, order: 0.1 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A grid: limit orders at even distances on both sides of a price. Where one is filled it puts one a step away on the
 * other side, and earns the step when the price comes back. Its layers look like a layering display, appear together and
 * go together when the grid is laid out anew; all of them are meant.
 */
export const gridTrader = defineAgent({
  id: 'grid-trader',
  summary: 'honest look-alike: limit orders at even distances on both sides, laid out anew now and then',
  source: 'Taranto, Khan (2020), Gambler’s ruin problem and bi-directional grid constrained trading, IMFI 17 (3)',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ levels, quantity }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(4 * levels * quantity, instrument),
    holdings: 4 * levels * quantity,
  }),
  create: (given, context) => new GridTrader(given, context),
});

class GridTrader implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private tickets: number[] = [];

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    desk.wakeAt(this.given.from);
  }

  onWake(desk: Desk): void {
    const { market, now } = desk;
    const { recentre, levels, step } = this.given;
    desk.wakeAt(now + recentre);
    if (market.phase !== Phase.continuous || market.bestBid < 0 || market.bestAsk < 0) return;
    for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
    this.tickets = [];
    for (let level = 0; level < levels; level++) {
      this.rest(desk, Side.buy, market.bestBid - level * step);
      this.rest(desk, Side.sell, market.bestAsk + level * step);
    }
  }

  onReport({ kind, ticket, side, price, remaining }: OrderReport, desk: Desk): void {
    if (kind !== ReportKind.traded || remaining > 0 || !this.tickets.includes(ticket)) return;
    const { step } = this.given;
    this.rest(desk, (side ^ 1) as Side, side === Side.buy ? price + step : price - step);
  }

  private rest(desk: Desk, side: Side, price: number): void {
    const { instrument, accounts } = this.context;
    const { quantity } = this.given;
    const { lowerLimit, upperLimit } = instrument;
    if (price < Math.max(1, lowerLimit) || (upperLimit > 0 && price > upperLimit)) return;
    const able =
      side === Side.sell
        ? desk.sellable(accounts[0]) >= quantity
        : desk.cash(accounts[0]) >= purchaseCost(quantity, instrument);
    if (able) this.tickets.push(desk.submit(accounts[0], side, OrderType.limit, price, quantity));
  }
}
