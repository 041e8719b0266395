import path from 'node:path';
import {
  CancelReason,
  canonicalJson,
  codeNames,
  columns,
  HaltReason,
  kindNames,
  meaning,
  OrderType,
  Phase,
  RejectReason,
  type RowSource,
  TapeCursor,
  type TapeHeader,
  TradeStage,
} from '../../tape/index.js';
import { tapeStem } from './file-stem.js';
import { writeGzipLines, writeLines } from './text-file.js';

const codeTables = { CancelReason, HaltReason, OrderType, Phase, RejectReason, TradeStage };

/** Names of a kind's codes by value; none where `code` is a number of its own, or says nothing. */
const namesByKind = kindNames.map((kind) => {
  const table = /^\w+/.exec(meaning[kind as keyof typeof meaning].code ?? '')?.[0] ?? '';
  return Object.hasOwn(codeTables, table) ? codeNames(codeTables[table as keyof typeof codeTables]) : [];
});

/**
 * Writes every row of a tape with all its columns as whole numbers under the names that carry their units, in front its
 * `sequence`, behind it kind and code in words. Beside it stand the header as JSON and, where there are any, the accounts.
 * @returns the files
 */
export async function writeCsvTape(tape: RowSource, folder: string): Promise<string[]> {
  const stem = path.join(folder, tapeStem(tape.header));
  const files = [`${stem}.csv.gz`, `${stem}.header.json`];
  await writeGzipLines(files[0], rowLines(tape));
  const { accounts, ...rest } = tape.header;
  const header = JSON.parse(canonicalJson({ ...rest, accounts: accounts.count })) as object;
  await writeLines(files[1], [JSON.stringify(header, undefined, 2)]);
  if (accounts.count === 0) return files;
  const table = `${stem}.accounts.csv.gz`;
  await writeGzipLines(table, accountLines(tape.header));
  return [...files, table];
}

function* rowLines(tape: RowSource): Generator<string> {
  yield ['sequence', ...columns.map(({ file }) => file), 'kind_name', 'code_name'].join(',');
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const values = columns.map(({ name }) => cursor[name]).join(',');
    const { kind, code, sequence } = cursor;
    yield `${sequence},${values},${kindNames[kind]},${code < 0 ? '' : (namesByKind[kind][code] ?? '')}`;
  }
}

function* accountLines({ accounts, instruments }: TapeHeader): Generator<string> {
  const holdings = instruments.map((_, instrument) => `holdings_${instrument}`);
  yield ['account', 'owner', 'broker', 'cash_money', ...holdings].join(',');
  for (let account = 0; account < accounts.count; account++) {
    const from = account * instruments.length;
    const held = accounts.holdings.subarray(from, from + instruments.length);
    yield [account, accounts.owner[account], accounts.broker[account], accounts.cash[account], ...held].join(',');
  }
}
