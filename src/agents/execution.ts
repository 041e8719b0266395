import { z } from 'zod';
import type { FlowModel } from '../model/index.js';
import { type Agent, type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { MINUTE, OrderType, Phase, Side, UNKNOWN } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds, timeOfDay } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('what the client wants'),
  quantity: z.int().min(100).multipleOf(100).max(100_000_000).default(100_000).describe('shares of the client’s order'),
  window: z
    .tuple([timeOfDay(), timeOfDay()])
    .optional()
    .describe('from when to when it is worked off, as times of day; by default all of the simulated day'),
  style: z
    .enum(['slice', 'vwap', 'pov'])
    .default('slice')
    .describe('in equal parts, in step with the volume that is usual at the time of day, or with the volume there is'),
  interval: seconds({ min: 1, max: 3600 }).prefault(20).describe('time between two parts, seconds'),
  participation: z.number().min(0.001).max(0.5).default(0.1).describe('pov: its part of all that is traded'),
  latency: latency({ market: 0.02, order: 0.02 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/** Shares in a board lot. */
const LOT = 100;
/** Largest order that a part is made of. */
const LARGEST_ORDER = 300_000;

/**
 * A broker's algorithm that works off a client's order by a schedule: the part that is due next rests at the best price
 * of its side; what should have been done by now and is not takes the best price of the other. What the window's end
 * finds undone stays undone. It wants the shares and nothing else.
 */
export const execution = defineAgent({
  id: 'execution',
  summary: 'works off a client’s order: in slices, along the usual volume (VWAP), or as a part of the volume (POV)',
  source:
    'Bertsimas, Lo (1998), Optimal control of execution costs, JFM 1; Almgren, Chriss (2000), J. Risk 3: slices; ' +
    'Konishi (2002), Optimal slice of a VWAP trade, JFM 5',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity }, instrument) => ({
    accounts: 1,
    cash: side === 'buy' ? purchaseCost(quantity, instrument) : 0,
    holdings: side === 'sell' ? quantity : 0,
  }),
  clientOrder: ({ side, quantity, window }) => ({ side: side === 'buy' ? Side.buy : Side.sell, quantity, window }),
  create: (given, context) => new Execution(given, context),
});

class Execution implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly side: Side;
  private readonly startNs: number;
  private readonly endNs: number;
  private readonly usual: UsualVolume;
  private done = 0;
  private tickets: number[] = [];
  /** What the market had traded when it began; −1 before. */
  private volumeBefore = UNKNOWN;
  /** When the next part is due, and whether the last one has been asked back. */
  private partAt: number;
  private cleared = false;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    this.side = given.side === 'buy' ? Side.buy : Side.sell;
    const [startNs, endNs] = given.window ?? [context.startNs, context.endNs];
    this.startNs = startNs;
    this.endNs = endNs;
    this.partAt = startNs;
    this.usual = new UsualVolume(given.style === 'vwap' ? context.model : undefined, startNs, endNs);
  }

  start(desk: Desk): void {
    desk.wakeAt(this.startNs);
  }

  onWake(desk: Desk): void {
    const { now, market } = desk;
    if (!this.cleared) {
      // What became of the last part is known when it has been there and back.
      this.withdraw(desk);
      this.cleared = true;
      if (now < this.endNs) desk.wakeAt(now + this.latency.order + this.latency.market + 1);
      return;
    }
    this.cleared = false;
    this.partAt = Math.min(this.partAt + this.given.interval, this.endNs);
    const next = Math.max(now, this.partAt);
    desk.wakeAt(next);
    if (market.phase !== Phase.continuous) return;
    if (this.volumeBefore === UNKNOWN) this.volumeBefore = market.volume;
    const own = this.side === Side.buy ? market.bestBid : market.bestAsk;
    const other = this.side === Side.buy ? market.bestAsk : market.bestBid;
    const late = this.lots(this.target(desk, now) - this.done);
    const due = this.lots(this.target(desk, next) - this.done) - late;
    if (late > 0 && other !== UNKNOWN) this.send(desk, other, late);
    if (due > 0 && own !== UNKNOWN) this.send(desk, own, due);
  }

  onReport(report: OrderReport): void {
    if (report.kind === ReportKind.traded) this.done += report.quantity;
  }

  /** What is to be done by a time, by the schedule. */
  private target(desk: Desk, timeNs: number): number {
    const { style, quantity, participation, interval } = this.given;
    if (style !== 'pov') return quantity * this.usual.until(timeNs);
    const traded = desk.market.volume - this.volumeBefore;
    // The next part is a part of as much as was traded on average in an interval until now.
    const passed = Math.max(1, desk.now - this.startNs);
    const ahead = (traded * (timeNs - desk.now)) / Math.max(passed, interval);
    return Math.min(quantity, participation * (traded + ahead));
  }

  private lots(quantity: number): number {
    const left = this.given.quantity - this.done;
    return Math.max(0, Math.floor(Math.min(quantity, left) / LOT) * LOT);
  }

  private send(desk: Desk, price: number, quantity: number): void {
    const [account] = this.context.accounts;
    const able =
      this.side === Side.sell
        ? desk.sellable(account)
        : desk.cash(account) / (purchaseCost(LOT, this.context.instrument) / LOT);
    for (let left = this.lots(Math.min(quantity, able)); left > 0; left -= LARGEST_ORDER)
      this.tickets.push(desk.submit(account, this.side, OrderType.limit, price, Math.min(left, LARGEST_ORDER)));
  }

  private withdraw(desk: Desk): void {
    for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
    this.tickets = [];
  }
}

/** Which part of a span's volume is usually traded until a time: by the model's rate of marketable orders, else evenly. */
class UsualVolume {
  /** Volume until the end of each minute of the span. */
  private readonly cumulative: number[] = [];

  constructor(
    model: FlowModel | undefined,
    private readonly startNs: number,
    private readonly endNs: number,
  ) {
    const rate = (timeNs: number) => (model?.kind === 'batch-flow' ? model.rate(0, timeNs) : 1);
    let sum = 0;
    for (let at = startNs; at < endNs; at += MINUTE) {
      const until = Math.min(at + MINUTE, endNs);
      sum += rate((at + until) / 2) * (until - at);
      this.cumulative.push(sum);
    }
  }

  until(timeNs: number): number {
    const { cumulative, startNs, endNs } = this;
    if (timeNs >= endNs) return 1;
    const minute = Math.floor((timeNs - startNs) / MINUTE);
    const before = minute === 0 ? 0 : cumulative[minute - 1];
    const length = Math.min(MINUTE, endNs - startNs - minute * MINUTE);
    const within = (cumulative[minute] - before) * ((timeNs - startNs - minute * MINUTE) / length);
    return (before + within) / cumulative[cumulative.length - 1];
  }
}
