import path from 'node:path';
import { InputError, type InputPlace, ScenarioError } from '../diagnostics/index.js';
import { namedPath, type Places, schemaProblems, show, type ValuePath, YamlSource } from '../documents/index.js';
import { type BlindCell, blindCells, blindPlaces } from './blind-cells.js';
import { checkCell } from './cell-checks.js';
import { type Expectation, parseExpectation } from './expectation.js';
import type { InitialState } from './initial-state.js';
import type { LoadedModule } from './loaded-module.js';
import { findModel } from './model-file.js';
import { refuseModules, withModules } from './modules.js';
import { findOpeningBook } from './opening-book.js';
import { withPresets } from './presets.js';
import type { Registries } from './registry-shape.js';
import { findReplayedDay } from './replayed-day.js';
import type { Cell, ModelReference, OpeningBook, Parameters, RunPlan, Scenario } from './scenario.js';
import { type ParsedScenario, scenarioSchema } from './schema.js';
import { type SweptInput, sweepInputs } from './sweep.js';
import { isRecord } from './written.js';

export interface LoadOptions {
  readonly registries: Registries;
  /** Folder that no path in the scenario may leave. */
  readonly root: string;
  /** What a command says instead of the file. */
  readonly runs?: Partial<RunPlan>;
  /** The modules that the scenario names, from {@link readModules}; absent: it may name none. */
  readonly modules?: readonly LoadedModule[];
  /** Values by path that take the place of the file's own and of its sweep: one cell, and nothing is expected of it. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a scenario file and checks all of it, every cell of its sweep included, before anything runs.
 * @throws ScenarioError with every problem of the file's form, or InputError with the first of another kind
 */
export function loadScenario(file: string, options: LoadOptions): Scenario {
  const source = YamlSource.read(file, 'a scenario');
  const { modules = [], values } = options;
  if (options.modules === undefined) refuseModules(source);
  const registries = withModules(options.registries, modules, source);
  const schema = scenarioSchema(registries);
  const parsed = parse(source.value, { registries, schema }, source);
  const input = source.value as Readonly<Record<string, unknown>>;
  const sweep =
    values === undefined
      ? parsed.sweep
      : Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]]));
  const sweptFrom = (written: object) =>
    sweepInputs(written as typeof input, sweep, (key) => source.placeOfKey(['sweep'], key));
  const swept = sweptFrom(input);
  const models = new Map<string, ModelReference>();
  const openings = new Map<string, OpeningBook>();
  const reading = { ...options, registries, schema, source, models, openings };
  const folder = path.dirname(source.file);
  const seeds = options.runs?.seeds ?? parsed.runs.seeds;
  const blind = blindCells(input, parsed, { registries, folder, root: options.root, seeds }, source);
  const cells =
    parsed.blind === undefined
      ? swept.map((cell) => loadCell(cell, parsed, reading))
      : blind.flatMap((cell) => loadBlindCells(cell, sweptFrom, parsed, reading));
  return {
    name: parsed.name ?? nameOf(file),
    question: parsed.question,
    file,
    cells,
    runs: { ...parsed.runs, ...options.runs },
    modules,
    expectations: values === undefined ? readExpectations(parsed, swept, blind, source, registries) : [],
    placeOf: (name) => source.placeOfName(name),
  };
}

/** What all cells of a file share while they are read. */
interface Reading extends LoadOptions {
  readonly schema: Schema;
  readonly source: YamlSource;
  /** Models that were found, by the name that the scenario gives them. */
  readonly models: Map<string, ModelReference>;
  /** Books to open from that were found, by the text that names them, the rules, and the start of the window. */
  readonly openings: Map<string, OpeningBook>;
}

type Schema = ReturnType<typeof scenarioSchema>;

