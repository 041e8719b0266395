import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

/** The files of one stock and day. */
export interface SseFiles {
  readonly symbol: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** In the order of their names: `_am` before `_pm`. */
  readonly logs: readonly string[];
}

const pattern = /^AX_sbe_sse_(\d{6})_(\d{4})(\d{2})(\d{2})(_[A-Za-z0-9_-]+)?\.log(\.gz)?$/;

/** Names that the format takes, for messages. */
export const ssePattern = 'AX_sbe_sse_SYMBOL_YYYYMMDD*.log.gz, such as AX_sbe_sse_600519_20230207_am.log.gz';

/** Finds the parts of the one stock and day that is meant; a file that is named stands alone. */
export async function sseFiles(source: string, options: SourceOptions): Promise<SseFiles> {
  const { folder, names, named } = await sourceFiles(source);
  const matches = (named === undefined ? names : [named])
    .map((name) => pattern.exec(name))
    .filter((match) => match !== null)
    .filter(([, symbol]) => options.symbol === undefined || symbol === options.symbol);
  const days = [...new Set(matches.map(dayOf))];
  const wanted = options.symbol === undefined ? ssePattern : `${ssePattern}, of symbol ${options.symbol}`;
  const day = theOne(days, source, wanted, '--symbol', (each) => each);
  const parts = matches.filter((match) => dayOf(match) === day);
  const twice = parts.find(([name]) => parts.some(([other]) => other === `${name}.gz`));
  if (twice !== undefined)
    throw new InputError(`found ${twice[0]} and ${twice[0]}.gz, expected one of them`, { file: folder });
  const [symbol, date] = day.split(' ');
  return { symbol, date, logs: parts.map(([name]) => path.join(folder, name)) };
}

function dayOf([, symbol, year, month, day]: RegExpExecArray): string {
  return `${symbol} ${year}-${month}-${day}`;
}
