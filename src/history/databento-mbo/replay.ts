import { rulesInForce } from '../../rules/index.js';
import { noAccounts, Phase, TAPE_SCHEMA, type TapeHeader } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import type { SourceOptions } from '../format.js';
import { recordedInstrument } from '../recorded-instrument.js';
import type { Replay } from '../replay-result.js';
import { sourceDigest } from '../source-files.js';
import { BookCheck } from './book-check.js';
import { CENT, EventRecord } from './event-record.js';
import { mboFiles } from './files.js';
import { MboTape } from './mbo-tape.js';
import { type Survey, surveyEvents } from './survey.js';

const VENUE = 'us-equity';

/**
 * Applies market-by-order events of a day to the order books of their instruments (see {@link MboTape}) and compares
 * these with the vendor's books behind the same events. The exchange matches continuously also before and after regular
 * hours, so the tape stands in `continuous` from its first row.
 */
export async function replayMbo(source: string, options: SourceOptions): Promise<Replay> {
  const { events, books } = await mboFiles(source, options);
  const survey = await surveyEvents(events, options.symbol);
  const symbols = [...survey.ticks.keys()];
  const ticks = [...survey.ticks.values()];
  const places = new Map(symbols.map((symbol, instrument) => [symbol, instrument]));
  const mbo = new MboTape(mboHeader(survey), ticks);
  const check = books === undefined ? undefined : await BookCheck.open(books, new Set(symbols));
  const rows = await CsvReader.open(events);
  try {
    await rows.more();
    const event = new EventRecord(rows);
    let begun = false;
    while (rows.next() || (await rows.more())) {
      event.parse();
      const instrument = places.get(event.symbol);
      if (instrument === undefined) continue;
      if (!begun) mbo.tape.phase(event.timeNs, Phase.continuous);
      begun = true;
      mbo.take(instrument, event);
      await check?.compare(event, mbo.tape.book(instrument), ticks[instrument]);
    }
    mbo.finish();
    const comparison = await check?.finish();
    const paths = [events, ...(books === undefined ? [] : [books])];
    return {
      format: 'databento-mbo',
      symbol: symbols.length === 1 ? symbols[0] : `${symbols.length} instruments`,
      date: survey.date,
      files: paths,
      sourceDigest: await sourceDigest(paths),
      tape: mbo.tape.finish(),
      checks: comparison === undefined ? [] : [comparison.check()],
      auctions: [],
      mismatches: comparison?.mismatches ?? [],
      mapped: mappedRows(mbo.counts),
      restingSnapshots: [],
    };
  } finally {
    rows.close();
    check?.close();
  }
}

function mappedRows(counts: MboTape['counts']): Replay['mapped'] {
  return [
    { rule: 'stamped before the event above: the time of that event', rows: counts.clamped },
    { rule: 'a cancel of an order that the file does not show: left out', rows: counts.unknown },
    { rule: 'a cancel of more than rested: all that rested', rows: counts.excess },
    { rule: 'a modification of an order that the file does not show: a new order', rows: counts.added },
    { rule: 'a fill whose order no event of its sequence changes: left out', rows: counts.lostFills },
    { rule: 'a hidden execution between two ticks, not at the half: the lower tick', rows: counts.oddPrices },
  ].filter(({ rows }) => rows > 0);
}

function mboHeader({ date, ticks }: Survey): TapeHeader {
  const rules = rulesInForce(VENUE, date);
  const instruments = [...ticks].map(([symbol, tick]) =>
    recordedInstrument({
      symbol,
      currency: rules.currency,
      moneyPerTick: (rules.tick * tick) / CENT,
      quantityUnit: rules.quantityUnit,
    }),
  );
  return {
    schema: TAPE_SCHEMA,
    source: 'databento-mbo',
    venue: VENUE,
    date,
    rulePack: rules.version,
    instruments,
    accounts: noAccounts(),
  };
}