/** The cells of one practice of a blind pack, one for every point of the sweep: the draws of each differ in their attack. */
function loadBlindCells(
  { practice, draws }: BlindCell,
  sweptFrom: (written: object) => SweptInput[],
  whole: ParsedScenario,
  options: Reading,
): Cell[] {
  const drawn = draws.map((written, draw) =>
    sweptFrom(written as object).map((swept) => {
      const values = { practice, ...swept.values };
      const label = swept.label === 'base' ? `practice=${practice}` : `practice=${practice} ${swept.label}`;
      return loadCell({ ...swept, label, values }, whole, options, (places) => blindPlaces(places, practice, draw));
    }),
  );
  return drawn[0].map((cell, point) => ({ ...cell, draws: drawn.map((cells) => cells[point].attacks) }));
}

function loadCell(
  swept: SweptInput,
  whole: ParsedScenario,
  options: Reading,
  placesOf: (places: Places) => Places = (places) => places,
): Cell {
  const { source, models, openings } = options;
  const places = placesOf(sweptPlaces(source, swept));
  const parsed = Object.keys(swept.values).length === 0 ? whole : parse(swept.input, options, places);
  const checked = checkCell(parsed, options.registries, places);
  const { market, background, accounts, surveillance } = parsed;
  const folder = path.dirname(source.file);
  const modelOf = (name: string, where: ValuePath): ModelReference => {
    const model = models.get(name) ?? findModel(name, folder, options.root, places.placeOf(where));
    models.set(name, model);
    return model;
  };
  const openingOf = (text: string, where: ValuePath): OpeningBook => {
    const [rules] = checked.rules;
    const [startNs] = market.window;
    const key = JSON.stringify([text, rules.id, rules.phases, startNs]);
    const opening =
      openings.get(key) ?? findOpeningBook(text, { folder, root: options.root, rules, startNs }, places.placeOf(where));
    openings.set(key, opening);
    return opening;
  };
  const replayOf = (text: string) => {
    const within = { folder, root: options.root, days: checked.dates.length };
    return findReplayedDay(parsed, text, within, places.placeOf(['background', 'replay']));
  };
  return {
    label: swept.label,
    values: swept.values,
    market: {
      venue: market.venue,
      dates: checked.dates,
      window: market.window,
      instruments: market.instruments.map((instrument, index) => {
        const own = instrument.background?.model;
        const ownOpening = instrument.background?.openingBook;
        const openingBook = ownOpening ?? background.openingBook;
        const ownerOf = (value: unknown) => (value === undefined ? [] : ['market', 'instruments', index]);
        return {
          symbol: instrument.symbol,
          previousClose: checked.previousCloses[index],
          floatShares: instrument.floatShares ?? -1,
          status: instrument.status,
          statusDay: instrument.statusDay ?? -1,
          background: {
            model: modelOf(own ?? background.model, [...ownerOf(own), 'background', 'model']),
            reaction: instrument.background?.reaction ?? background.reaction,
            ...(openingBook === undefined
              ? {}
              : { openingBook: openingOf(openingBook, [...ownerOf(ownOpening), 'background', 'openingBook']) }),
            ...(background.replay === undefined ? {} : { replay: replayOf(background.replay) }),
          },
          accounts: { ...accounts, ...instrument.accounts },
          ...initialStateOf(instrument.initialState ?? parsed.initialState),
        };
      }),
      rules: (market.rules ?? {}) as Parameters,
    },
    agents: parsed.agents.map((entry, index) => {
      const { id, agent, count, instrument: _, ...parameters } = entry as unknown as Record<string, unknown>;
      return {
        id: id as string,
        agent: agent as string,
        instrument: checked.agents[index],
        count: count as number,
        parameters,
      };
    }),
    attacks: parsed.attacks.map((entry, index) => {
      const {
        id,
        practice,
        instrument: _,
        alsoIn,
        accounts: own,
        ...parameters
      } = entry as unknown as Record<string, unknown>;
      return {
        id: id as string,
        practice: practice as string,
        instrument: checked.attacks[index],
        alsoIn: (alsoIn ?? []) as readonly string[],
        accounts: own as Cell['attacks'][number]['accounts'],
        parameters,
      };
    }),
    lookalikes: parsed.lookalikes.map((entry, index) => {
      const { id, agent, count, matchedTo, instrument: _, ...parameters } = entry as unknown as Record<string, unknown>;
      return {
        id: id as string,
        agent: agent as string,
        instrument: checked.lookalikes[index],
        count: count as number,
        matchedTo: matchedTo as string,
        parameters,
      };
    }),
    news: parsed.news.map(({ id, day, time, move }, index) => {
      return { id, instrument: checked.news[index], day: day - 1, timeNs: time, move: Math.round(move * 100) };
    }),
    surveillance: {
      rules: checked.thresholds,
      scale: surveillance.scale,
      detectors: surveillance.detectors.map((entry) => withDefaults(entry, options.registries)),
    },
  };
}

