import { Venue } from '../../../src/market/index.js';
import { RebuiltBook } from '../../../src/order-flow/index.js';
import { exponential, integerBelow, type Stream, Streams } from '../../../src/random/index.js';
import { priceLimits, rulesInForce } from '../../../src/rules/index.js';
import {
  CancelReason,
  Flag,
  HOUR,
  Kind,
  MINUTE,
  noAccounts,
  OrderType,
  Phase,
  SECOND,
  Side,
  TAPE_SCHEMA,
  type Tape,
  TapeCursor,
  type TapeRow,
  TapeWriter,
  TradeStage,
} from '../../../src/tape/index.js';

const PREVIOUS_CLOSE = 1570;
const STAMP = 10_000_000;
/** How much later than the venue the exchange stamps a record. */
const LATE = 2 * STAMP;

export interface ShanghaiDay {
  readonly tape: Tape;
  /** Lines by name of file. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

/** A whole simulated day of the main board, from the opening call through the closing call, and its logs. */
export function shanghaiDay(seed: number, requests: number): ShanghaiDay {
  const tape = simulate(seed, requests);
  const lines = recordsOf(tape);
  const name = (part: string) => `AX_sbe_sse_600000_20230207_${part}.log`;
  const at =
    (hours: number) =>
    ([timeNs]: Line) =>
      hours === 0 ? timeNs < 12 * HOUR : timeNs >= 12 * HOUR;
  const text = (part: number) => lines.filter(at(part)).map(([, line]) => line);
  return { tape, logs: { [name('am')]: text(0), [name('pm')]: text(1) } };
}

function simulate(seed: number, requests: number): Tape {
  const rules = rulesInForce('sse-main', '2023-02-07');
  const { lower, upper } = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
  const instrument = {
    symbol: '600000',
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
  const tape = new TapeWriter({
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: '2023-02-07',
    rulePack: rules.version,
    instruments: [instrument],
    accounts: noAccounts(),
  });
  const { instruments, accounts } = tape.header;
  const venue = new Venue({ rules, instruments, accounts, tape, settlement: 'none', validation: 'report' });
  const stream = new Streams(seed).stream('shanghai/0/requests');
  const live: number[] = [];
  for (const timeNs of requestTimes(stream, requests)) {
    venue.advanceTo(timeNs);
    if (stream.uniform() < 0.3 && live.length > 0 && !rules.noCancel.includes(venue.phase)) {
      const [order] = live.splice(integerBelow(stream, live.length), 1);
      if (venue.remaining(order) > 0) venue.cancel(-1, order);
    } else live.push(submit(venue, stream));
  }
  venue.advanceTo(15 * HOUR + MINUTE);
  return tape.finish();
}

/** Times of 10 ms at which the exchange takes requests, many of them just before a phase ends. */
function requestTimes(stream: Stream, requests: number): number[] {
  const spans = [
    [9.25, 9 + 20 / 60],
    [9 + 20 / 60, 9 + 25 / 60],
    [9.5, 11.5],
    [13, 14.95],
    [14.95, 15],
  ].map((span) => span.map((hours) => Math.round(hours * 60) * MINUTE));
  const times = new Set<number>();
  for (let request = 0; request < requests; request++) {
    const [start, end] = spans[integerBelow(stream, spans.length)];
    const ticks = (end - start) / STAMP;
    times.add(request % 20 === 0 ? end - STAMP : start + STAMP * integerBelow(stream, ticks));
  }
  return [...times].sort((a, b) => a - b);
}

/** One order in ten is a market order where they are taken, one limit order in four crosses the touch. */
function submit(venue: Venue, stream: Stream): number {
  const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
  const quantity = 100 * (1 + Math.floor(exponential(stream) * 8));
  const calling = venue.phase !== Phase.continuous;
  if (!calling && stream.uniform() < 0.1) {
    const type = stream.uniform() < 0.5 ? OrderType.best5Ioc : OrderType.best5ThenLimit;
    return venue.submit(0, -1, side, type, -1, quantity);
  }
  const last = venue.lastPrice(0) > 0 ? venue.lastPrice(0) : PREVIOUS_CLOSE;
  const away = Math.floor(exponential(stream) * 4);
  const distance = stream.uniform() < 0.25 || calling ? 2 - away : away;
  return venue.submit(0, -1, side, OrderType.limit, side === Side.buy ? last - distance : last + distance, quantity);
}

type Line = readonly [timeNs: number, line: string];

/** What the exchange would have published: trades, then what an order left over; snapshots every three seconds. */
function recordsOf(tape: Tape): Line[] {
  const lines: Line[] = [];
  const cursor = new TapeCursor(tape);
  const rebuilt = new RebuiltBook(tape.header, 0);
  let index = 0;
  let trades = 0;
  let volume = 0;
  let nextSnapshot = 9 * HOUR + 25 * MINUTE + SECOND;
  let incoming: { order: number; side: number; price: number; left: number } | undefined;
  const tick = (timeNs: number, type: string, rest: string) => {
    const stamp = timeNs + LATE;
    lines.push([stamp, `${head(type)} ${rest} TransactTime=${digits(stamp)} BizIndex=${++index}`]);
  };
  while (cursor.next()) {
    for (; cursor.time > nextSnapshot; nextSnapshot += 3 * SECOND)
      if (rebuilt.phase === Phase.continuous || rebuilt.phase === Phase.preOpenGap || nextSnapshot < 9.5 * HOUR)
        lines.push([nextSnapshot, snapshot(rebuilt, nextSnapshot, trades, volume)]);
    const { kind, time, order, otherOrder, side, price, quantity, code } = cursor;
    if (kind === Kind.accepted) incoming = { order, side, price, left: quantity };
    else if (kind === Kind.trade) {
      trades++;
      volume += quantity;
      if (incoming !== undefined) incoming.left -= quantity;
      const [buy, sell] = side === Side.sell ? [otherOrder, order] : [order, otherOrder];
      const flag = code === TradeStage.continuous ? (side === Side.buy ? 66 : 83) : 78;
      tick(
        time + (flag === 78 ? 6 * STAMP : 0),
        '191',
        `BidApplSeqNum=${no(buy)} OfferApplSeqNum=${no(sell)} LastPx=${price * 10} LastQty=${quantity * 1000} ExecType=${flag}`,
      );
    } else if (kind === Kind.released) incoming = { order, side, price, left: quantity };
    else if (kind === Kind.cancelled && code === CancelReason.user)
      tick(time, '192', orderRecord(cursor, quantity, 68));
    else if (kind === Kind.cancelled) incoming = undefined;
    rebuilt.apply(cursor);
    if ((cursor.flags & Flag.continues) !== 0) continue;
    if (incoming !== undefined && incoming.left > 0) tick(time, '192', orderRecord(incoming, incoming.left, 65));
    incoming = undefined;
  }
  // Orders and trades arrive over two lines, hence out of order.
  const late = (line: string) => (line.includes('MsgType=191') ? 1 : 0);
  return lines.sort(([a, x], [b, y]) => Math.floor(a / SECOND) - Math.floor(b / SECOND) || late(y) - late(x));
}

function orderRecord(
  { order, side, price }: Pick<TapeRow, 'order' | 'side' | 'price'>,
  quantity: number,
  type: number,
) {
  return `OrderNo=${no(order)} Price=${price * 10} OrderQty=${quantity * 1000} OrdType=${type} Side=${side === Side.buy ? 66 : 83}`;
}

function snapshot({ book }: RebuiltBook, timeNs: number, trades: number, volume: number): string {
  const levels = ([Side.buy, Side.sell] as const).map((side) => {
    let price = side === Side.buy ? book.bestBid : book.bestAsk;
    return Array.from({ length: 10 }, (_, level) => {
      const quantity = book.quantityAt(side, price);
      const word = `${side === Side.buy ? 'Bid' : 'Ask'}Level[${level}]`;
      const text = `${word}.Price=${quantity === 0 ? 0 : price * 10} ${word}.Qty=${quantity * 1000}`;
      if (quantity > 0) price = book.nextLevel(side, price);
      return text;
    }).join(' ');
  });
  return [
    head('111').replace('TradingPhase=0', 'TradingPhase=2'),
    `NumTrades=${trades} TotalVolumeTrade=${volume * 1000} PrevClosePx=${PREVIOUS_CLOSE * 10}`,
    'BidWeightPx=0 BidWeightSize=0 AskWeightPx=0 AskWeightSize=0',
    `DataTimeStamp=${digits(timeNs).slice(0, -2)}`,
    ...levels,
  ].join(' ');
}

function head(type: string): string {
  return `//SecurityIDSource=101 MsgType=${type} SecurityID=600000           TradingPhase=0`;
}

/** Numbers of the exchange's channel: orders of other stocks lie between them. */
function no(order: number): number {
  return 30 + order * 7;
}

/** `HHMMSScc`. */
function digits(timeNs: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(timeNs / HOUR)}${two((timeNs % HOUR) / MINUTE)}${two((timeNs % MINUTE) / SECOND)}`;
  return String(Number(`${clock}${two((timeNs % SECOND) / STAMP)}`));
}
