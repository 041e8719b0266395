import { type RecordedRequests, Request } from '../agents/index.js';
import { InputError } from '../diagnostics/index.js';
import { formats } from '../history/index.js';
import {
  type AccountTable,
  CancelReason,
  Flag,
  formatTimeOfDay,
  type InstrumentHeader,
  Kind,
  kindNames,
  OrderType,
  Side,
  type Tape,
  TapeCursor,
  type TapeRow,
  UNKNOWN,
} from '../tape/index.js';

/** A recorded day as a background: what was sent to the venue, and by whom. */
export interface RecordedDay {
  /** `simulated`, or the format that it was read from. */
  readonly source: string;
  readonly requests: RecordedRequests;
  /** How many order numbers the day gave. */
  readonly orders: number;
  /**
   * Those of the tape. Where it names none, every order has one of its own, with all that the order can need: nobody is
   * taken for the same person as another, and nobody's means stand in the way of what the exchange took.
   */
  readonly accounts: AccountTable;
  /** Whether the venue judges the orders anew; those that an exchange took are taken. */
  readonly judged: boolean;
}

const PATH = 'background.replay';

/** Rows that only a source of events has: what it shows of a book that it did not make. */
const eventKinds: readonly number[] = [Kind.seed, Kind.restate, Kind.unseen];

/**
 * Takes the requests out of a venue's tape. A request is the first row of a command that somebody sent: an order that
 * was taken or refused, a cancel, a replacement. What the venue made of it, it makes anew.
 * @param instrument - as the scenario has it
 * @throws InputError for a tape of events, of several instruments, or of another stock, day or previous close
 */
export function recordedDay(
  tape: Tape,
  instrument: Pick<InstrumentHeader, 'symbol' | 'previousClose' | 'lowerLimit' | 'upperLimit'>,
  { venue, date, startNs }: { readonly venue: string; readonly date: string; readonly startNs: number },
): RecordedDay {
  const { header } = tape;
  checkSource(header.source);
  if (header.instruments.length !== 1)
    throw wrong(`a tape of ${header.instruments.length} instruments`, 'a tape of one instrument');
  const [own] = header.instruments;
  for (const [what, found, expected] of [
    ['symbol', own.symbol, instrument.symbol],
    ['venue', header.venue, venue],
    ['day', header.date, date],
    ['previous close in ticks', own.previousClose, instrument.previousClose],
    ['lower limit in ticks', own.lowerLimit, instrument.lowerLimit],
    ['upper limit in ticks', own.upperLimit, instrument.upperLimit],
  ] as const)
    if (found !== expected) throw wrong(`a tape whose ${what} is ${found}`, `the market's, ${expected}`);
  const rows = requestRows(tape);
  const { timeNs } = rows;
  if (rows.count > 0 && timeNs[0] < startNs)
    throw wrong(
      `a tape with orders from ${formatTimeOfDay(timeNs[0])} on and a window from ${formatTimeOfDay(startNs)}`,
      'a window that begins no later',
    );
  const orders = 1 + rows.order.reduce((most, order) => Math.max(most, order), -1);
  const anonymous = header.accounts.count === 0;
  if (anonymous) rows.account.set(accountsByOrder(rows));
  return {
    source: header.source,
    requests: rows,
    orders,
    accounts: anonymous ? ownAccounts(rows, own) : header.accounts,
    judged: header.source === 'simulated',
  };
}

function checkSource(source: string): void {
  const format = formats.find(({ id }) => id === source);
  if (format?.gives === 'events')
    throw new InputError(
      `found a tape of ${source}, which holds events: what happened to orders, not what was sent; a venue cannot be asked what else would have happened; expected a tape that a venue made`,
      { path: PATH },
      `such as that of touchstone run --tapes, or touchstone import --format ${formats.find(({ gives }) => gives === 'commands')!.id}`,
    );
}

function wrong(found: string, expected: string): InputError {
  return new InputError(`found ${found}, expected ${expected}`, { path: PATH });
}

