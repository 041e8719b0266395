import { didYouMean, InputError } from '../diagnostics/index.js';
import type { SourceOptions } from './format.js';
import { formats } from './registry.js';
import type { Replay } from './replay-result.js';

/**
 * Reads order data through the engine and compares the outcome with the record.
 * @param formatId - one of {@link formats}
 * @param source - a file or a folder
 * @throws InputError for an unknown format and for everything that is wrong with the files
 */
export async function replay(formatId: string, source: string, options: SourceOptions = {}): Promise<Replay> {
  const format = formats.find(({ id }) => id === formatId);
  if (format === undefined) {
    const known = formats.map(({ id }) => id);
    throw new InputError(
      `found the format "${formatId}", expected one of ${known.join(', ')}`,
      { path: '--format' },
      didYouMean(formatId, known),
    );
  }
  return format.replay(source, options);
}
