import { integerBelow, type Stream, Streams } from '../../src/random/index.js';
import { OrderType, parseTimeOfDay, SECOND, type Tape } from '../../src/tape/index.js';
import { TradingSession } from '../surveillance/trading-session.js';

/** Six accounts of four owners; two owners have two. */
const owners = [0, 1, 1, 2, 2, 3];

/**
 * A day of a few investors in a narrow price range, so that large residuals, self-trades and cancels happen all the time:
 * calls, both continuous sessions, market orders, sells and buys, on one or two instruments.
 */
export function randomDay(seed: number, commands = 600, instruments = 1): Tape {
  const stream = new Streams(seed).stream('day/0/commands');
  const session = new TradingSession(owners, instruments);
  const open: number[] = [];
  for (const [from, to, share] of [
    ['09:15', '09:19:59', 0.1],
    ['09:30', '11:29:59', 0.5],
    ['13:00', '14:56:59', 0.3],
    ['14:57', '14:59:59', 0.1],
  ] as const) {
    const start = parseTimeOfDay(from);
    const step = Math.floor((parseTimeOfDay(to) - start) / (commands * share + 1));
    session.venue.advanceTo(start);
    for (let index = 0; index < commands * share; index++) {
      // Some commands share a nanosecond with the one before.
      if (stream.uniform() < 0.7) session.venue.advanceTo(start + index * step);
      act(session, stream, open, instruments);
    }
  }
  session.venue.advanceTo(15 * 3600 * SECOND);
  session.venue.closeDay();
  return session.tape;
}

function act(session: TradingSession, stream: Stream, open: number[], instruments: number): void {
  const { venue } = session;
  const account = integerBelow(stream, owners.length);
  const side = integerBelow(stream, 2);
  const instrument = integerBelow(stream, instruments);
  const choice = stream.uniform();
  if (choice < 0.35 && open.length > 0) {
    const place = integerBelow(stream, open.length);
    venue.cancel(-1, open[place]);
    open.splice(place, 1);
  } else if (choice < 0.42) {
    venue.submit(instrument, account, side, OrderType.marketIoc, -1, 100 * (1 + integerBelow(stream, 20)));
  } else {
    const price = 1000 + (side === 0 ? -1 : 1) * (integerBelow(stream, 8) - 1);
    const quantity = 100 * (1 + integerBelow(stream, choice < 0.6 ? 40 : 8));
    const order = venue.submit(instrument, account, side, OrderType.limit, price, quantity);
    if (order >= 0) open.push(order);
  }
}
