import { InputError, type InputPlace } from '../../diagnostics/index.js';
import { schemaProblems, type ValuePath, YamlSource } from '../../documents/index.js';
import { parseTimeOfDay } from '../../tape/index.js';
import { type ColumnMap, columnMapSchema, type MappedFile, type RowKind } from './column-map.js';

/** A column map with the place of everything in it. */
export interface MapFile {
  readonly file: string;
  readonly map: ColumnMap;
  placeOf(path: ValuePath): InputPlace;
}

/** @throws InputError with the first thing that is wrong with the map */
export function readMapFile(file: string): MapFile {
  const source = YamlSource.read(file, 'a column map');
  const parsed = columnMapSchema.safeParse(source.value);
  if (!parsed.success) {
    const problems = schemaProblems(columnMapSchema, source.value, parsed.error, source);
    // A mistyped key is also one that is missing: the former says more.
    throw problems.find(({ problem }) => problem.startsWith('unknown key')) ?? problems[0];
  }
  const read = { file, map: parsed.data, placeOf: (path: ValuePath) => source.placeOf(path) };
  checkMarket(read);
  checkInstruments(read);
  for (const [index, mapped] of read.map.files.entries()) checkFile(read, mapped, index);
  return read;
}

function checkMarket({ map, placeOf }: MapFile): void {
  const { book, venue, rules, until } = map.market;
  if (book === 'venue' && venue === undefined)
    throw new InputError(
      'found no venue, expected one for orders to go through',
      placeOf(['market']),
      'or book: events',
    );
  if (rules !== undefined && venue === undefined)
    throw new InputError('found rules without a venue, expected a venue that has them', placeOf(['market', 'rules']));
  if (until !== undefined && parseTimeOfDay(until) < 0)
    throw new InputError(`found "${until}", expected a time of day, such as "11:30"`, placeOf(['market', 'until']));
}

function checkInstruments({ map, placeOf }: MapFile): void {
  const names = new Set<string>();
  for (const [index, { symbol, code, tick, currency }] of map.instruments.entries()) {
    for (const name of new Set([symbol, code ?? symbol])) {
      if (names.has(name))
        throw new InputError(
          `found "${name}" a second time, expected every instrument once`,
          placeOf(['instruments', index]),
        );
      names.add(name);
    }
    if (map.market.venue === undefined && (tick === undefined || currency === undefined))
      throw new InputError(
        'found no tick and currency, expected both where no venue has them',
        placeOf(['instruments', index]),
      );
  }
}

/** Columns without which a row says nothing. */
function checkFile({ map, placeOf }: MapFile, mapped: MappedFile, index: number): void {
  const { columns, rows, symbol } = mapped;
  const at = (...path: string[]) => placeOf(['files', index, ...path]);
  const kinds = new Set<RowKind>(
    typeof rows === 'string' ? [rows] : Object.values(rows.values).filter((kind) => kind !== 'ignore'),
  );
  const need = (kind: RowKind, named: boolean, what: string) => {
    if (kinds.has(kind) && !named)
      throw new InputError(`rows are ${kind}s, expected a column for ${what}`, at('columns'));
  };
  const pair = columns.bid !== undefined && columns.offer !== undefined;
  need('order', columns.order !== undefined, 'order');
  need('order', columns.side !== undefined, 'side');
  need('order', columns.quantity !== undefined, 'quantity');
  need('order', columns.price !== undefined, 'price');
  need('cancel', columns.order !== undefined || pair, 'order, or bid and offer');
  need('trade', columns.order !== undefined || pair, 'bid and offer, or order');
  need('trade', columns.price !== undefined, 'price');
  need('trade', columns.quantity !== undefined, 'quantity');
  if (columns.account === undefined && (columns.owner ?? columns.broker) !== undefined)
    throw new InputError('found owners or brokers without accounts, expected a column for account', at('columns'));
  if (!mapped.header)
    for (const [name, given] of Object.entries(columns)) {
      const column = typeof given === 'object' ? given.column : given;
      if (typeof column === 'string')
        throw new InputError(
          `found "${column}" in a file without a header, expected a place from 1`,
          at('columns', name),
        );
    }
  if (symbol !== undefined && !map.instruments.some((instrument) => instrument.symbol === symbol))
    throw new InputError(`found "${symbol}", expected an instrument of the map`, at('symbol'));
  if (symbol === undefined && columns.instrument === undefined && map.instruments.length > 1)
    throw new InputError('found several instruments, expected a symbol or a column for instrument', at('columns'));
}
