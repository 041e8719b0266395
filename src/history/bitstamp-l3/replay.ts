import { InputError } from '../../diagnostics/index.js';
import { noAccounts, TAPE_SCHEMA, type TapeHeader } from '../../tape/index.js';
import type { SourceOptions } from '../format.js';
import { recordedInstrument } from '../recorded-instrument.js';
import type { Replay } from '../replay-result.js';
import { sourceDigest } from '../source-files.js';
import { BitstampTape } from './bitstamp-tape.js';
import { readBitstamp } from './events.js';
import { type BitstampFile, bitstampFile } from './files.js';

/**
 * Applies the order events of Bitstamp, a crypto exchange that never closes, to the order book (see
 * {@link BitstampTape}) and says what the record can confirm of itself: neither books nor trades are published. Times
 * are of the day in universal time.
 */
export async function replayBitstamp(source: string, options: SourceOptions): Promise<Replay> {
  const found = await bitstampFile(source, options);
  const { file, symbol, date } = found;
  const day = await readBitstamp(file, date);
  const bitstamp = new BitstampTape(bitstampHeader(found), day);
  bitstamp.run(({ line }, wrong, expected) => {
    throw new InputError(`found ${wrong}, expected ${expected}`, { file, line, path: 'id' });
  });
  const { checks, counts } = bitstamp;
  const comparisons = Object.values(checks);
  const notNegative = day.events.length - day.negative;
  return {
    format: 'bitstamp-l3',
    symbol,
    date,
    files: [file],
    sourceDigest: await sourceDigest([file]),
    tape: bitstamp.tape.finish(),
    checks: [
      { name: 'volumes that are not negative', compared: day.events.length, equal: notNegative, required: 1 },
      ...comparisons.map((comparison) => comparison.check()).filter(({ compared }) => compared > 0),
    ],
    auctions: [],
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
    mapped: [
      { rule: 'a volume that is no multiple of 10⁻⁶: rounded to it, half up', rows: counts.rounded },
      { rule: 'a change of an order from before the file: it enters with what remains', rows: counts.entered },
      { rule: 'a deletion of an order from before the file: left out', rows: counts.unknown },
      { rule: 'an event of an order that was deleted before: left out', rows: counts.gone },
      { rule: 'an order that was deleted before it was created: left out', rows: counts.late },
      { rule: 'a change of price, or to a larger volume: replaces the order', rows: counts.moved },
      { rule: 'received before the event above: the time of that event', rows: day.clamped },
      { rule: 'a negative volume: nothing', rows: day.negative },
    ].filter(({ rows }) => rows > 0),
    restingSnapshots: [],
  };
}

function bitstampHeader({ symbol, date }: BitstampFile): TapeHeader {
  const instrument = recordedInstrument({
    symbol,
    currency: symbol.slice(3),
    // 0.01 of the currency for 10⁻⁶ of what is traded: 10⁻⁸, which is 10⁻⁴ of a unit of money.
    moneyPerTick: 0.0001,
    quantityUnit: `10⁻⁶ ${symbol.slice(0, 3)}`,
  });
  return {
    schema: TAPE_SCHEMA,
    source: 'bitstamp-l3',
    venue: 'bitstamp',
    date,
    rulePack: 'none',
    instruments: [instrument],
    accounts: noAccounts(),
  };
}
