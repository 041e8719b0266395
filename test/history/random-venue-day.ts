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
  /** Whether the day goes on to its end, with orders that rest then expiring. */
  readonly wholeDay?: boolean;
}

const PREVIOUS_CLOSE = 1570;

/**
 * A venue's day as random requests make it: calls, the gap before continuous trading, market orders, cancels of orders
 * that rest and of some that do not. No intelligence, no truth.
 */
export function randomVenueDay(options: RandomDayOptions): Tape {
  const { seed, clockNs, requests, orderTypes = [OrderType.limit, OrderType.marketIoc] } = options;
  const rules = withOverrides(rulesInForce('szse-chinext', '2025-05-06'), options.rules ?? {});
  const limits = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
  const instruments = Array.from({ length: options.instruments }, (_, index) => ({
    symbol: String(300_000 + index),
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
    status: 'ordinary' as const,
    statusDay: -1,
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
    date: '2025-05-06',
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
      venue.cancel(-1, order);
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
  if (venue.phase === Phase.continuous && stream.uniform() < 0.2) {
    const type = orderTypes[integerBelow(stream, orderTypes.length)];
    if (type !== OrderType.limit) return venue.submit(instrument, account, side, type, -1, quantity);
  }
  const last = venue.lastPrice(instrument) > 0 ? venue.lastPrice(instrument) : PREVIOUS_CLOSE;
  const touch = side === Side.buy ? book.bestBid : book.bestAsk;
  const from = venue.phase === Phase.continuous && touch >= lower && touch <= upper ? touch : last;
  const away = Math.floor(exponential(stream) * 4);
  const distance = stream.uniform() < 0.25 ? -1 - (away >> 1) : away;
  const price = Math.min(upper, Math.max(lower, side === Side.buy ? from - distance : from + distance));
  return venue.submit(instrument, account, side, OrderType.limit, price, quantity);
}
