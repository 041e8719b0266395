import path from 'node:path';
import { importModule, type LoadedModule } from '../scenario/index.js';
import { type Definitions, definitionsWith, ownDefinitions } from './definitions.js';
import type { RunTask } from './run-spec.js';

/** Definitions with the modules that they were made with. */
interface ModuleDefinitions extends Definitions {
  readonly modules?: readonly LoadedModule[];
}

/**
 * What a run may name, its modules read where they are not at hand. A thread reads them anew, since definitions cannot be
 * sent to it.
 */
export async function definitionsOf(
  { modules = [] }: Pick<RunTask, 'modules'>,
  atHand: ModuleDefinitions = ownDefinitions,
): Promise<ModuleDefinitions> {
  const known = atHand.modules ?? [];
  if (modules.length === known.length && modules.every(({ digest }, index) => digest === known[index].digest))
    return atHand;
  const read: LoadedModule[] = [];
  for (const { path: file } of modules) read.push(await importModule(file, path.basename(file), { file }));
  return { ...definitionsWith(read), modules: read };
}
