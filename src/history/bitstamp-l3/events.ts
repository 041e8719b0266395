import { InputError } from '../../diagnostics/index.js';
import { SECOND, Side } from '../../tape/index.js';
import { CsvColumns } from '../csv-columns.js';
import { CsvReader } from '../csv-reader.js';
import { parseDecimal } from '../decimal.js';

/** What happened to an order. */
const actions = ['created', 'changed', 'deleted'] as const;

export interface BitstampEvent {
  readonly line: number;
  readonly id: number;
  /** When it was received; ns since midnight, universal time. */
  readonly timeNs: number;
  /** Ticks of 0.01. */
  readonly price: number;
  /** What remains of the order, in satoshi (10⁻⁸ of the unit traded). */
  readonly volume: number;
  readonly action: (typeof actions)[number];
  readonly side: Side;
}

/** Satoshi in one unit of quantity on the tape, 10⁻⁶: in satoshi 22 coins would pass what a column can hold. */
export const UNIT = 100;

const LARGEST = 2_147_483_647 * UNIT;
const HIGHEST = 1_000_000_000;
const DAY_MS = 86_400_000;
const MILLISECOND = SECOND / 1000;
/** All events are kept in memory, at about 100 bytes each, since a trade shows on both sides one after the other. */
const MOST_ROWS = 2_097_152;
const needed = ['id', 'timestamp', 'price', 'volume', 'action', 'direction'];

/** What a file holds, and what was odd about it. */
export interface BitstampDay {
  readonly events: readonly BitstampEvent[];
  readonly clamped: number;
  readonly negative: number;
}

/**
 * Reads the events of a day. They stand in the order in which they were received; their time is that of receipt, in
 * milliseconds of the epoch, since the exchange's own is only of a second.
 */
export async function readBitstamp(file: string, date: string): Promise<BitstampDay> {
  const rows = await CsvReader.open(file, MOST_ROWS);
  await rows.more();
  const columns = new CsvColumns(rows, needed);
  const midnight = epochMilliseconds(file, date);
  const events: BitstampEvent[] = [];
  let clamped = 0;
  let negative = 0;
  let latest = 0;
  while (rows.next() || (await rows.more())) {
    columns.checkRow();
    const text = (name: string) => rows.text(columns.field(name));
    const integer = (name: string, least: number, most: number) => rows.integer(columns.field(name), name, least, most);
    const fail = (name: string, expected: string): never => rows.fail(columns.field(name), name, expected);
    const sinceMidnight = integer('timestamp', 0, 99_999_999_999_999) - midnight;
    if (sinceMidnight < 0 || sinceMidnight >= DAY_MS)
      fail('timestamp', `milliseconds of the epoch on ${date}, the day in the file's name`);
    const timeNs = sinceMidnight * MILLISECOND;
    if (timeNs <= latest - SECOND) fail('timestamp', 'a time that does not fall by a second or more');
    if (timeNs < latest) clamped++;
    latest = Math.max(latest, timeNs);
    const price = parseDecimal(text('price'), 2) ?? 0;
    if (price < 1 || price > HIGHEST) fail('price', `a price on the tick of 0.01, up to ${HIGHEST / 100}`);
    const volume = integer('volume', -LARGEST, LARGEST);
    if (volume < 0) negative++;
    const action = actions.find((each) => each === text('action')) ?? fail('action', `one of ${actions.join(', ')}`);
    const direction = text('direction');
    if (direction !== 'bid' && direction !== 'ask') fail('direction', 'bid or ask');
    if (action === 'created' && volume === 0) fail('volume', 'a volume above 0 of an order that is created');
    events.push({
      line: rows.line,
      id: integer('id', 0, Number.MAX_SAFE_INTEGER),
      timeNs: latest,
      price,
      volume: Math.max(0, volume),
      action,
      side: direction === 'bid' ? Side.buy : Side.sell,
    });
  }
  if (events.length === 0) throw rows.error('row', 'no event behind the header', 'at least one');
  return { events, clamped, negative };
}

/** Milliseconds from 1970 to the midnight, universal time, at which a day begins. @throws InputError for no day */
function epochMilliseconds(file: string, date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  const milliseconds = Date.UTC(year, month - 1, day);
  if (new Date(milliseconds).toISOString().slice(0, 10) !== date)
    throw new InputError(`the day in the file's name: "${date}" is not a day`, { file });
  return milliseconds;
}
