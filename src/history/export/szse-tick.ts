import path from 'node:path';
import {
  CancelReason,
  codeNames,
  Kind,
  OrderType,
  type RowSource,
  SECOND,
  Side,
  TapeCursor,
  type TapeHeader,
} from '../../tape/index.js';
import { checkExportable } from './exportable.js';
import { columnMapText } from './szse-tick-map.js';
import { writeGzipLines, writeLines } from './text-file.js';
import { type TickSurvey, tickSurvey } from './tick-survey.js';

/** The exchange's letters; it has one for all market orders. */
const letters: Readonly<Record<number, string>> = { [OrderType.limit]: '2', [OrderType.ownBest]: 'U' };
const typeNames = codeNames(OrderType);
const orderTypes = Object.values(OrderType).filter((type) => type !== OrderType.iceberg);

const orderColumns = 'ChannelNo,ApplSeqNum,SecurityID,Price,OrderQty,Side,OrdType,TransactTime';
const executionColumns =
  'ChannelNo,ApplSeqNum,SecurityID,BidApplSeqNum,OfferApplSeqNum,LastPx,LastQty,ExecType,TransactTime';

/** Instruments are spread over so many channels, from 2011 on, as at the exchange. */
const CHANNELS = 4;

/**
 * Writes a tape in the layout of the SZSE's tick data: a stream of orders and a stream of trades (`F`) and cancels (`4`),
 * numbered together within a channel, with prices to four decimals; the accounts, where there are any; and the column
 * map that reads them back. Not in the layout, as at the exchange: what was refused, and what expired. A market order
 * has the letter 1 whatever it is; where that is not enough to read it back, a column `OrderKind` says its type.
 * @returns the files
 * @throws InputError for a tape that is not a venue's, or has replaced orders or icebergs
 */
export async function writeSzseTick(tape: RowSource, folder: string): Promise<string[]> {
  checkExportable(tape, { id: 'szse-tick', kinds: [Kind.parked, Kind.released], orderTypes });
  const { header } = tape;
  const survey = tickSurvey(tape);
  const stem = `szse_${header.date.replaceAll('-', '')}`;
  const names = {
    orders: `${stem}_orders.csv.gz`,
    executions: `${stem}_executions.csv.gz`,
    accounts: header.accounts.count > 0 ? `${stem}_accounts.csv.gz` : undefined,
  };
  const at = (name: string) => path.join(folder, name);
  const map = at('columns.yaml');
  await writeGzipLines(at(names.orders), lines(tape, survey, 'orders'));
  await writeGzipLines(at(names.executions), lines(tape, survey, 'executions'));
  if (names.accounts !== undefined) await writeGzipLines(at(names.accounts), accountLines(header));
  await writeLines(map, [columnMapText(header, names, survey)]);
  return [at(names.orders), at(names.executions), ...(names.accounts === undefined ? [] : [at(names.accounts)]), map];
}

/** One of the two streams; the numbers run over both. */
function* lines(tape: RowSource, survey: TickSurvey, stream: 'orders' | 'executions'): Generator<string> {
  const { instruments, accounts, date } = tape.header;
  const day = date.replaceAll('-', '');
  const orders = stream === 'orders';
  const kindColumn = survey.kinds.length > 0;
  const extra = `${kindColumn ? ',OrderKind' : ''}${accounts.count > 0 ? ',Account' : ''}`;
  yield orders ? `${orderColumns}${extra}` : executionColumns;
  const sequences = Array<number>(CHANNELS).fill(0);
  const numberOf = new Map<number, number>();
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { kind, instrument, order, otherOrder, side, price, quantity, code } = cursor;
    const expired = kind === Kind.cancelled && code === CancelReason.expiry;
    if (expired || (kind !== Kind.accepted && kind !== Kind.trade && kind !== Kind.cancelled)) continue;
    const channel = instrument % CHANNELS;
    const number = ++sequences[channel];
    if (kind === Kind.accepted) numberOf.set(order, number);
    if ((kind === Kind.accepted) !== orders) continue;
    const { symbol, moneyPerTick } = instruments[instrument];
    const time = `${day}${clockDigits(cursor.time, survey.finer)}`;
    const head = `${2011 + channel},${number},${symbol}`;
    if (kind === Kind.accepted) {
      const kindField = kindColumn ? `,${typeNames[code]}` : '';
      const account = accounts.count > 0 ? `,${cursor.account < 0 ? '' : cursor.account}` : '';
      const limit = code === OrderType.ownBest || price < 0 ? 0 : price;
      yield `${head},${decimal(limit * moneyPerTick)},${quantity},${side === Side.buy ? 1 : 2},${letters[code] ?? '1'},${time}${kindField}${account}`;
    } else if (kind === Kind.trade) {
      const [buy, sell] = side === Side.sell ? [otherOrder, order] : [order, otherOrder];
      yield `${head},${numberOf.get(buy)},${numberOf.get(sell)},${decimal(price * moneyPerTick)},${quantity},F,${time}`;
    } else {
      const own = numberOf.get(order);
      const pair = side === Side.buy ? `${own},0` : `0,${own}`;
      yield `${head},${pair},0.0000,${quantity},4,${time}`;
    }
  }
}

function* accountLines({ accounts }: TapeHeader): Generator<string> {
  yield 'Account,Owner,Broker';
  for (let account = 0; account < accounts.count; account++)
    yield `${account},${accounts.owner[account]},${accounts.broker[account]}`;
}

/** Money with four decimals. */
function decimal(money: number): string {
  const rest = money % 10_000;
  return `${(money - rest) / 10_000}.${String(rest).padStart(4, '0')}`;
}

/** `HHMMSS` and three or nine decimals. */
function clockDigits(timeNs: number, finer: boolean): string {
  const seconds = Math.floor(timeNs / SECOND);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${two(seconds % 60)}`;
  const nanoseconds = String(timeNs % SECOND).padStart(9, '0');
  return `${clock}${finer ? nanoseconds : nanoseconds.slice(0, 3)}`;
}
