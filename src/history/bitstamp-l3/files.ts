import path from 'node:path';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

export interface BitstampFile {
  readonly file: string;
  /** `BTCUSD`: three letters of what is traded, three of the currency. */
  readonly symbol: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

const pattern = /^bitstamp_([a-z]{6})_(\d{4})(\d{2})(\d{2})_events[A-Za-z0-9_-]*\.csv(?:\.gz)?$/i;

/** Names that the format takes, for messages. */
export const bitstampPattern =
  'bitstamp_PAIR_YYYYMMDD_events*.csv.gz, such as bitstamp_btcusd_20150501_events_0h-3h.csv.gz';

export async function bitstampFile(source: string, { symbol }: SourceOptions): Promise<BitstampFile> {
  const { folder, names, named } = await sourceFiles(source);
  const matches = (named === undefined ? names : [named])
    .map((name) => pattern.exec(name))
    .filter((match) => match !== null)
    .filter(([, pair]) => symbol === undefined || pair.toUpperCase() === symbol.toUpperCase());
  const wanted = symbol === undefined ? bitstampPattern : `${bitstampPattern}, of pair ${symbol}`;
  const [name, pair, year, month, day] = theOne(matches, source, wanted, '--symbol', ([each]) => each);
  return { file: path.join(folder, name), symbol: pair.toUpperCase(), date: `${year}-${month}-${day}` };
}
