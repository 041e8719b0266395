import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError, type InputPlace } from '../diagnostics/index.js';
import type { RulePack } from '../rules/index.js';
import { formatTimeOfDay, Phase, parseTimeOfDay } from '../tape/index.js';
import { fileInsideRoot } from './package-files.js';
import type { OpeningBook } from './scenario.js';

/** Bytes of a file that are read at once. */
const BLOCK = 1_048_576;

/** What the text of `openingBook` names; undefined for a text of another form. */
export function readOpeningBook(text: string): 'auction' | 'model' | { file: string; timeNs: number } | undefined {
  if (text === 'auction' || text === 'model') return text;
  const [, file, time] = /^(.+\.parquet)@([\d:.]+)$/.exec(text) ?? [];
  const timeNs = time === undefined ? -1 : parseTimeOfDay(time);
  return timeNs < 0 ? undefined : { file, timeNs };
}

/**
 * Finds the book that a scenario opens from, and holds it against the window: the opening call must lie in it, a tape's
 * book must be that of its first moment.
 * @param folder - the scenario's folder, from which relative paths start
 * @param root - the folder that paths may not leave
 * @param rules - of the first day
 * @throws InputError when there is no such file or the window begins elsewhere
 */
export function findOpeningBook(
  text: string,
  { folder, root, rules, startNs }: { folder: string; root: string; rules: RulePack; startNs: number },
  place: InputPlace,
): OpeningBook {
  const read = readOpeningBook(text)!;
  if (read === 'model') return read;
  if (read === 'auction') {
    const call = rules.phases.find(({ phase }) => phase === Phase.openCallCancelable || phase === Phase.openCallLocked);
    if (call === undefined)
      throw new InputError(
        `found auction, but ${rules.id} has no opening call, expected model or a tape's book`,
        place,
      );
    if (startNs <= call.startNs) return read;
    throw new InputError(
      `found auction with a window from ${short(startNs)}, expected one that begins with the opening call, ${short(call.startNs)} at the latest`,
      place,
    );
  }
  const { file, timeNs } = read;
  const trading = rules.phases.filter(({ phase }) => phase === Phase.continuous);
  if (!trading.some((phase) => phase.startNs <= timeNs && timeNs < phase.endNs))
    throw new InputError(
      `found the book at ${short(timeNs)}, in which ${rules.id} has no continuous trading, expected a time within ${trading.map((phase) => `${short(phase.startNs)}–${short(phase.endNs)}`).join(', ')}`,
      place,
    );
  if (timeNs !== startNs)
    throw new InputError(
      `found the book at ${short(timeNs)} with a window from ${short(startNs)}, expected the time at which the window begins`,
      place,
    );
  const path = fileInsideRoot(file, folder, root, place);
  return { path, digest: fileDigest(path), timeNs };
}

/** SHA-256 of a file that may be larger than memory. */
export function fileDigest(path: string): string {
  const hash = createHash('sha256');
  const block = Buffer.alloc(BLOCK);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, block); read > 0; read = readSync(file, block)) hash.update(block.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

function short(timeNs: number): string {
  return formatTimeOfDay(timeNs).replace(/(?::00)?\.000$/, '');
}
