import { type Agent, type AgentContext, type Desk, defineAgent, latency, OrderType, Phase, seconds, Side, z } from 'touchstone';

const parameters = z.strictObject({
  dip: z.int().min(1).default(5).describe('ticks below the highest price that it has seen at which it buys'),
  quantity: z.int().min(100).default(500).describe('shares it buys at a time'),
  pause: seconds({ min: 1 }).prefault(30).describe('time between two looks, in seconds'),
  latency: latency({ market: 0.1, order: 0.1 }),
});
type Parameters = z.output<typeof parameters>;

/** Buys what has become cheaper than it was. */
export const dipBuyer = defineAgent({
  id: 'dip-buyer',
  summary: 'buys when the price lies some ticks below the highest it has seen',
  source: 'an example',
  parameters,
  informationSet: () => 'l1-snapshot-3s',
  funding: () => ({ accounts: 1, cash: 20_000_000_000, holdings: 0 }),
  create: (given, context) => new DipBuyer(given, context),
});

class DipBuyer implements Agent {
  readonly id: string;
  readonly latency;
  private highest = 0;
  private ticket = -1;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    desk.wakeAt(desk.now + this.given.pause);
  }

  onWake(desk: Desk): void {
    const { bestAsk, lastPrice, phase } = desk.market;
    const { dip, quantity, pause } = this.given;
    this.highest = Math.max(this.highest, lastPrice);
    if (this.ticket >= 0 && desk.remaining(this.ticket) > 0) desk.cancel(this.ticket);
    else if (phase === Phase.continuous && bestAsk > 0 && bestAsk <= this.highest - dip)
      this.ticket = desk.submit(this.context.accounts[0], Side.buy, OrderType.limit, bestAsk, quantity);
    desk.wakeAt(desk.now + pause);
  }
}
