import { Venue } from '../../../src/market/index.js';
import { exp, exponential, log, normal, type Stream, Streams } from '../../../src/random/index.js';
import { priceLimits, rulesInForce } from '../../../src/rules/index.js';
import { betaQuantile } from '../../../src/statistics/index.js';
import { HOUR, MINUTE, OrderType, SECOND, Side, type Tape, TapeWriter } from '../../../src/tape/index.js';

/** How the accounts of a class trade: medians, and how far accounts differ. */
export interface PlantedClass {
  readonly id: string;
  readonly accounts: number;
  readonly ordersPerHour: number;
  /** Beta laws among accounts. */
  readonly marketable: readonly [number, number];
  readonly round: readonly [number, number];
  /** α of the symmetric beta law of the share of buys. */
  readonly direction: number;
  /** Median seconds until a resting order is cancelled. */
  readonly life: number;
  /** Lots. */
  readonly size: number;
  readonly sizeSpread: number;
  /** Mean ticks behind the touch. */
  readonly distance: number;
  /** Log-odds of a buy per tick of the last second, minute, five minutes, and per unit of imbalance. */
  readonly response: readonly [number, number, number, number];
  /** Coefficient of variation of the time between orders. */
  readonly gapVariation: number;
  /** Log-odds of a sell per order of usual size held. */
  readonly inventoryAversion: number;
}

/** Six ways to trade, after the classes of realism.md §4.1. */
export const plantedClasses: readonly PlantedClass[] = [
  {
    id: 'retail',
    accounts: 180,
    ordersPerHour: 40,
    marketable: [12, 12],
    round: [14, 10],
    direction: 0.5,
    life: 400,
    size: 5,
    sizeSpread: 0.9,
    distance: 3,
    response: [0, 0, 0, 0],
    gapVariation: 1,
    inventoryAversion: 0,
  },
  {
    id: 'momentum',
    accounts: 90,
    ordersPerHour: 90,
    marketable: [24, 12],
    round: [10, 15],
    direction: 8,
    life: 60,
    size: 9,
    sizeSpread: 0.6,
    distance: 1.2,
    response: [0, 0.25, 0, 0],
    gapVariation: 1,
    inventoryAversion: 0,
  },
  {
    id: 'contrarian',
    accounts: 90,
    ordersPerHour: 80,
    marketable: [12, 24],
    round: [12, 12],
    direction: 8,
    life: 240,
    size: 9,
    sizeSpread: 0.7,
    distance: 4,
    response: [0, 0, -0.15, 0],
    gapVariation: 1,
    inventoryAversion: 0,
  },
  {
    id: 'maker',
    accounts: 50,
    ordersPerHour: 300,
    marketable: [10, 60],
    round: [20, 30],
    direction: 30,
    life: 20,
    size: 15,
    sizeSpread: 0.5,
    distance: 0.8,
    response: [0, 0, 0, 0.5],
    gapVariation: 0.8,
    inventoryAversion: 0.1,
  },
  {
    id: 'execution',
    accounts: 60,
    ordersPerHour: 150,
    marketable: [20, 20],
    round: [6, 60],
    direction: 0.15,
    life: 30,
    size: 3,
    sizeSpread: 0.4,
    distance: 0.6,
    response: [0, 0, 0, 0],
    gapVariation: 0.3,
    inventoryAversion: 0,
  },
  {
    id: 'high-frequency',
    accounts: 30,
    ordersPerHour: 900,
    marketable: [25, 50],
    round: [6, 60],
    direction: 20,
    life: 1,
    size: 2,
    sizeSpread: 0.4,
    distance: 0.4,
    response: [0, 0, 0, 1.5],
    gapVariation: 1.3,
    inventoryAversion: 0.02,
  },
];

/** An account with a way of its own, drawn from its class. */
export interface PlantedAccount {
  readonly klass: number;
  readonly gapSeconds: number;
  readonly gapVariation: number;
  readonly marketable: number;
  readonly round: number;
  readonly bias: number;
  readonly lifeMean: number;
  readonly sizeMean: number;
  readonly sizeSpread: number;
  readonly distance: number;
  readonly response: readonly number[];
  readonly inventoryAversion: number;
}

export interface PlantedMarket {
  readonly tape: Tape;
  readonly accounts: readonly PlantedAccount[];
}

const PREVIOUS_CLOSE = 1570;
const OPEN = 9 * HOUR + 30 * MINUTE;

