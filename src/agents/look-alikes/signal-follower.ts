import { z } from 'zod';
import { exponential, type Stream } from '../../random/index.js';
import type { Agent, Desk, OrderReport } from '../../simulation/index.js';
import { Phase, SECOND } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares } from '../agent-parameters.js';
import { BasePosition } from '../base-position.js';
import { purchaseCost } from '../purchase-cost.js';

const parameters = z.strictObject({
  memory: seconds({ min: 10 }).prefault(1_200).describe('length of the range that the price must leave, seconds'),
  delay: seconds({ max: 3_600 }).prefault(20).describe('mean time from the signal to its order, seconds'),
  rest: seconds({ min: 1 }).prefault(1_800).describe('time before it heeds another signal, seconds'),
  position: shares().default(2_000).describe('shares that it buys above the range or sells below it'),
  latency: latency({ market: 0.2, order: 0.2 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/** Between two looks: the snapshots of the level-1 feed. */
const LOOK = 3 * SECOND;

/**
 * One of a herd: it buys when the price leaves the range of the last minutes upwards, and sells when it leaves it
 * downwards, as thousands do who read the same page. A group of them trades the same way within seconds, though nobody
 * has spoken to anybody: what a group of hidden accounts looks like.
 */
export const signalFollower = defineAgent({
  id: 'signal-follower',
  summary:
    'honest look-alike of hidden groups: trades when the price leaves its range, as others do who watch the same',
  source:
    'Bikhchandani, Hirshleifer, Welch (1992), A theory of fads, Journal of Political Economy 100; ' +
    'Brock, Lakonishok, LeBaron (1992), Simple technical trading rules, Journal of Finance 47: trading-range break',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ position }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(20 * position, instrument),
    holdings: 20 * position,
  }),
  create: (given, context) => new SignalFollower(given, context),
});

class SignalFollower implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly shares: BasePosition;
  private readonly prices: Int32Array;
  private looks = 0;
  private delays: Stream | undefined;
  /** Shares above its base that the last signals tell it to have. */
  private wanted = 0;
  private actAt = Infinity;
  private heedsFrom = 0;

  constructor(
    private readonly given: Parameters,
    { id, accounts, instrument }: AgentContext,
  ) {
    this.id = id;
    this.latency = given.latency;
    this.shares = new BasePosition(accounts[0], instrument);
    this.prices = new Int32Array(Math.ceil(given.memory / LOOK)).fill(-1);
  }

  start(desk: Desk): void {
    this.delays = desk.stream('delays');
    desk.wakeAt(desk.now + LOOK);
  }

  onWake(desk: Desk): void {
    const { now, market } = desk;
    if (now >= this.actAt) {
      this.actAt = Infinity;
      if (market.phase === Phase.continuous) this.shares.reach(this.wanted, desk);
    } else this.look(desk);
    desk.wakeAt(Math.min(now + LOOK, Math.max(now + 1, this.actAt)));
  }

  onReport(report: OrderReport): void {
    this.shares.take(report);
  }

  private look({ now, market }: Desk): void {
    const price = market.lastPrice;
    if (market.phase !== Phase.continuous || price < 0) return;
    const { prices, looks, given } = this;
    if (looks >= prices.length && now >= this.heedsFrom) {
      let [lowest, highest] = [prices[0], prices[0]];
      for (const past of prices) {
        lowest = Math.min(lowest, past);
        highest = Math.max(highest, past);
      }
      const side = price > highest ? 1 : price < lowest ? -1 : 0;
      if (side !== 0) {
        this.wanted += side * given.position;
        this.actAt = now + Math.round(given.delay * exponential(this.delays!));
        this.heedsFrom = now + given.rest;
      }
    }
    prices[looks % prices.length] = price;
    this.looks++;
  }
}
