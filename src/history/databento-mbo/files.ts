import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

/** A file of order events, and the file of books that belongs to it. */
export interface MboFiles {
  readonly events: string;
  /** Undefined when there is none beside it. */
  readonly books: string | undefined;
}

const pattern = /^(?:.*[._-])?mbo(?:[._-].*)?\.csv(?:\.gz)?$/;

/** Names that the format takes, for messages. */
export const mboPattern = '*_mbo_*.csv.gz with *_mbp10_*.csv.gz, such as arl_20250717_mbo_until_1600utc.csv.gz';

/** Finds the events, and the books beside them when there are any. */
export async function mboFiles(source: string, { symbol }: SourceOptions): Promise<MboFiles> {
  const { folder, names, named } = await sourceFiles(source);
  const candidates = (named === undefined ? names : [named]).filter((name) => pattern.test(name));
  const ofSymbol = candidates.filter((name) => wordsOf(name).includes((symbol ?? '').toLowerCase()));
  const events = theOne(ofSymbol.length === 0 ? candidates : ofSymbol, source, mboPattern, '--symbol', (name) => name);
  const beside = names.filter((name) => withoutZip(name) === withoutZip(counterpart(events)));
  if (beside.length > 1) throw new InputError(`found ${beside.join(' and ')}, expected one of them`, { file: folder });
  return {
    events: path.join(folder, events),
    books: beside.length === 0 ? undefined : path.join(folder, beside[0]),
  };
}

function counterpart(events: string): string {
  return events.replace(/(^|[._-])mbo([._-])/, '$1mbp10$2');
}

function withoutZip(name: string): string {
  return name.replace(/\.gz$/, '').replace(/(^|[._-])mbp-10([._-])/, '$1mbp10$2');
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[._-]/);
}
