import { readTapeParquet } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import { formats, type Replay, replay } from '../history/index.js';
import type { Tape } from '../tape/index.js';
import type { Invocation, Option } from './command.js';
import { text, wholeNumber } from './option-values.js';

/** Options of every command that reads order data. */
export const sourceOptions: Readonly<Record<string, Option>> = {
  format: { summary: `layout of the data: ${formats.map(({ id }) => id).join(', ')}`, value: 'format' },
  symbol: { summary: 'which instrument, where a folder holds several', value: 'symbol' },
  levels: { summary: 'which depth of book, where a folder holds several', value: 'count' },
  map: { summary: 'the column map of own data; columns.yaml beside them by default', value: 'file' },
  'open-loop': { summary: 'also judge the book that LOBSTER messages make when it is never set right' },
};

export const sourceWords = { source: 'a file or folder of order data' } as const;

/**
 * Puts the order data that a call names through the engine.
 * @param word - the positional word that names them
 */
export async function readSource(
  invocation: Invocation,
  word = 'source',
  format = text(invocation, 'format'),
): Promise<Replay> {
  if (format === undefined)
    throw new InputError(`is missing, expected one of ${formats.map(({ id }) => id).join(', ')}`, { path: '--format' });
  const symbol = text(invocation, 'symbol');
  const map = text(invocation, 'map');
  if (map !== undefined && format !== 'own')
    throw new InputError(`found a column map for the format ${format}, expected the format own`, { path: '--map' });
  const levels = wholeNumber(invocation, 'levels', { least: 1, most: 1000 });
  const replayed = replay(format, invocation.words[word], {
    ...(symbol === undefined ? {} : { symbol }),
    ...(map === undefined ? {} : { map }),
    ...(levels === undefined ? {} : { levels }),
    ...(invocation.flags.has('open-loop') ? { openLoop: true } : {}),
  });
  return unlessInterrupted(replayed, invocation.signal);
}

/** What is being read is given up, and ends with the program. */
function unlessInterrupted<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const interrupt = () => reject(new Error('interrupted'));
    signal.addEventListener('abort', interrupt, { once: true });
    reading.then(resolve, reject).finally(() => signal.removeEventListener('abort', interrupt));
    if (signal.aborted) interrupt();
  });
}

/** A tape as it is (`.parquet`), or what order data make through the engine. */
export async function readTape(invocation: Invocation, word = 'source'): Promise<Tape> {
  const source = invocation.words[word];
  return source.endsWith('.parquet') && !invocation.options.has('format')
    ? readTapeParquet(source)
    : (await readSource(invocation, word)).tape;
}
