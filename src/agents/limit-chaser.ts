import { z } from 'zod';
import { exp, type Stream } from '../random/index.js';
import type { Agent, Desk, MarketView, OrderReport } from '../simulation/index.js';
import { ReportKind } from '../simulation/index.js';
import { MINUTE, OrderType, Phase, SECOND, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('buy: chases the upper limit; sell: flees at the lower one'),
  near: z.int().min(0).max(1_000).default(3).describe('ticks from the limit at which the price must stand'),
  eagerness: z.number().positive().max(60).default(1).describe('joins a minute at most, once the price is there'),
  halfQueue: z
    .number()
    .positive()
    .max(1_000)
    .default(4)
    .describe('queue at the limit, in usual best-five depths, that makes it half as eager as it can be'),
  leave: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('it leaves when the queue falls below this part of the greatest that it saw since it joined'),
  rounds: z.int().min(1).max(1_000).default(3).describe('how often it joins in a day'),
  quantity: z.int().min(100).multipleOf(100).default(5_000).describe('shares that it wants'),
  period: seconds({ min: 0.1, max: 3600 }).prefault(3).describe('mean time between two looks, seconds'),
  latency: latency({ market: 0.2, order: 0.2 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Buys a stock because it stands at its limit (打板): the longer the queue, the surer the rise of the next morning, and the
 * more it wants to be in it. It leaves when the queue melts.
 */
export const limitChaser = defineAgent({
  id: 'limit-chaser',
  summary: 'joins the queue at the price limit, the rather the longer it is, and leaves when it melts',
  source:
    'Chen, Gao, He, Jiang, Xiong (2019), Daily price limits and destructive market behavior, Journal of Econometrics 208; ' +
    'Cho, Russell, Tiao, Tsay (2003), The magnet effect of price limits, Journal of Empirical Finance 10',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity }, instrument) =>
    side === 'buy'
      ? { accounts: 1, cash: purchaseCost(2 * quantity, instrument), holdings: 0 }
      : { accounts: 1, cash: 0, holdings: quantity },
  create: (given, context) => new LimitChaser(given, context),
});

class LimitChaser implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly side: Side;
  private readonly limit: number;
  private readonly depth: number;
  private times: Stream | undefined;
  private choices: Stream | undefined;
  private ticket = -1;
  private rounds = 0;
  private executed = 0;
  private greatest = 0;
  private lookedNs = 0;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    const { instrument, reference } = context;
    this.side = given.side === 'buy' ? Side.buy : Side.sell;
    this.limit = this.side === Side.buy ? instrument.upperLimit : instrument.lowerLimit;
    this.depth = Math.max(1, this.side === Side.buy ? reference.depth5.bid : reference.depth5.ask);
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.choices = desk.stream('choices');
    this.lookedNs = desk.now;
    // Without a limit nobody chases it.
    if (this.limit > 0) this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    const { market, now } = desk;
    const passed = now - this.lookedNs;
    this.lookedNs = now;
    this.waitForNext(desk);
    const draw = this.choices!.uniform();
    if (market.phase !== Phase.continuous) return;
    const queue = this.queueAtLimit(market);
    if (this.ticket >= 0 && desk.remaining(this.ticket) > 0) {
      this.greatest = Math.max(this.greatest, queue);
      if (queue < this.given.leave * this.greatest) desk.cancel(this.ticket);
      return;
    }
    const { rounds, quantity, eagerness, halfQueue } = this.given;
    const wanted = quantity - this.executed;
    if (this.rounds >= rounds || wanted < 100 || !this.isNear(market)) return;
    const perMinute = (eagerness * queue) / (queue + halfQueue * this.depth);
    if (draw >= 1 - exp((-perMinute * passed) / MINUTE)) return;
    this.rounds++;
    this.greatest = queue;
    this.ticket = desk.submit(this.context.accounts[0], this.side, OrderType.limit, this.limit, wanted);
  }

  onReport(report: OrderReport): void {
    if (report.kind === ReportKind.traded) this.executed += report.quantity;
  }

  /** What waits at the limit: nothing as long as the best price is another. */
  private queueAtLimit(market: MarketView): number {
    return market.levelPrice(this.side, 0) === this.limit ? market.levelQuantity(this.side, 0) : 0;
  }

  private isNear({ bestBid, bestAsk }: MarketView): boolean {
    const best = this.side === Side.buy ? bestBid : bestAsk;
    return best > 0 && Math.abs(this.limit - best) <= this.given.near;
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(desk.now + Math.max(SECOND / 10, this.given.period * (0.5 + this.times!.uniform())));
  }
}
