import { InputError } from '../../diagnostics/index.js';
import type { SourceFiles } from '../source-files.js';
import type { AccountNames } from './account-names.js';
import type { MappedFile } from './column-map.js';
import { DataFile, matchingFiles } from './data-file.js';
import type { MapFile } from './map-file.js';
import { type RecordContext, RecordReader } from './record-reader.js';

/**
 * Numbers the accounts before anything is put through a venue, which must know how many there are: in the order of the
 * map's table of accounts, or without one as they first appear in the files, which are then read twice.
 * @returns the table's path, if there is one
 */
export async function readAccounts(
  source: SourceFiles,
  map: MapFile,
  accounts: AccountNames,
  files: readonly { readonly path: string; readonly mapped: MappedFile; readonly index: number }[],
  context: RecordContext,
): Promise<string[]> {
  const table = map.map.accounts;
  if (table !== undefined) {
    const [path] = await matchingFiles(source, table, map, ['accounts']);
    await readTable(await DataFile.open(path, table, map, ['accounts']), table.columns, accounts);
    accounts.close();
    return [path];
  }
  for (const { path, mapped, index } of files) {
    if (mapped.columns.account === undefined) continue;
    const reader = await RecordReader.open(path, mapped, index, context);
    try {
      while ((await reader.next()) !== undefined);
    } finally {
      reader.close();
    }
  }
  accounts.close();
  return [];
}

async function readTable(
  file: DataFile,
  columns: NonNullable<MapFile['map']['accounts']>['columns'],
  accounts: AccountNames,
): Promise<void> {
  const account = file.field(columns.account, 'account');
  const owner = columns.owner === undefined ? undefined : file.field(columns.owner, 'owner');
  const broker = columns.broker === undefined ? undefined : file.field(columns.broker, 'broker');
  const { rows } = file;
  const seen = new Set<number>();
  try {
    while (file.next() || (await file.more())) {
      const text = (field: number | undefined) => (field === undefined ? undefined : rows.text(field));
      const number = accounts.number(rows.text(account), text(owner), text(broker));
      if (typeof number !== 'number') throw rows.error(number.column, number.found, number.expected);
      if (number < 0 || seen.has(number)) rows.fail(account, 'account', 'every account once');
      seen.add(number);
    }
  } finally {
    file.close();
  }
  if (seen.size === 0) throw new InputError('found no account, expected some', { file: rows.file });
}
