import { z } from 'zod';
import { exponential, normal, type Stream } from '../random/index.js';
import { type Agent, type Announcement, type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { OrderType, Phase, Side, UNKNOWN } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  position: z
    .int()
    .min(100)
    .multipleOf(100)
    .default(20_000)
    .describe('shares it buys or sells at most on an announcement'),
  quantity: z.int().min(100).multipleOf(100).default(1_000).describe('shares of an order'),
  period: seconds({ min: 0.1, max: 3600 }).prefault(3).describe('mean time between two orders, seconds'),
  attention: seconds({ max: 3600 }).prefault(20).describe('mean time until it has read an announcement, seconds'),
  disagreement: z
    .number()
    .min(0)
    .max(2)
    .default(0.25)
    .describe('standard deviation of what it thinks an announcement is worth, as a part of what it is worth'),
  horizon: seconds({ min: 1 }).prefault(1_800).describe('how long after reading it acts on it, seconds'),
  latency: latency({ market: 0.2, order: 0.2 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Trades on public announcements. Once it has read one, a share is worth to it what the last trade paid, moved by what the
 * announcement is worth, more or less; it buys at the best offer as long as that is below the value, or sells at the best
 * bid above it, in slices. Many of them bring the price there and keep it there: a jump of the fundamental value that
 * informed traders trade towards. That quotes are withdrawn before news trades on them is not in the model.
 */
export const newsTrader = defineAgent({
  id: 'news-trader',
  summary: 'trades on public announcements towards what it thinks they are worth; does nothing without news',
  source:
    'Kyle (1985), Continuous auctions and insider trading, Econometrica 53; Glosten, Milgrom (1985), JFE 14: informed ' +
    'traders trade towards the value; Byrd, Hybinette, Balch (2020), ABIDES: jumps of an exogenous fundamental value',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ position }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(2 * position, instrument),
    holdings: 2 * position,
  }),
  create: (given, context) => new NewsTrader(given, context),
});

class NewsTrader implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private stream: Stream | undefined;
  /** The announcement it has seen last, and when it will have read it; Infinity when it has. */
  private seen: Announcement | undefined;
  private readAt = Infinity;
  private side: Side = Side.none;
  /** Ticks. */
  private value = UNKNOWN;
  private untilNs = -1;
  private traded = 0;
  private ticket = UNKNOWN;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    this.onMarket(desk);
  }

  onMarket(desk: Desk): void {
    const { announcement } = desk.market;
    if (announcement === undefined || announcement.number === this.seen?.number) return;
    this.seen = announcement;
    this.stream ??= desk.stream('orders');
    this.readAt = desk.now + Math.round(this.given.attention * exponential(this.stream));
    desk.wakeAt(this.readAt);
  }

  onWake(desk: Desk): void {
    if (this.readAt <= desk.now) this.read(desk, this.seen!);
    if (desk.now >= this.untilNs) {
      this.withdraw(desk);
      return;
    }
    this.trade(desk);
    const pause = Math.max(1, Math.round(this.given.period * exponential(this.stream!)));
    desk.wakeAt(Math.min(desk.now + pause, this.untilNs, this.readAt));
  }

  onReport(report: OrderReport): void {
    if (report.kind === ReportKind.traded) this.traded += report.quantity;
  }

  private read(desk: Desk, { side, severity }: Announcement): void {
    const { market, now } = desk;
    const { disagreement, horizon } = this.given;
    this.readAt = Infinity;
    const price = market.lastPrice === UNKNOWN ? market.instrument.previousClose : market.lastPrice;
    const worth = (severity / 10_000) * Math.max(0, 1 + disagreement * normal(this.stream!));
    this.side = side as Side;
    this.value = Math.round(price * (side === Side.buy ? 1 + worth : 1 - worth));
    this.untilNs = now + horizon;
    this.traded = 0;
  }

  /** Takes the best price of the other side while it is on the right side of the value. */
  private trade(desk: Desk): void {
    const { side, value } = this;
    const { market } = desk;
    this.withdraw(desk);
    if (market.phase !== Phase.continuous) return;
    const price = side === Side.buy ? market.bestAsk : market.bestBid;
    if (price === UNKNOWN || (side === Side.buy ? price > value : price < value)) return;
    const quantity = Math.min(this.given.quantity, this.given.position - this.traded);
    const [account] = this.context.accounts;
    const affordable =
      side === Side.sell
        ? desk.sellable(account)
        : desk.cash(account) / (purchaseCost(100, this.context.instrument) / 100);
    const wanted = Math.floor(Math.min(quantity, affordable) / 100) * 100;
    if (wanted > 0) this.ticket = desk.submit(account, side, OrderType.limit, price, wanted);
  }

  /** What an order has left behind goes before the next. */
  private withdraw(desk: Desk): void {
    if (this.ticket !== UNKNOWN && desk.remaining(this.ticket) > 0) desk.cancel(this.ticket);
    this.ticket = UNKNOWN;
  }
}
