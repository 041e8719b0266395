import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AgentDefinition } from '../agents/index.js';
import { InputError, type InputPlace } from '../diagnostics/index.js';
import { type Places, YamlSource } from '../documents/index.js';
import { evasive, type PracticeDefinition } from '../manipulation/index.js';
import { guarded } from './guarded-definition.js';
import type { LoadedModule } from './loaded-module.js';
import { moduleDigest } from './module-digest.js';
import { fileInsideRoot } from './package-files.js';
import type { Registries } from './registry-shape.js';
import { isRecord } from './written.js';

export interface ModuleOptions {
  /** Folder that no path in the scenario may leave. */
  readonly root: string;
  /** Modules are trusted code: without a word of the user's none is read. */
  readonly allowCode: boolean;
}

/**
 * Reads the modules that a scenario names, before the scenario is read whole: what they define joins the registries.
 * @throws InputError for one that is not allowed, cannot be read, throws, or defines nothing
 */
export async function readModules(file: string, { root, allowCode }: ModuleOptions): Promise<LoadedModule[]> {
  const source = YamlSource.read(file, 'a scenario');
  const named = isRecord(source.value) ? source.value['modules'] : undefined;
  // What is no list of texts is the schema's to refuse.
  if (!Array.isArray(named) || !named.every((name) => typeof name === 'string')) return [];
  const loaded: LoadedModule[] = [];
  for (const [index, name] of named.entries()) {
    const place = source.placeOf(['modules', index]);
    if (!allowCode) throw codeRefused(name, place);
    const real = fileInsideRoot(name, path.dirname(source.file), root, place);
    loaded.push(await importModule(real, name, place));
  }
  return loaded;
}

/** Refuses a scenario that names modules where none are read. */
export function refuseModules(source: YamlSource): void {
  const named = isRecord(source.value) ? source.value['modules'] : undefined;
  if (Array.isArray(named) && named.length > 0) throw codeRefused(String(named[0]), source.placeOf(['modules', 0]));
}

/**
 * The registries with what modules define.
 * @throws InputError for an id that there is already
 */
export function withModules(registries: Registries, modules: readonly LoadedModule[], places: Places): Registries {
  const agents = [...registries.agents];
  const practices = [...registries.practices];
  for (const [index, module] of modules.entries()) {
    join(agents, module.agents, places.placeOf(['modules', index]));
    join(practices, module.practices, places.placeOf(['modules', index]));
  }
  return { ...registries, agents, practices };
}

function join<Entry extends { readonly id: string }>(into: Entry[], more: readonly Entry[], place: InputPlace): void {
  for (const entry of more) {
    if (into.some(({ id }) => id === entry.id))
      throw new InputError(`found a definition of "${entry.id}", which there is already, expected another id`, place);
    into.push(entry);
  }
}

function codeRefused(name: string, place: InputPlace): InputError {
  return new InputError(
    `found the module "${name}", which is code that would run with all your rights, expected --allow-code with it`,
    place,
    'read it first; run, check, validate and explain take --allow-code',
  );
}

/**
 * Imports a module by its path.
 * @param name - as the user wrote it
 * @throws InputError for one that throws or defines nothing
 */
export async function importModule(real: string, name: string, place: InputPlace): Promise<LoadedModule> {
  const digest = moduleDigest(real);
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(real).href)) as Record<string, unknown>;
  } catch (error) {
    throw new InputError(`the module "${name}" cannot be loaded: ${firstLine(error)}`, place, hintOf(real));
  }
  const definitions = new Set(Object.values(exported).flat().filter(isDefinition));
  const practices = [...definitions].filter((one): one is PracticeDefinition => 'purposeLeg' in one);
  const agents = [...definitions].filter((one): one is AgentDefinition => !('purposeLeg' in one));
  if (definitions.size === 0)
    throw new InputError(
      `the module "${name}" exports no agent and no practice, expected what defineAgent or definePractice returns`,
      place,
    );
  return {
    path: real,
    digest,
    agents: agents.map((agent) => guarded(agent, name)),
    practices: practices.map((practice) => guarded(evasive(practice), name)),
  };
}

/** What defineAgent and definePractice return has at least this. */
function isDefinition(value: unknown): value is AgentDefinition | PracticeDefinition {
  if (!isRecord(value)) return false;
  const { id, summary, parameters, create, funding, informationSet } = value;
  return (
    typeof id === 'string' &&
    typeof summary === 'string' &&
    isRecord((parameters as { shape?: unknown } | undefined)?.shape) &&
    [create, funding, informationSet].every((one) => typeof one === 'function')
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}

function hintOf(file: string): string | undefined {
  return /\.[cm]?ts$/.test(file) ? 'this Node may not read TypeScript: compile it and name the .js file' : undefined;
}
