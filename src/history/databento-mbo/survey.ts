import { InputError } from '../../diagnostics/index.js';
import { SECOND } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import { CENT, EventRecord, FINE_TICK } from './event-record.js';

/** Most instruments of a file: each keeps a book. */
const MOST_INSTRUMENTS = 16_384;

/** What must be known of a file before its first event becomes a row. */
export interface Survey {
  /** `YYYY-MM-DD`, the day in New York. */
  readonly date: string;
  /** Symbols in the order of their first event, with the tick of their prices. */
  readonly ticks: ReadonlyMap<string, number>;
}

/**
 * Reads a file once through: it checks every row, and finds the instruments and their ticks. A stock has a tick of USD
 * 0.01 unless an order names a price between two of them; then it has one of 0.0001.
 */
export async function surveyEvents(file: string, symbol: string | undefined): Promise<Survey> {
  const rows = await CsvReader.open(file);
  await rows.more();
  const event = new EventRecord(rows);
  const ticks = new Map<string, number>();
  const sequences = new Map<string, number>();
  let date = '';
  let latest = 0;
  while (rows.next() || (await rows.more())) {
    event.parse();
    if (date === '') date = event.date;
    if (event.date !== date) event.fail('ts_event', `the day ${date} in New York, as in the first row`);
    if (event.timeNs <= latest - SECOND) event.fail('ts_event', 'a time that does not fall by a second or more');
    latest = Math.max(latest, event.timeNs);
    // Behind a clear the source may count anew.
    if (event.action !== 'R' && event.sequence < (sequences.get(event.symbol) ?? 0))
      event.fail('sequence', `a sequence not before ${sequences.get(event.symbol)}, that of an event above`);
    sequences.set(event.symbol, event.sequence);
    if (symbol !== undefined && event.symbol !== symbol) continue;
    const tick = ticks.get(event.symbol);
    if (tick === undefined && ticks.size === MOST_INSTRUMENTS)
      event.fail('symbol', `at most ${MOST_INSTRUMENTS} instruments`);
    ticks.set(event.symbol, Math.min(tick ?? CENT, tickOf(event)));
  }
  if (date === '') throw rows.error('row', 'no event behind the header', 'at least one');
  if (ticks.size === 0)
    throw new InputError(
      `found no event of ${symbol}, expected one of ${[...sequences.keys()].slice(0, 8).join(', ')}`,
      {
        file,
      },
    );
  return { date, ticks };
}

/** The tick that the price of an order needs; those of trades may lie between two. */
function tickOf(event: EventRecord): number {
  if (event.action === 'R' || event.action === 'T' || event.price % CENT === 0) return CENT;
  if (event.price % FINE_TICK !== 0) event.fail('price', 'USD on the tick of 0.01, or of 0.0001');
  return FINE_TICK;
}
