import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

/** The files of one stock and day. */
export interface SzseFiles {
  readonly symbol: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly orders: string;
  readonly snapshots: string | undefined;
}

const pattern = /^([A-Za-z0-9]+)_(\d{4})(\d{2})(\d{2})_orders(_[A-Za-z0-9_]+)?\.csv(\.gz)?$/;

/** Names that the format takes, for messages. */
export const szsePattern = '*_orders_*.csv.gz with *_snapshots_*.csv.gz, such as 300233_20250506_orders_am.csv.gz';

/** Finds the orders, and the snapshots beside them when there are any. */
export async function szseFiles(source: string, options: SourceOptions): Promise<SzseFiles> {
  const { folder, names, named } = await sourceFiles(source);
  const candidates = (named === undefined ? names : [named])
    .map((name) => pattern.exec(name))
    .filter((match) => match !== null)
    .filter((match) => options.symbol === undefined || match[1] === options.symbol);
  const wanted = options.symbol === undefined ? szsePattern : `${szsePattern}, of symbol ${options.symbol}`;
  const [orders, symbol, year, month, day, part = ''] = theOne(
    candidates,
    source,
    wanted,
    '--symbol',
    ([name]) => name,
  );
  const stem = `${symbol}_${year}${month}${day}_snapshots${part}.csv`;
  const beside = names.filter((name) => name === stem || name === `${stem}.gz`);
  if (beside.length > 1) throw new InputError(`found ${beside.join(' and ')}, expected one of them`, { file: folder });
  return {
    symbol,
    date: `${year}-${month}-${day}`,
    orders: path.join(folder, orders),
    snapshots: beside.length === 0 ? undefined : path.join(folder, beside[0]),
  };
}
