import { Venue } from '../src/market/index.js';
import { exponential, integerBelow, type Stream, Streams } from '../src/random/index.js';
import { priceLimits, rulesInForce } from '../src/rules/index.js';
import {
  HOUR,
  MINUTE,
  noAccounts,
  OrderType,
  Phase,
  Side,
  TAPE_SCHEMA,
  type Tape,
  TapeWriter,
} from '../src/tape/index.js';

export interface SampleMarketOptions {
  readonly seed: number;
  readonly symbol: string;
  /** Orders and cancels. */
  readonly requests: number;
  /** Mean ns between two of them. */
  readonly meanGapNs: number;
  /** Times are multiples of it: 10 ms as in the SZSE's files, or 1 ns. */
  readonly clockNs: number;
}

const PREVIOUS_CLOSE = 1570;

/**
 * A small market of traders without any intelligence, from 09:15 through the opening call into continuous trading: limit
 * orders around the touch, some that cross it, market orders, cancels. No two requests have the same time. It makes
 * order files of our own, and tapes for tests; it resembles no real stock.
 */
export function sampleMarket({ seed, symbol, requests, meanGapNs, clockNs }: SampleMarketOptions): Tape {
  const rules = rulesInForce('szse-chinext', '2025-05-06');
  const { lower, upper } = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
  const instrument = {
    symbol,
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
  };
  const header = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: '2025-05-06',
    rulePack: rules.version,
    instruments: [instrument],
    accounts: noAccounts(),
  };
  const tape = new TapeWriter(header);
  const { instruments, accounts } = header;
  const venue = new Venue({ rules, instruments, accounts, tape, settlement: 'none', validation: 'report' });
  const stream = new Streams(seed).stream('sample/0/requests');
  const live: number[] = [];
  let ticks = Math.floor((9 * HOUR + 15 * MINUTE) / clockNs);
  for (let request = 0; request < requests; request++) {
    ticks += 1 + Math.floor((exponential(stream) * meanGapNs) / clockNs);
    // The files leave no room for requests that wait between the opening cross and continuous trading.
    if (venue.phase === Phase.preOpenGap) ticks = Math.max(ticks, Math.floor((9 * HOUR + 30 * MINUTE) / clockNs) + 1);
    venue.advanceTo(ticks * clockNs);
    if (venue.phase === Phase.preOpenGap) continue;
    if (stream.uniform() < 0.35 && live.length > 0 && venue.phase !== Phase.openCallLocked) {
      const [order] = live.splice(integerBelow(stream, live.length), 1);
      if (venue.remaining(order) > 0) venue.cancel(-1, order);
    } else {
      const order = submit(venue, stream, lower, upper);
      if (order >= 0) live.push(order);
    }
  }
  venue.advanceTo((ticks + 1) * clockNs);
  return tape.finish();
}

/** Sizes are lots, most of them small; one order in thirty is a market order, one limit order in four crosses the touch. */
function submit(venue: Venue, stream: Stream, lower: number, upper: number): number {
  const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
  const quantity = 100 * (1 + Math.floor(exponential(stream) * 8));
  if (venue.phase === Phase.continuous && stream.uniform() < 1 / 30)
    return venue.submit(0, -1, side, OrderType.marketIoc, -1, quantity);
  const book = venue.book(0);
  const last = venue.lastPrice(0) > 0 ? venue.lastPrice(0) : PREVIOUS_CLOSE;
  const calling = venue.phase !== Phase.continuous;
  const touch = calling ? last : side === Side.buy ? book.bestBid : book.bestAsk;
  const from = touch >= lower && touch <= upper ? touch : last;
  const away = Math.floor(exponential(stream) * 4);
  const distance = stream.uniform() < 0.25 ? -1 - (away >> 1) : away;
  const price = side === Side.buy ? from - distance : from + distance;
  return venue.submit(0, -1, side, OrderType.limit, Math.min(upper, Math.max(lower, price)), quantity);
}