/** A market that begins as the background has it has no such key, and is the run that it always was. */
function initialStateOf(initialState: InitialState | undefined): { readonly initialState?: InitialState } {
  return initialState === undefined ? {} : { initialState };
}

function withDefaults(entry: unknown, registries: Registries): { id: string; parameters: Parameters } {
  if (typeof entry !== 'string') {
    const { id, ...parameters } = entry as Record<string, unknown>;
    return { id: id as string, parameters };
  }
  const definition = registries.detectors.find((detector) => detector.id === entry)!;
  return { id: entry, parameters: definition.parameters.parse({}) as Parameters };
}

function parse(
  value: unknown,
  { schema, registries }: Pick<Reading, 'schema' | 'registries'>,
  places: Places,
): ParsedScenario {
  if (!isRecord(value))
    throw new InputError(`found ${show(value)}, expected a mapping of keys to values`, places.placeOf([]));
  const whole = withPresets(value, registries.presets ?? [], places);
  const result = schema.safeParse(whole);
  if (result.success) return result.data;
  throw new ScenarioError(schemaProblems(schema, whole, result.error, places));
}

/** A problem with a swept value stands where the sweep names it, not where the file has another value. */
function sweptPlaces(source: YamlSource, swept: SweptInput): Places {
  const keys = Object.keys(swept.values);
  const sweepKeyOf = (walked: ValuePath): string | undefined => {
    const named = namedPath(swept.input, walked);
    return keys.find((key) => named === key || named.startsWith(`${key}.`) || key.startsWith(`${named}.`));
  };
  const swap = (walked: ValuePath, place: () => InputPlace): InputPlace => {
    const key = sweepKeyOf(walked);
    return key === undefined ? place() : { ...source.placeOfKey(['sweep'], key), path: `sweep ${swept.label}` };
  };
  return {
    placeOf: (walked) => swap(walked, () => source.placeOf(walked)),
    placeOfKey: (walked, key) => swap([...walked, key], () => source.placeOfKey(walked, key)),
  };
}

function readExpectations(
  parsed: ParsedScenario,
  swept: readonly SweptInput[],
  blind: readonly BlindCell[],
  source: YamlSource,
  registries: Registries,
): Expectation[] {
  const detectors = parsed.surveillance.detectors.map((entry) =>
    typeof entry === 'string' ? entry : (entry as unknown as { id: string }).id,
  );
  const rule = registries.detectors.filter((detector) => detector.rule === true).map((detector) => detector.id);
  const drawn = blind.map(({ practice }) => practice);
  const scope = {
    attacks: [...parsed.attacks.map((attack) => (attack as unknown as { id: string }).id), ...drawn],
    detectors,
    ruleDetectors: detectors.filter((id) => rule.includes(id)),
    sweep: new Map([
      ...(drawn.length === 0 ? [] : [['practice', drawn] as const]),
      ...Object.keys(parsed.sweep).map((key) => [key, [...new Set(swept.map((cell) => cell.values[key]))]] as const),
    ]),
  };
  return parsed.expect.map((text, index) => {
    const place = source.placeOf(['expect', index]);
    return parseExpectation(text, scope, { file: place.file, line: place.line, column: place.column });
  });
}

function nameOf(file: string): string {
  const base = path.basename(file).replace(/\.[^.]*$/, '');
  const name = base
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'scenario' : name.slice(0, 40);
}
