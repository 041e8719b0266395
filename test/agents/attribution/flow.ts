import type { FlowProfile } from '../../../src/agents/attribution/flow-profile.js';
import { type Population, populationOf } from '../../../src/agents/attribution/population.js';
import type { OrderAttribution } from '../../../src/agents/background/order-attribution.js';
import { Venue } from '../../../src/market/index.js';
import { exponential, lognormal, Streams } from '../../../src/random/index.js';
import { rulesInForce } from '../../../src/rules/index.js';
import { type Agent, simulate } from '../../../src/simulation/index.js';
import { Kind, OrderType, SECOND, Side, type Tape, TapeCursor, TapeWriter } from '../../../src/tape/index.js';
import { OPEN, smallMarket } from '../../simulation/small-market.js';

const quantityOf = (uniformStream: Parameters<typeof lognormal>[0]) =>
  100 * Math.min(3000, Math.ceil(lognormal(uniformStream, 1.2, 1.5)));

/** A flow with quantities of a Shenzhen stock near CNY 15.70: median 300 shares, one in a thousand above 35,000. */
export function crudeProfile(): FlowProfile {
  const stream = new Streams('profile').stream('sample');
  return {
    priceTicks: 1570,
    price: 15.7,
    lot: 100,
    maximumQuantity: 300_000,
    splittings: { marketable: { underWay: 24, exponent: 0.6 }, resting: { underWay: 48, exponent: 0.6 } },
    sample: Array.from({ length: 4000 }, (_, i) => ({
      quantity: quantityOf(stream),
      orders: 1,
      marketable: i % 4 === 0,
      weight: 25,
    })),
  };
}

/** Runs a crude background of that flow for some orders, with every order attributed, and returns the tape. */
export function attributedFlow(
  kind: 'split' | 'per-order' | 'concentrated',
  options: { active: number; topFiveShare: number; orders: number; seed: number },
): { tape: Tape; population: Population; dropped: number } {
  const { instrument, header } = smallMarket({ accounts: [] });
  const streams = new Streams(options.seed);
  const population = populationOf(crudeProfile(), {
    attribution: kind,
    active: options.active,
    topFiveShare: options.topFiveShare,
    stream: streams.stream('accounts/0/population'),
    instrument,
  });
  const { accounts } = population;
  const tape = new TapeWriter({ ...header, accounts });
  const rules = rulesInForce('szse-chinext', '2025-05-06');
  const venue = new Venue({ rules, instruments: header.instruments, accounts, tape });
  const background = new CrudeBackground(population.attribution(streams), options.orders);
  simulate({
    venue,
    tape,
    agents: [{ agent: background, informationSet: 'order-by-order' }],
    streams,
    startNs: OPEN,
    endNs: OPEN + 3600 * SECOND,
  });
  venue.ledger!.validate();
  return { tape: tape.finish(), population, dropped: background.dropped };
}

/** Random orders around the touch and cancels that keep the book at its size; signs come in runs. */
class CrudeBackground implements Agent {
  readonly id = 'background/0';
  readonly latency = { market: 0, order: 0 };
  dropped = 0;
  private sent = 0;
  private side: number = Side.buy;
  private readonly open: number[] = [];

  constructor(
    private readonly attribution: OrderAttribution,
    private readonly orders: number,
  ) {}

  start(desk: Parameters<Agent['start']>[0]): void {
    desk.wakeAt(desk.now);
  }

  onWake(desk: Parameters<Agent['start']>[0]): void {
    if (this.sent++ >= this.orders) return;
    const stream = desk.stream('flow');
    if (stream.uniform() < 0.4) this.side = 1 - this.side;
    const { side } = this;
    const marketable = stream.uniform() < 0.25 && this.open.length > 300;
    const distance = marketable ? -20 : 1 + Math.floor(exponential(stream) * 4);
    const price = 1570 + (side === Side.buy ? -distance : distance);
    const quantity = quantityOf(stream);
    const account = this.attribution.accountFor(side, price, quantity, marketable, desk.now, desk);
    if (account < 0) this.dropped++;
    else this.open.push(desk.submit(account, side, OrderType.limit, price, quantity));
    if (this.open.length > 400) {
      const i = Math.floor(stream.uniform() * this.open.length);
      desk.cancel(this.open[i]);
      this.open[i] = this.open[this.open.length - 1];
      this.open.pop();
    }
    desk.wakeAt(desk.now + 20e6 * exponential(stream));
  }
}

/** Share of the executed volume, bought and sold, of the five accounts that traded most. */
export function measuredTopFive(tape: Tape): number {
  const volumes = new Float64Array(tape.header.accounts.count);
  const cursor = new TapeCursor(tape);
  let total = 0;
  while (cursor.next()) {
    if (cursor.kind !== Kind.trade) continue;
    volumes[cursor.account] += cursor.quantity;
    volumes[cursor.otherAccount] += cursor.quantity;
    total += 2 * cursor.quantity;
  }
  return (
    volumes
      .sort()
      .slice(-5)
      .reduce((sum, volume) => sum + volume, 0) / total
  );
}
