import { z } from 'zod';
import { exp, exponential, type Stream } from '../random/index.js';
import type { Agent, Desk, OrderReport } from '../simulation/index.js';
import { Phase, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { BasePosition } from './base-position.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  reads: z
    .enum(['trades', 'volume'])
    .default('trades')
    .describe('what it counts: trades whatever their size, or shares'),
  fast: seconds({ min: 1 }).prefault(15).describe('memory of what it takes for a burst, seconds'),
  slow: seconds({ min: 10 }).prefault(300).describe('memory of what it takes for usual, seconds'),
  surge: z.number().min(1).max(100).default(2).describe('how many times the usual rate a burst must have'),
  lean: z.number().min(0).max(1).default(0.6).describe('how one-sided a burst must be: (buys − sells) / all'),
  position: z.int().min(100).multipleOf(100).default(2_000).describe('shares that it goes long or short of its base'),
  hold: seconds({ min: 1 }).prefault(120).describe('mean time until it goes back to its base, seconds'),
  latency: latency({ market: 0.3, order: 0.2 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Reads the tape: where trades come faster than usual and on one side, somebody knows something. It goes along for a
 * while and then back to its base. It counts trades by default, which many small ones move as much as one large one. With the
 * usual surge and lean a reader of the real morning of 300233 would see ten bursts an hour.
 */
export const tapeReader = defineAgent({
  id: 'tape-reader',
  summary:
    'goes along when trades come faster than usual and mostly on one side, for a while: what painting the tape is for',
  source:
    'Blume, Easley, O’Hara (1994), Market statistics and technical analysis: the role of volume, Journal of Finance 49; ' +
    'Withanawasam, Whigham, Crack, Premachandra (2013), An empirical investigation of the Maslov limit order market model',
  parameters,
  informationSet: (given) => given.information,
  // Shares bought today cannot be sold today: every burst takes a position out of the base or adds one.
  funding: ({ position }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(60 * position, instrument),
    holdings: 60 * position,
  }),
  expectedTakerShare({ position }, model) {
    // Trades cluster less in the fitted flow than in the market: it sees about one burst an hour, and goes in and out.
    return (2 * position) / 3600 / model.file.market.marketableVolumePerSecond;
  },
  create: (given, context) => new TapeReader(given, context),
});

class TapeReader implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly shares: BasePosition;
  private patience: Stream | undefined;
  private readonly fast = [0, 0];
  private usual = 0;
  private lastTradeNs = -1;
  private beginNs = 0;
  private volume = 0;
  private inMarket = false;

  constructor(
    private readonly given: Parameters,
    context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    this.shares = new BasePosition(context.accounts[0], context.instrument);
  }

  start(desk: Desk): void {
    this.patience = desk.stream('patience');
    this.beginNs = this.lastTradeNs = desk.now;
    this.volume = desk.market.volume;
  }

  onMarket(desk: Desk): void {
    const { market, now } = desk;
    const traded = market.volume - this.volume;
    if (traded <= 0) return;
    this.volume = market.volume;
    if (market.phase !== Phase.continuous || market.lastTradeSide === Side.none) return;
    this.count(market.lastTradeSide, this.given.reads === 'trades' ? 1 : traded, now);
    // What is usual must have been seen.
    if (this.inMarket || now - this.beginNs < this.given.slow) return;
    const [buys, sells] = this.fast;
    const { surge, lean, position, fast, slow, hold } = this.given;
    if ((buys + sells) / fast < (surge * this.usual) / slow || Math.abs(buys - sells) < lean * (buys + sells)) return;
    this.inMarket = true;
    this.shares.reach(buys > sells ? position : -position, desk);
    desk.wakeAt(now + hold * exponential(this.patience!));
  }

  onWake(desk: Desk): void {
    if (desk.market.phase === Phase.continuous) this.shares.reach(0, desk);
    this.inMarket = false;
  }

  onReport(report: OrderReport): void {
    this.shares.take(report);
  }

  /** Sums that fade with the memories: of a steady rate each is the rate times its memory. */
  private count(side: number, amount: number, now: number): void {
    const passed = this.lastTradeNs - now;
    const kept = exp(passed / this.given.fast);
    this.fast[0] *= kept;
    this.fast[1] *= kept;
    this.fast[side] += amount;
    this.usual = this.usual * exp(passed / this.given.slow) + amount;
    this.lastTradeNs = now;
  }
}