/** Lets the accounts of some classes trade with each other through the venue, from the start of continuous trading on. */
export function plantedMarket(classes: readonly PlantedClass[], seed: number, minutes: number): PlantedMarket {
  const streams = new Streams(`planted/${seed}`);
  const draw = streams.stream('accounts/0/draw');
  const accounts = classes.flatMap((one, klass) => Array.from({ length: one.accounts }, () => plant(one, klass, draw)));
  const market = new Market(accounts, streams.stream('accounts/0/trade'));
  market.run(OPEN + minutes * MINUTE);
  return { tape: market.tape.finish(), accounts };
}

function plant(one: PlantedClass, klass: number, stream: Stream): PlantedAccount {
  const around = (median: number, sigma: number) => median * exp(sigma * normal(stream));
  const share = ([a, b]: readonly [number, number]) => betaQuantile(stream.uniform(), a, b);
  const buys = Math.min(0.995, Math.max(0.005, share([one.direction, one.direction])));
  return {
    klass,
    gapSeconds: 3600 / around(one.ordersPerHour, 0.3),
    gapVariation: one.gapVariation === 1 ? 1 : around(one.gapVariation, 0.05),
    marketable: share(one.marketable),
    round: share(one.round),
    bias: log(buys / (1 - buys)),
    lifeMean: around(one.life, 0.25) / Math.LN2,
    sizeMean: log(around(one.size, 0.25)),
    sizeSpread: around(one.sizeSpread, 0.05),
    distance: around(one.distance, 0.2),
    response: one.response.map((response) => response + Math.abs(response) * 0.1 * normal(stream)),
    inventoryAversion: one.inventoryAversion,
  };
}

/** Lots of an order: lognormal, and where it is to be round the nearest multiple of ten. */
function lotsOf({ sizeMean, sizeSpread }: PlantedAccount, z: number, round: boolean): number {
  const lots = Math.max(1, Math.round(exp(sizeMean + sizeSpread * z)));
  if (round) return Math.max(10, 10 * Math.round(lots / 10));
  return lots % 10 === 0 ? lots + 1 : lots;
}

/** Mean log quantity of an account's orders in lots, and its standard deviation, over an even grid of its draws. */
export function sizeMoments(
  account: PlantedAccount,
  quantile: (p: number) => number,
): { mean: number; spread: number } {
  const grid = 400;
  let [mean, square] = [0, 0];
  for (const round of [true, false]) {
    const weight = (round ? account.round : 1 - account.round) / grid;
    for (let i = 0; i < grid; i++) {
      const value = log(lotsOf(account, quantile((i + 0.5) / grid), round));
      mean += weight * value;
      square += weight * value * value;
    }
  }
  return { mean, spread: Math.sqrt(square - mean * mean) };
}

/** Mean of the ticks behind the touch: whole ticks of an exponential law. */
export function meanDistance({ distance }: PlantedAccount): number {
  return 1 / (exp(1 / distance) - 1);
}

/** The accounts, what is due, and the venue they trade on. */
class Market {
  readonly tape: TapeWriter;
  private readonly venue: Venue;
  private readonly due = new DueQueue();
  private readonly mids: number[] = [];
  private readonly positions: Float64Array;
  private readonly lower: number;
  private readonly upper: number;

  constructor(
    private readonly accounts: readonly PlantedAccount[],
    private readonly stream: Stream,
  ) {
    const rules = rulesInForce('szse-chinext', '2025-05-06');
    const { lower, upper } = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
    [this.lower, this.upper] = [lower, upper];
    const count = accounts.length;
    const header = {
      schema: 2,
      source: 'simulated',
      venue: rules.id,
      date: '2025-05-06',
      rulePack: rules.version,
      instruments: [
        {
          symbol: 'PLANTED',
          currency: rules.currency,
          moneyPerTick: rules.tick,
          quantityUnit: rules.quantityUnit,
          status: 'ordinary' as const,
          statusDay: -1,
          previousClose: PREVIOUS_CLOSE,
          lowerLimit: lower,
          upperLimit: upper,
          referenceVolume: -1,
          referenceDepth5: { bid: -1, ask: -1 },
          floatShares: -1,
        },
      ],
      accounts: {
        count,
        owner: Int32Array.from({ length: count }, (_, i) => i),
        broker: new Int32Array(count),
        cash: new Float64Array(count),
        holdings: new Int32Array(count),
      },
    };
    this.tape = new TapeWriter(header);
    this.positions = new Float64Array(count);
    this.venue = new Venue({
      rules: { ...rules, selfTrade: 'allow' },
      instruments: header.instruments,
      accounts: header.accounts,
      tape: this.tape,
      settlement: 'none',
      validation: 'report',
    });
  }

