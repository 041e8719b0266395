import { readTapeParquet } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import { type FlowRecord, type OpeningState, openingStates, readFlowRecord } from '../order-flow/index.js';
import { priceLimits } from '../rules/index.js';
import { formatTimeOfDay, type Tape } from '../tape/index.js';
import { rulesOf } from './instrument-header.js';
import { type RecordedDay, recordedDay } from './recorded-day.js';
import type { InstrumentSpec, RunTask } from './run-spec.js';

/** What runs take from tapes: books to open from, by {@link openingKey}, and recorded days, by their digest. */
export interface Openings {
  readonly books: ReadonlyMap<string, OpeningState>;
  readonly days: ReadonlyMap<string, RecordedDay>;
}

export const noOpenings: Openings = { books: new Map(), days: new Map() };

type Task = Pick<RunTask, 'spec' | 'tapePaths'>;

/** The name of an instrument's book to open from; undefined where it is of no tape. */
export function openingKey({ symbol, background: { openingBook } }: InstrumentSpec): string | undefined {
  return typeof openingBook === 'object' ? `${openingBook.tapeDigest}@${openingBook.timeNs}/${symbol}` : undefined;
}

/**
 * Reads the books that the instruments of some runs open from, and recorded days; those that are at hand are not read
 * again, and of tapes no more is kept.
 * @throws InputError for a file that is no tape, or with which the market cannot open
 */
export async function readOpenings(tasks: readonly Task[], atHand: Openings = noOpenings): Promise<Openings> {
  const books = new Map<string, OpeningState>();
  const days = new Map<string, RecordedDay>();
  for (const { spec, tapePaths } of tasks)
    for (const instrument of spec.market.instruments) {
      const key = openingKey(instrument);
      if (key !== undefined && !books.has(key))
        books.set(key, atHand.books.get(key) ?? (await readOpening(spec.market, instrument, tapePaths)));
      const { replayDigest: day } = instrument.background;
      if (day !== undefined && !days.has(day))
        days.set(day, atHand.days.get(day) ?? (await readDay(spec.market, instrument, tapePaths[day])));
    }
  return { books, days };
}

async function readDay(market: Task['spec']['market'], instrument: InstrumentSpec, path: string): Promise<RecordedDay> {
  const [date] = market.dates;
  const { lower: lowerLimit, upper: upperLimit } = priceLimits(rulesOf(market, date), instrument);
  const tape = await readTapeParquet(path);
  const { venue, window } = market;
  return recordedDay(tape, { ...instrument, lowerLimit, upperLimit }, { venue, date, startNs: window[0] });
}

async function readOpening(
  market: Task['spec']['market'],
  { symbol, background }: InstrumentSpec,
  tapePaths: Task['tapePaths'],
): Promise<OpeningState> {
  const { tapeDigest, timeNs } = background.openingBook as { tapeDigest: string; timeNs: number };
  const tape = await readTapeParquet(tapePaths[tapeDigest]);
  const place = { path: market.instruments.length === 1 ? PATH : `market.instruments.${symbol}.${PATH}` };
  const index = tape.header.instruments.findIndex((instrument) => instrument.symbol === symbol);
  if (index < 0) {
    const symbols = tape.header.instruments.map((instrument) => instrument.symbol).join(', ');
    throw new InputError(`found a tape of ${symbols}, expected one of ${symbol}`, place);
  }
  const { currency, moneyPerTick, quantityUnit } = tape.header.instruments[index];
  const rules = rulesOf(market, market.dates[0]);
  if (moneyPerTick !== rules.tick || currency !== rules.currency || quantityUnit !== rules.quantityUnit)
    throw new InputError(
      `found a tape with a tick of ${currency} ${moneyPerTick / 10_000} a ${quantityUnit}, expected the market's, ${rules.currency} ${rules.tick / 10_000} a ${rules.quantityUnit}`,
      place,
    );
  return bookAt(tape, index, timeNs, place);
}

const PATH = 'background.openingBook';

function bookAt(tape: Tape, instrument: number, timeNs: number, place: { readonly path: string }): OpeningState {
  const { startNs, endNs } = readFlowRecord(tape, instrument);
  const time = formatTimeOfDay(timeNs);
  if (timeNs < startNs || timeNs >= endNs)
    throw new InputError(
      `found the book at ${time}, but continuous trading of the tape is at ${formatTimeOfDay(startNs)}–${formatTimeOfDay(endNs)}, expected a time within`,
      place,
    );
  const [opening] = openingStates(tape, instrument, [timeNs]);
  const sides = new Set(opening.orders.map(({ side }) => side));
  if (sides.size < 2)
    throw new InputError(
      `found no orders on ${sides.size === 0 ? 'either side' : 'one side'} of the book at ${time}, expected both sides`,
      place,
    );
  return { ...opening, history: copyOf(opening.history) };
}

/** The rows of a record alone, without those around them that a slice of it keeps in memory. */
function copyOf(record: FlowRecord): FlowRecord {
  const columns = Object.entries(record).map(([name, value]) => [
    name,
    ArrayBuffer.isView(value) ? (value as Int32Array).slice() : value,
  ]);
  return Object.fromEntries(columns) as FlowRecord;
}