function requestRows(tape: Tape): RecordedRequests & { readonly account: Int32Array } {
  const count = countRequests(tape);
  const requests = {
    count,
    kind: new Uint8Array(count),
    timeNs: new Float64Array(count),
    order: new Int32Array(count),
    old: new Int32Array(count).fill(UNKNOWN),
    account: new Int32Array(count),
    side: new Int8Array(count),
    orderType: new Uint8Array(count),
    price: new Int32Array(count),
    quantity: new Int32Array(count),
    display: new Int32Array(count),
  };
  let at = 0;
  eachRequest(tape, (row) => {
    const { kind, order, price } = row;
    const refused = kind === Kind.rejected;
    requests.timeNs[at] = row.time;
    requests.account[at] = row.account;
    requests.side[at] = row.side;
    requests.price[at] = price;
    requests.quantity[at] = row.quantity;
    requests.order[at] = order;
    if (kind === Kind.replaced || (refused && order >= 0 && row.side === Side.none && row.quantity >= 0)) {
      requests.kind[at] = Request.replace;
      requests.order[at] = refused ? UNKNOWN : order;
      requests.old[at] = refused ? order : row.otherOrder;
    } else if (kind === Kind.cancelled || (refused && order >= 0 && row.quantity < 0)) {
      requests.kind[at] = Request.cancel;
      requests.quantity[at] = kind === Kind.cancelled && row.quantity2 > 0 ? row.quantity : UNKNOWN;
    } else {
      requests.kind[at] = Request.submit;
      // The tape does not tell the type of what was refused: one without a price was a market order.
      requests.orderType[at] = !refused ? row.code : price < 0 ? OrderType.marketIoc : OrderType.limit;
      requests.display[at] = row.quantity2;
    }
    at++;
  });
  return requests;
}

function countRequests(tape: Tape): number {
  let count = 0;
  eachRequest(tape, () => void count++);
  return count;
}

/** Hands over the first row of each command that somebody sent. */
function eachRequest(tape: Tape, take: (row: TapeRow) => void): void {
  const row = new TapeCursor(tape);
  let follows = false;
  while (row.next()) {
    const { kind, code, flags } = row;
    if (eventKinds.includes(kind))
      throw wrong(
        `a tape with rows of the kind ${kindNames[kind]}, which only events have`,
        'a tape that a venue made',
      );
    const sent =
      kind === Kind.accepted ||
      kind === Kind.rejected ||
      kind === Kind.replaced ||
      (kind === Kind.cancelled && code === CancelReason.user);
    if (sent && !follows) take(row);
    follows = (flags & Flag.continues) !== 0;
  }
}

/** Every order's account is its number; a request that was refused has the account of the order that it named, or the last. */
function accountsByOrder({ count, order, old }: RecordedRequests): Int32Array {
  const accounts = new Int32Array(count);
  const ofOrder = new Map<number, number>();
  for (let at = 0; at < count; at++) {
    const account = ofOrder.get(old[at] >= 0 ? old[at] : order[at]) ?? ofOrder.size;
    if (order[at] >= 0) ofOrder.set(order[at], account);
    accounts[at] = account;
  }
  return accounts;
}

/** Twice what each order may need of cash and shares, at the highest price of the day. */
function ownAccounts({ count, account, side, quantity }: RecordedRequests, instrument: InstrumentHeader): AccountTable {
  const accounts = 1 + account.reduce((most, one) => Math.max(most, one), -1);
  const cash = new Float64Array(accounts);
  const holdings = new Int32Array(accounts);
  const dearest = Math.max(instrument.upperLimit, 2 * instrument.previousClose) * instrument.moneyPerTick;
  for (let at = 0; at < count; at++) {
    if (quantity[at] < 0) continue;
    if (side[at] === Side.sell) holdings[account[at]] += 2 * quantity[at];
    else cash[account[at]] += 2 * quantity[at] * dearest;
  }
  return {
    count: accounts,
    owner: Int32Array.from({ length: accounts }, (_, number) => number),
    broker: new Int32Array(accounts),
    cash,
    holdings,
  };
}