  run(endNs: number): void {
    const { venue, stream } = this;
    venue.advanceTo(OPEN);

    // A book of nobody's to start from.
    for (let level = 0; level < 12; level++)
      for (const side of [Side.buy, Side.sell])
        venue.submit(0, -1, side, OrderType.limit, PREVIOUS_CLOSE + (side === Side.buy ? -1 - level : level), 8_000);
    this.accounts.forEach((account, i) => {
      this.due.add(OPEN + exponential(stream) * account.gapSeconds * SECOND, i, -1);
    });
    for (let next = this.due.take(); next.time < endNs; next = this.due.take()) {
      this.fillMids(next.time);
      venue.advanceTo(Math.floor(next.time));
      if (next.order >= 0) {
        if (venue.remaining(next.order) > 0) venue.cancel(next.account, next.order);
        continue;
      }
      this.act(next.account, next.time);
    }
  }

  private act(index: number, time: number): void {
    const { stream, venue } = this;
    const account = this.accounts[index];
    const { gapSeconds, gapVariation } = account;
    const sigma = Math.sqrt(log(1 + gapVariation * gapVariation));
    const gap = gapVariation === 1 ? exponential(stream) : exp(sigma * normal(stream) - (sigma * sigma) / 2);
    this.due.add(time + gap * gapSeconds * SECOND, index, -1);
    const side = stream.uniform() < this.buys(account, index, time) ? Side.buy : Side.sell;
    const marketable = stream.uniform() < account.marketable;
    const lots = lotsOf(account, normal(stream), stream.uniform() < account.round);
    const book = venue.book(0);
    const [own, opposite] = side === Side.buy ? [book.bestBid, book.bestAsk] : [book.bestAsk, book.bestBid];
    const known = (price: number) => price >= this.lower && price <= this.upper;
    if (!known(own) || !known(opposite)) return;
    if (marketable) {
      venue.submit(0, index, side, OrderType.marketIoc, -1, lots * 100);
    } else {
      const behind = Math.floor(exponential(stream) * account.distance);
      const price = side === Side.buy ? own - behind : own + behind;
      const order = venue.submit(0, index, side, OrderType.limit, price, lots * 100);
      if (order >= 0) this.due.add(time + exponential(stream) * account.lifeMean * SECOND, index, order);
    }
    this.positions[index] += (side === Side.buy ? 1 : -1) * (marketable ? 1 : 0.3);
  }

  private buys({ bias, response, inventoryAversion }: PlantedAccount, index: number, time: number): number {
    const book = this.venue.book(0);
    const bid = book.bestBid > 0 ? book.quantityAt(Side.buy, book.bestBid) : 0;
    const ask = book.bestAsk <= this.upper ? book.quantityAt(Side.sell, book.bestAsk) : 0;
    const second = Math.floor((time - OPEN) / SECOND);
    const moved = (horizon: number) => (this.mids[second] - this.mids[Math.max(0, second - horizon)]) / 2;
    const odds =
      bias +
      response[0] * moved(1) +
      response[1] * moved(60) +
      response[2] * moved(300) +
      (bid + ask > 0 ? (response[3] * (bid - ask)) / (bid + ask) : 0) -
      inventoryAversion * this.positions[index];
    return 1 / (1 + exp(-odds));
  }

  private fillMids(time: number): void {
    const book = this.venue.book(0);
    const last = this.mids.length > 0 ? this.mids[this.mids.length - 1] : 2 * PREVIOUS_CLOSE - 1;
    const mid = book.bestBid > 0 && book.bestAsk <= this.upper ? book.bestBid + book.bestAsk : last;
    while (this.mids.length <= Math.floor((time - OPEN) / SECOND)) this.mids.push(mid);
  }
}

/** What is due next: a binary heap on time. */
class DueQueue {
  private readonly heap: { time: number; account: number; order: number }[] = [];

  add(time: number, account: number, order: number): void {
    const { heap } = this;
    const entry = { time, account, order };
    let at = heap.length;
    heap.push(entry);
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = heap[(at - 1) >> 1];
      if (parent.time <= time) break;
      heap[at] = parent;
    }
    heap[at] = entry;
  }

  take(): { time: number; account: number; order: number } {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].time < heap[child].time) child++;
      if (heap[child].time >= last.time) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
