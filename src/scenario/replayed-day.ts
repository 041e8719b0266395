import * as z from 'zod';
import { InputError, type InputPlace } from '../diagnostics/index.js';
import { fileDigest } from './opening-book.js';
import { fileInsideRoot } from './package-files.js';
import type { MarketSetup } from './scenario.js';

/** Key of a scenario: a recorded day as the background. */
export const replay = z
  .string()
  .regex(/\.parquet$/, { error: 'the path of a tape such as day.parquet' })
  .optional()
  .describe(
    'a recorded day in place of the model: PATH.parquet, a tape that a venue made (of run --tapes, or of import from a format of commands). What was sent to the venue is sent again at its time and nobody in it reacts; orders of others consume what rests in the book. One instrument and one day; reaction means nothing then, and the model serves the sizes of agents and attacks alone',
  );

/** What of a scenario does not go with a recorded day. */
interface Written {
  readonly market: {
    readonly instruments: readonly {
      readonly initialState?: unknown;
      readonly background?: { openingBook?: unknown };
    }[];
  };
  readonly background: { readonly openingBook?: unknown };
  readonly initialState?: unknown;
}

type Replay = NonNullable<MarketSetup['instruments'][number]['background']['replay']>;

/**
 * Finds the recorded day of a scenario.
 * @param folder - the scenario's folder, from which relative paths start
 * @param root - the folder that paths may not leave
 * @throws InputError where there is no such file, or the market is more than one stock on one day
 */
export function findReplayedDay(
  { market, background, initialState }: Written,
  text: string,
  { folder, root, days }: { readonly folder: string; readonly root: string; readonly days: number },
  place: InputPlace,
): Replay {
  const { instruments } = market;
  if (instruments.length !== 1 || days !== 1)
    throw new InputError(
      `found a recorded day for ${instruments.length} instruments on ${days} days, expected one instrument and one day`,
      place,
    );
  const other = [
    ['an initialState', initialState ?? instruments[0].initialState],
    ['an openingBook', background.openingBook ?? instruments[0].background?.openingBook],
  ].find(([, value]) => value !== undefined);
  if (other !== undefined)
    throw new InputError(`found ${String(other[0])} beside a recorded day, expected the day as it was recorded`, place);
  const path = fileInsideRoot(text, folder, root, place);
  return { path, digest: fileDigest(path) };
}
