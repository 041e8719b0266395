import { readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';

/** The folder with the scenarios and models that the package carries. */
const shippedFolder = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** Ids of the models that the package carries. */
export function shippedModels(): string[] {
  return idsIn(path.join(shippedFolder, 'models'), '.json');
}

/** Names of the scenarios that the package carries. */
export function shippedScenarios(): string[] {
  return idsIn(shippedFolder, '.yaml');
}

export function shippedModel(id: string): string {
  return path.join(shippedFolder, 'models', `${id}.json`);
}

/**
 * The file that a user means by a scenario: theirs, or the one that the package carries under that name
 * (`spoofing`, `scenarios/spoofing.yaml`) where they have none.
 * @throws InputError for a plain name that is neither
 */
export function findScenario(name: string): string {
  if (statSync(name, { throwIfNoEntry: false }) !== undefined) return name;
  const id = /^(?:scenarios\/)?([a-z0-9-]+)(?:\.yaml)?$/.exec(name.replaceAll('\\', '/'))?.[1];
  if (id === undefined) return name;
  const shipped = shippedScenarios();
  if (shipped.includes(id)) return path.join(shippedFolder, `${id}.yaml`);
  throw new InputError('there is no such file', { file: name }, didYouMean(id, shipped));
}

/**
 * Resolves the path of a file that stands in a user's file, as {@link pathInsideRoot} does.
 * @throws InputError when it is no file as well
 */
export function fileInsideRoot(name: string, folder: string, root: string, place: InputPlace): string {
  const real = pathInsideRoot(name, folder, root, place);
  if (!statSync(real).isFile()) throw new InputError(`found the path "${name}", which is not a file`, place);
  return real;
}

/**
 * Resolves a path that stands in a user's file. Symbolic links are followed before it is judged.
 * @param folder - what a relative path starts from
 * @param root - the folder that nothing may leave
 * @throws InputError when there is nothing there or it lies outside the root
 */
export function pathInsideRoot(name: string, folder: string, root: string, place: InputPlace): string {
  const wanted = path.resolve(folder, name);
  const realRoot = realpathSync(root);
  // A path that is plainly outside is refused before the file system could tell whether it exists.
  const home = realpathSync(path.resolve(folder));
  if (isOutside(path.resolve(home, name), realRoot) && isOutside(wanted, path.resolve(root)))
    throw outside(name, root, place);
  let real: string;
  try {
    real = realpathSync(wanted);
  } catch {
    throw new InputError(`found the path "${name}", but there is no such file`, place);
  }
  if (isOutside(real, realRoot)) throw outside(name, root, place);
  return real;
}

function outside(name: string, root: string, place: InputPlace): InputError {
  return new InputError(
    `found the path "${name}", which leads out of the root folder ${root}`,
    place,
    'name another folder with --root',
  );
}

function isOutside(file: string, root: string): boolean {
  const relative = path.relative(root, file);
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

function idsIn(folder: string, ending: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}
