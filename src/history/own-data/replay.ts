import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import type { RulePack } from '../../rules/index.js';
import { parseTimeOfDay, TAPE_SCHEMA, type TapeHeader } from '../../tape/index.js';
import type { SourceOptions } from '../format.js';
import type { MappedRows, Replay } from '../replay-result.js';
import { sourceDigest, sourceFiles } from '../source-files.js';
import { AccountNames } from './account-names.js';
import { readAccounts } from './accounts.js';
import { AppliedEvents } from './applied-events.js';
import type { MappedFile } from './column-map.js';
import { matchingFiles } from './data-file.js';
import { readMapFile } from './map-file.js';
import { instrumentHeaders, rulesOfMap } from './market-header.js';
import { mergedRecords, type RecordSource } from './merged-records.js';
import { FirstOfEach } from './order-table.js';
import { OrderedRecords, SortedRecords } from './ordered-records.js';
import { instrumentIndex, type RecordContext, RecordReader } from './record-reader.js';
import { ThroughVenue } from './through-venue.js';

/** The map that is taken when none is named. */
export const DEFAULT_MAP = 'columns.yaml';
/** Most files that are open at a time. */
const MOST_FILES = 256;

interface OpenFile {
  readonly path: string;
  readonly mapped: MappedFile;
  readonly index: number;
}

/**
 * Reads orders, cancels and trades of any layout as a column map describes them. By default orders and cancels go
 * through the venue under the rules of the map's day, and its trades are compared with those of the files; with
 * `book: events` all of them are applied to the book as they come.
 * @param source - the folder of the files, or one of them
 */
export async function replayOwnData(source: string, options: SourceOptions): Promise<Replay> {
  const files = await sourceFiles(source);
  const mapFile = readMapFile(options.map ?? path.join(files.folder, DEFAULT_MAP));
  const { map } = mapFile;
  const rules = rulesOfMap(mapFile);
  const instruments = instrumentHeaders(mapFile, rules, options.symbol);
  const open: OpenFile[] = [];
  for (const [index, mapped] of map.files.entries())
    for (const found of await matchingFiles(files, mapped, mapFile, ['files', index]))
      open.push({ path: found, mapped, index });
  const named = files.named === undefined ? open : open.filter((one) => path.basename(one.path) === files.named);
  if (named.length === 0)
    throw new InputError('the map names other files, expected one of them, or their folder', { file: source });
  if (named.length > MOST_FILES)
    throw new InputError(`found ${named.length} files, expected at most ${MOST_FILES}`, { file: source });

  const passed = new Map<string, number>();
  const context: RecordContext = {
    map: mapFile,
    instruments: instrumentIndex(mapFile, options.symbol),
    ticks: instruments.map(({ moneyPerTick }) => moneyPerTick),
    accounts: new AccountNames(),
    passedOver: (rule) => passed.set(rule, (passed.get(rule) ?? 0) + 1),
  };
  const accountsFile = await readAccounts(files, mapFile, context.accounts, named, context);
  passed.clear();
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'own',
    venue: map.market.venue ?? 'unknown',
    date: map.market.date,
    rulePack: rules?.version ?? 'none',
    instruments,
    accounts: context.accounts.table(instruments.length),
  };
  const { tape, comparisons, mapped } = await applied(header, rules, map.market, named, context);
  const skipped: MappedRows[] = Array.from(passed, ([rule, rows]) => ({ rule, rows }));
  const paths = [...new Set([...named.map((one) => one.path), ...accountsFile])];
  return {
    format: 'own',
    symbol: instruments.map(({ symbol }) => symbol).join(','),
    date: map.market.date,
    files: [...paths, mapFile.file],
    sourceDigest: await sourceDigest([...paths, mapFile.file]),
    tape,
    checks: comparisons.map((comparison) => comparison.check()).filter(({ compared }) => compared > 0),
    auctions: [],
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
    mapped: [...skipped, ...mapped],
    restingSnapshots: [],
  };
}

async function applied(
  header: TapeHeader,
  rules: RulePack | undefined,
  market: { readonly book: 'venue' | 'events'; readonly until?: string | undefined; readonly expire: boolean },
  files: readonly OpenFile[],
  context: RecordContext,
): Promise<ReturnType<ThroughVenue['finish']>> {
  const target = market.book === 'venue' ? new ThroughVenue(header, rules!) : new AppliedEvents(header, rules);
  const sources: RecordSource[] = [];
  try {
    for (const { path: file, mapped, index } of files) {
      const reader = await RecordReader.open(file, mapped, index, context);
      const firsts = mapped.repeats ? onlyFirsts(reader) : reader;
      sources.push(mapped.sorted ? new OrderedRecords(firsts) : new SortedRecords(firsts));
    }
  } catch (error) {
    for (const source of sources) source.close();
    throw error;
  }
  let records = 0;
  for await (const record of mergedRecords(sources)) {
    target.take(record);
    records++;
  }
  if (records === 0) throw new InputError('found no row to read, expected orders', { file: files[0].path });
  return target.finish(market.until === undefined ? 0 : parseTimeOfDay(market.until), market.expire);
}

function onlyFirsts(records: RecordSource): RecordSource {
  const firsts = new FirstOfEach();
  return {
    async next() {
      for (let record = await records.next(); record !== undefined; record = await records.next())
        if (record.kind !== 'order' || firsts.isNew(record)) return record;
      return undefined;
    },
    close: () => records.close(),
  };
}
