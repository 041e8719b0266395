import type { FlowModel } from '../model/index.js';
import { readModel } from './read-model.js';
import type { RunTask } from './run-spec.js';

/** Models by the SHA-256 of their files. */
export type Models = ReadonlyMap<string, FlowModel>;

/**
 * Reads the models of a run; those that are at hand are not read again.
 * @throws InputError that names the file for one that is no model
 */
export function readModels({ modelPaths }: Pick<RunTask, 'modelPaths'>, atHand: Models = new Map()): Models {
  return new Map(
    Object.entries(modelPaths).map(([digest, path]) => [digest, atHand.get(digest) ?? readModel(path, path)]),
  );
}
