import { InputError } from '../diagnostics/index.js';
import { formats, type Replay, replay } from '../history/index.js';
import type { Invocation, Option } from './command.js';
import { text, wholeNumber } from './option-values.js';

/** Options of every command that reads order data. */
export const sourceOptions: Readonly<Record<string, Option>> = {
  format: { summary: `layout of the data: ${formats.map(({ id }) => id).join(', ')}`, value: 'format' },
  symbol: { summary: 'which instrument, where a folder holds several', value: 'symbol' },
  levels: { summary: 'which depth of book, where a folder holds several', value: 'count' },
  'open-loop': { summary: 'also judge the book that LOBSTER messages make when it is never set right' },
};

export const sourceWords = { source: 'a file or folder of order data' } as const;

/** Puts the order data that a call names through the engine. */
export async function readSource(invocation: Invocation): Promise<Replay> {
  const format = text(invocation, 'format');
  if (format === undefined)
    throw new InputError(`is missing, expected one of ${formats.map(({ id }) => id).join(', ')}`, { path: '--format' });
  const symbol = text(invocation, 'symbol');
  const levels = wholeNumber(invocation, 'levels', { least: 1, most: 1000 });
  return replay(format, invocation.words['source'], {
    ...(symbol === undefined ? {} : { symbol }),
    ...(levels === undefined ? {} : { levels }),
    ...(invocation.flags.has('open-loop') ? { openLoop: true } : {}),
  });
}
