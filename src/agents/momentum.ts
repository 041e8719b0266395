import { z } from 'zod';
import { exp, type Stream } from '../random/index.js';
import type { Agent, Desk, OrderReport } from '../simulation/index.js';
import { Phase, SECOND } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { BasePosition } from './base-position.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  fast: seconds({ min: 1 }).prefault(30).describe('memory of the fast average, seconds'),
  slow: seconds({ min: 2 }).prefault(180).describe('memory of the slow average, seconds'),
  threshold: z.number().positive().max(1000).default(1.5).describe('difference of the averages that it acts on, ticks'),
  position: z.int().min(100).multipleOf(100).default(2_000).describe('shares it wants to be long or short of its base'),
  period: seconds({ min: 0.1, max: 3600 }).prefault(6).describe('mean time between two looks, seconds'),
  latency: latency({ market: 0.2, order: 0.2 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/** Buys what has risen and sells what has fallen, out of a base position. */
export const momentum = defineAgent({
  id: 'momentum',
  summary: 'follows the trend: holds more than its base when a fast average of the mid price is above a slow one',
  source:
    'Brock, Lakonishok, LeBaron (1992), Simple technical trading rules, Journal of Finance 47: moving-average rules',
  parameters,
  informationSet: (given) => given.information,
  // Shares bought today cannot be sold today: every turn takes two positions out of the base.
  funding: ({ position }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(60 * position, instrument),
    holdings: 60 * position,
  }),
  expectedTakerShare({ position, slow }, model) {
    // In simulated mornings it turns, by two positions, about once in ten memories of the slow average.
    return (position * SECOND) / (5 * slow) / model.file.market.marketableVolumePerSecond;
  },
  create: (given, context) => new Momentum(given, context),
});

class Momentum implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private times: Stream | undefined;
  private fast = 0;
  private slow = 0;
  private lastLook = -1;
  private readonly shares: BasePosition;

  constructor(
    private readonly given: Parameters,
    context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    this.shares = new BasePosition(context.accounts[0], context.instrument);
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    this.waitForNext(desk);
    const { market, now } = desk;
    if (market.phase !== Phase.continuous || market.bestBid < 0 || market.bestAsk < 0) return;
    const mid = (market.bestBid + market.bestAsk) / 2;
    if (this.lastLook < 0) this.fast = this.slow = mid;
    else {
      this.fast += (mid - this.fast) * (1 - exp((this.lastLook - now) / this.given.fast));
      this.slow += (mid - this.slow) * (1 - exp((this.lastLook - now) / this.given.slow));
    }
    this.lastLook = now;
    const trend = this.fast - this.slow;
    if (trend > this.given.threshold) this.shares.reach(this.given.position, desk);
    else if (trend < -this.given.threshold) this.shares.reach(-this.given.position, desk);
  }

  onReport(report: OrderReport): void {
    this.shares.take(report);
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(desk.now + this.given.period * (0.5 + this.times!.uniform()));
  }
}
