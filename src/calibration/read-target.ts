import { readTapeParquet } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import { replay } from '../history/index.js';
import { BookMessages } from '../order-flow/index.js';
import { Blocks } from '../realism/index.js';
import { fileInsideRoot, pathInsideRoot } from '../scenario/index.js';
import type { Tape } from '../tape/index.js';
import type { TargetSource } from './calibration-schema.js';
import type { Calibration } from './load-calibration.js';
import type { Stretch } from './moments/stretch.js';
import { readMomentsFile } from './moments-file.js';
import { measureTarget, type Target } from './target.js';

/** Reads what a calibration is to reach. @throws InputError for what is wrong with the data */
export function readTarget(calibration: Calibration, root: string): Promise<Target> {
  return read(calibration, calibration.target, 'target', calibration.stretch, root);
}

/** Reads what no search sees; undefined where there is none. */
export async function readHeldOut(calibration: Calibration, root: string): Promise<Target | undefined> {
  const { heldOut, heldOutStretch } = calibration;
  return heldOut === undefined ? undefined : read(calibration, heldOut, 'heldOut', heldOutStretch, root);
}

async function read(
  { folder, moments, placeOf }: Calibration,
  source: TargetSource,
  key: 'target' | 'heldOut',
  stretch: Stretch,
  root: string,
): Promise<Target> {
  const inside = (name: string, path: string): string => fileInsideRoot(name, folder, root, placeOf(`${key}.${path}`));
  if (source.moments !== undefined)
    return readMomentsFile(
      inside(source.moments, 'moments'),
      moments.map(({ id }) => id),
    );
  const blocks: Blocks[] = [];
  for (const name of source.tapes ?? []) {
    const tape = await readTapeParquet(inside(name, 'tapes'));
    blocks.push(blocksOf(tape, source.symbol, stretch, name));
  }
  if (source.source !== undefined) {
    const data = pathInsideRoot(source.source, folder, root, placeOf(`${key}.source`));
    const { tape } = await replay(source.format!, data, {
      ...(source.symbol === undefined ? {} : { symbol: source.symbol }),
    });
    blocks.push(blocksOf(tape, source.symbol, stretch, source.source));
  }
  return measureTarget(moments, blocks, (source.tapes ?? [source.source!]).join(', '));
}

function blocksOf(tape: Tape, symbol: string | undefined, stretch: Stretch, name: string): Blocks {
  const symbols = tape.header.instruments.map((instrument) => instrument.symbol);
  const instrument = symbol === undefined && symbols.length === 1 ? 0 : symbols.indexOf(symbol ?? '');
  if (instrument < 0)
    throw new InputError(`${name} has ${symbols.slice(0, 8).join(', ')}, expected a symbol that is one of them`);
  const { startNs, endNs, blockNs } = stretch;
  return new Blocks(BookMessages.read(tape, instrument, { startNs, endNs }), blockNs);
}
