import { Venue } from '../../src/market/index.js';
import { exponential, integerBelow, type Stream, Streams } from '../../src/random/index.js';
import { priceLimits, type RuleOverrides, rulesInForce, withOverrides } from '../../src/rules/index.js';
import {
  type AccountTable,
  HOUR,
  MINUTE,
  noAccounts,
  OrderType,
  Phase,
  Side,
  TAPE_SCHEMA,
  type Tape,
  TapeWriter,
} from '../../src/tape/index.js';

export interface RandomDayOptions {
  readonly seed: number;
  /** Instruments and the accounts that trade them; without accounts orders are anonymous. */
  readonly instruments: number;
  readonly accounts: number;
  readonly requests: number;
  /** Times are multiples of it. */
  readonly clockNs: number;
  readonly orderTypes?: readonly number[];
  readonly rules?: RuleOverrides;
  /** Day whose rules hold, 2025-05-06 unless given. */
  readonly date?: string;
  /** The third day after listing: no limits, and halts when the price moves far. */
  readonly unlimited?: boolean;
  /** Whether the day goes on to its end, with orders that rest then expiring. */
  readonly wholeDay?: boolean;
}

const PREVIOUS_CLOSE = 1570;

const marketTypes: readonly number[] = [
  OrderType.marketIoc,
  OrderType.counterpartyBest,
  OrderType.ownBest,
  OrderType.best5Ioc,
  OrderType.fillOrKill,
  OrderType.best5ThenLimit,
];

/**
 * A venue's day as random requests make it: calls, the gap before continuous trading, market orders, cancels of orders
 * that rest and of some that do not. No intelligence, no truth.
 */
export function randomVenueDay(options: RandomDayOptions): Tape {
  const { seed, clockNs, requests, orderTypes = [OrderType.limit, OrderType.marketIoc], date = '2025-05-06' } = options;
  const rules = withOverrides(rulesInForce('szse-chinext', date), options.rules ?? {});
  const status = options.unlimited === true ? 'new' : 'ordinary';
  const statusDay = options.unlimited === true ? 3 : -1;
  const limits = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status, statusDay });
  const instruments = Array.from({ length: options.instruments }, (_, index) => ({
    symbol: String(300_000 + index),
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
    status: status as 'new' | 'ordinary',
    statusDay,
    previousClose: PREVIOUS_CLOSE,
    lowerLimit: limits.lower,
    upperLimit: limits.upper,
    referenceVolume: -1,
    referenceDepth5: { bid: -1, ask: -1 },
    floatShares: -1,
  }));
  const accounts = options.accounts === 0 ? noAccounts() : accountTable(options.accounts, instruments.length);
  const header = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date,
    rulePack: rules.version,
    instruments,
    accounts,
  };
  const tape = new TapeWriter(header);
  const venue = new Venue({ rules, instruments, accounts, tape, settlement: 'none', validation: 'report' });
  const stream = new Streams(seed).stream('random-day/0/requests');
  const day = options.wholeDay === true;
  const [from, to] = [9 * HOUR + 15 * MINUTE, (day ? 15 : 10) * HOUR];
  const meanGap = (to - from) / requests;
  const live: number[] = [];
  let ticks = Math.floor(from / clockNs);
  for (let request = 0; request < requests && ticks * clockNs < to; request++) {
    ticks += 1 + Math.floor((exponential(stream) * meanGap) / clockNs);
    venue.advanceTo(ticks * clockNs);
    if (venue.phase === Phase.lunch || venue.phase === Phase.closed) continue;
    if (stream.uniform() < 0.35 && live.length > 0) {
      const [order] = live.splice(integerBelow(stream, live.length), 1);
      if (rules.replace && stream.uniform() < 0.3) {
        const replacement = venue.replace(-1, order, PREVIOUS_CLOSE + integerBelow(stream, 21) - 10, 300);
        if (replacement >= 0) live.push(replacement);
      } else if (rules.partialCancel && stream.uniform() < 0.3) venue.cancel(-1, order, 100);
      else venue.cancel(-1, order);
      continue;
    }
    const account = options.accounts === 0 ? -1 : integerBelow(stream, options.accounts);
    const order = submit(venue, stream, integerBelow(stream, options.instruments), account, orderTypes, limits);
    if (order >= 0) live.push(order);
  }
  venue.advanceTo(Math.max(ticks * clockNs, day ? to + 1 : 0));
  if (day) venue.closeDay();
  return tape.finish();
}

function accountTable(count: number, instruments: number): AccountTable {
  return {
    count,
    // Two accounts an owner, three an owner's broker.
    owner: Int32Array.from({ length: count }, (_, account) => account >> 1),
    broker: Int32Array.from({ length: count }, (_, account) => (account >> 1) % 3),
    cash: new Float64Array(count).fill(-1),
    holdings: new Int32Array(count * instruments).fill(-1),
  };
}

function submit(
  venue: Venue,
  stream: Stream,
  instrument: number,
  account: number,
  orderTypes: readonly number[],
  { lower, upper }: { lower: number; upper: number },
): number {
  const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
  const quantity = 100 * (1 + Math.floor(exponential(stream) * 8));
  const book = venue.book(instrument);
  let type: number = OrderType.limit;
  if (venue.phase === Phase.continuous && stream.uniform() < 0.3) {
    type = orderTypes[integerBelow(stream, orderTypes.length)];
    if (marketTypes.includes(type)) return venue.submit(instrument, account, side, type, -1, quantity);
  }
  const last = venue.lastPrice(instrument) > 0 ? venue.lastPrice(instrument) : PREVIOUS_CLOSE;
  const touch = side === Side.buy ? book.bestBid : book.bestAsk;
  const from = venue.phase === Phase.continuous && book.quantityAt(side, touch) > 0 ? touch : last;
  const away = Math.floor(exponential(stream) * 4);
  // Now and then somebody goes far: into the cage, or far enough for a halt on a day without limits.
  const far = stream.uniform() < 0.06 ? integerBelow(stream, 1200) - 600 : undefined;
  const distance = far ?? (stream.uniform() < 0.25 ? -1 - (away >> 1) : away);
  const wished = side === Side.buy ? from - distance : from + distance;
  const price = lower < 0 ? Math.max(1, wished) : Math.min(upper, Math.max(lower, wished));
  return venue.submit(instrument, account, side, type, price, quantity, type === OrderType.iceberg ? 100 : 0);
}
