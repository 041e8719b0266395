import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';
import { fileInsideRoot, shippedModel, shippedModels } from './package-files.js';
import type { ModelReference } from './scenario.js';

/** Largest model file that is read, in bytes. */
const MAXIMUM_MODEL_BYTES = 16_777_216;

/**
 * Finds the model that a scenario names: a shipped one by its id, or a `.json` file by its path.
 * @param folder - the scenario's folder, from which relative paths start
 * @param root - the folder that paths may not leave
 */
export function findModel(name: string, folder: string, root: string, place: InputPlace): ModelReference {
  const file = name.endsWith('.json') ? fileInsideRoot(name, folder, root, place) : shippedFile(name, place);
  const { size } = statSync(file);
  if (size > MAXIMUM_MODEL_BYTES)
    throw new InputError(`found a model of ${size} bytes, expected at most ${MAXIMUM_MODEL_BYTES}`, place);
  return { name, path: file, digest: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

function shippedFile(name: string, place: InputPlace): string {
  const ids = shippedModels();
  if (ids.includes(name)) return path.resolve(shippedModel(name));
  throw new InputError(
    `there is no model "${name}", expected ${ids.length === 0 ? '' : `${ids.join(', ')} or `}the path of a .json file`,
    place,
    didYouMean(name, ids),
  );
}
