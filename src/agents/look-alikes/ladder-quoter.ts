import { z } from 'zod';
import type { Agent, Desk } from '../../simulation/index.js';
import { OrderType, Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';

const parameters = z.strictObject({
  levels: z.int().min(1).max(2_000).default(80).describe('prices a side at which it quotes'),
  quantity: shares().default(100).describe('shares of a quote'),
  from: timeOfDay().prefault('09:30').describe('when it begins, as a time of day'),
  until: timeOfDay().prefault('15:00').describe('when it stops, as a time of day'),
  refresh: seconds({ min: 0.01 }).prefault(0.5).describe('time after which it quotes anew, seconds'),
  hedges: z
    .int()
    .min(0)
    .max(2_000)
    .default(0)
    .describe('small market orders with every refresh, on both sides in turn'),
  hedge: shares().default(100).describe('shares of each of them'),
  latency: latency({ market: 0.001, order: 0.001 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A market maker in a fast market: it quotes a ladder of prices on both sides, and moves all of it as soon as the price
 * has moved or its quotes are old. Everybody may trade with its quotes. It sends as many messages as the tests of
 * programme trading count: PT-1 and the label of high-frequency trading by their number, PT-2 by quotes that live for
 * less than a second; where it hedges much it cancels a smaller part of what it orders.
 */
export const ladderQuoter = defineAgent({
  id: 'ladder-quoter',
  summary: 'honest look-alike: quotes a ladder of prices on both sides and moves all of it many times a minute',
  source:
    'Menkveld (2013), High frequency trading and the new market makers, Journal of Financial Markets 16; ' +
    'tests of the SSE and SZSE on programme trading (2025): PT-1, PT-2, label of high-frequency trading',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ levels, quantity, hedges, hedge }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(50 * levels * quantity + 2_000 * hedges * hedge, instrument),
    holdings: 50 * levels * quantity + 2_000 * hedges * hedge,
  }),
  create: (given, context) => new LadderQuoter(given, context),
});

class LadderQuoter implements Agent {
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
    const { now, market } = desk;
    const { until, refresh } = this.given;
    for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
    this.tickets = [];
    if (now >= until) return;
    desk.wakeAt(Math.min(now + refresh, until));
    if (market.phase !== Phase.continuous || market.bestBid < 0 || market.bestAsk < 0) return;
    this.hedge(desk);
    this.quote(desk);
  }

  /** Behind the touch of both sides, one tick apart, within the limits of the day. */
  private quote(desk: Desk): void {
    const { levels, quantity } = this.given;
    const { bestBid, bestAsk, instrument } = desk.market;
    const [account] = this.context.accounts;
    for (let level = 0; level < levels; level++) {
      const [bid, ask] = [bestBid - level, bestAsk + level];
      if (bid >= Math.max(1, instrument.lowerLimit))
        this.tickets.push(desk.submit(account, Side.buy, OrderType.limit, bid, quantity));
      if (instrument.upperLimit < 0 || ask <= instrument.upperLimit)
        this.tickets.push(desk.submit(account, Side.sell, OrderType.limit, ask, quantity));
    }
  }

  private hedge(desk: Desk): void {
    const [account] = this.context.accounts;
    for (let n = 0; n < this.given.hedges; n++)
      desk.submit(account, n % 2 === 0 ? Side.buy : Side.sell, OrderType.marketIoc, -1, this.given.hedge);
  }
}
