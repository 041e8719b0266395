import { jsonDigest } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import type { AttackSetup, Cell, OpeningBook, Scenario } from '../scenario/index.js';
import { type AttackFunding, fundAttacks } from './attack-funding.js';
import { type Definitions, definitionsWith, practiceOf } from './definitions.js';
import { hugThresholds } from './hugged-attacks.js';
import {
  type Arm,
  type AttackSpec,
  arms,
  type OpeningBookSpec,
  RESULTS_VERSION,
  type RunSpec,
  type RunTask,
} from './run-spec.js';

/** Which runs answer a scenario: every distinct run once, and what each of them stands for. */
export interface Plan {
  readonly scenario: Scenario;
  readonly masterSeed: number;
  readonly tasks: readonly RunTask[];
  readonly cells: readonly PlannedCell[];
  /** By attack. */
  readonly funding: ReadonlyMap<string, AttackFunding>;
  readonly definitions: Definitions;
}

export interface PlannedCell {
  readonly cell: Cell;
  /** One entry a seed, with the index of each arm's task. */
  readonly seeds: readonly ({ readonly seed: number } & Readonly<Record<Arm, number>>)[];
  /** Seeds without attacks. */
  readonly controls: readonly { readonly seed: number; readonly clean: number; readonly purpose: number }[];
}

/** More runs than this are a mistake rather than a question. */
const MAXIMUM_RUNS = 1_000_000;

/**
 * Plans the runs of a scenario, seed by seed. Arms that no swept value touches are the same run in several cells, and
 * are planned once.
 * @throws InputError when attacks cannot have what they need or a model cannot be read
 */
export function planRuns(given: Scenario, masterSeed: number): Plan {
  const definitions = definitionsWith(given.modules);
  const scenario = hugThresholds(given, definitions);
  const { seeds, controls, firstSeed } = scenario.runs;
  const most = scenario.cells.length * (arms.length * seeds + 2 * controls);
  if (most > MAXIMUM_RUNS)
    throw new InputError(`found up to ${most} runs, expected at most ${MAXIMUM_RUNS}`, { file: scenario.file });
  const funding = fundAttacks(scenario, definitions);
  const modules = scenario.modules.map(({ path, digest }) => ({ path, digest }));
  const tasks: RunTask[] = [];
  const byId = new Map<string, number>();
  const planned = scenario.cells.map((cell) => ({
    cell,
    seeds: [] as ({ seed: number } & Record<Arm, number>)[],
    controls: [] as { seed: number; clean: number; purpose: number }[],
  }));
  for (let number = 0; number < seeds + controls; number++) {
    const seed = firstSeed + number;
    for (const { cell: whole, ...runs } of planned) {
      const cell = drawnCell(whole, number);
      const indexOf = (arm: Arm): number => {
        const task = taskOf(cell, arm, { masterSeed, seed, funding, definitions, modules });
        const known = byId.get(task.id);
        if (known !== undefined) return known;
        byId.set(task.id, tasks.length);
        return tasks.push(task) - 1;
      };
      const [clean, purpose] = [indexOf('clean'), indexOf('purpose')];
      if (number < seeds) runs.seeds.push({ seed, clean, purpose, attack: indexOf('attack') });
      else runs.controls.push({ seed, clean, purpose });
    }
  }
  return { scenario, masterSeed, tasks, cells: planned, funding, definitions };
}

/** Seeds take the draws of a cell one after another. */
function drawnCell(cell: Cell, number: number): Cell {
  const { draws } = cell;
  return draws === undefined ? cell : { ...cell, attacks: draws[number % draws.length] };
}

/** What the tasks of a plan share, and the seed. */
interface Planning extends Pick<Plan, 'masterSeed' | 'funding' | 'definitions'> {
  readonly seed: number;
  readonly modules: NonNullable<RunTask['modules']>;
}

function taskOf(cell: Cell, arm: Arm, planning: Planning): RunTask {
  const { masterSeed, seed, funding, definitions, modules } = planning;
  const idle: Record<string, AttackSetup['parameters']> = {};
  const modelPaths: Record<string, string> = {};
  const tapePaths: Record<string, string> = {};
  const attacks = cell.attacks.map((attack): AttackSpec => {
    const { parameters, idleParameters } = parametersIn(arm, attack, definitions);
    idle[attack.id] = idleParameters;
    return {
      id: attack.id,
      practice: attack.practice,
      instrument: attack.instrument,
      ...(attack.alsoIn.length === 0 ? {} : { alsoIn: attack.alsoIn }),
      accounts: attack.accounts.count,
      cash: funding.get(attack.id)!.cash,
      holdings: funding.get(attack.id)!.holdings,
      ...brokersOf(attack),
      parameters,
    };
  });
  const spec: RunSpec = {
    resultsVersion: RESULTS_VERSION,
    masterSeed,
    seed,
    arm: distinctArm(arm, cell, definitions),
    market: {
      ...cell.market,
      instruments: cell.market.instruments.map(
        ({ background: { model, reaction, openingBook, replay }, ...instrument }) => {
          modelPaths[model.digest] = model.path;
          if (typeof openingBook === 'object') tapePaths[openingBook.digest] = openingBook.path;
          const opening = openingBook === undefined ? {} : { openingBook: openingSpec(openingBook) };
          if (replay !== undefined) tapePaths[replay.digest] = replay.path;
          const replayed = replay === undefined ? {} : { replayDigest: replay.digest };
          return { ...instrument, background: { modelDigest: model.digest, reaction, ...opening, ...replayed } };
        },
      ),
    },
    agents: cell.agents,
    lookalikes: cell.lookalikes,
    ...(cell.news.length === 0 ? {} : { news: cell.news }),
    attacks,
    ...(modules.length === 0 ? {} : { modules: modules.map(({ digest }) => digest) }),
    ...watchedIn(cell),
    surveillance: cell.surveillance,
  };
  return {
    id: jsonDigest(spec),
    spec,
    modelPaths,
    tapePaths,
    ...(modules.length === 0 ? {} : { modules }),
    idleParameters: idle,
  };
}

function openingSpec(opening: OpeningBook): 'auction' | 'model' | OpeningBookSpec {
  return typeof opening === 'object' ? { tapeDigest: opening.digest, timeNs: opening.timeNs } : opening;
}

/** Where each attack acts: its own window, or all of the market's; a practice without sides has the market higher. */
export function watchedIn({ attacks, market }: Pick<Cell, 'attacks' | 'market'>): Pick<RunSpec, 'watched'> {
  if (attacks.length === 0) return {};
  const watched = attacks.map(({ id, instrument, parameters }) => {
    const { side, window } = parameters as { side?: unknown; window?: readonly [number, number] };
    return {
      attack: id,
      instrument,
      side: side === 'sell' ? ('sell' as const) : ('buy' as const),
      window: window ?? market.window,
    };
  });
  return { watched };
}

/** An arm in which nobody does more than in the clean arm is the clean arm, and need not run twice. */
function distinctArm(arm: Arm, { attacks }: Cell, definitions: Definitions): Arm {
  if (arm === 'purpose')
    return attacks.some((attack) => practiceOf(attack, definitions).purposeLeg) ? 'purpose' : 'clean';
  return attacks.length === 0 ? 'clean' : arm;
}

/** Splits an attack's parameters into those that matter in an arm and those that do not. */
function parametersIn(arm: Arm, attack: AttackSetup, definitions: Definitions): SplitParameters {
  const practice = practiceOf(attack, definitions);
  const matters = (key: string): boolean =>
    arm === 'attack' ||
    // Where its knobs come from is told in the truth alone.
    (arm === 'purpose' && practice.purposeLeg && key !== 'preset' && !practice.attackOnly.includes(key));
  const entries = Object.entries(attack.parameters);
  return {
    parameters: Object.fromEntries(entries.filter(([key]) => matters(key))),
    idleParameters: Object.fromEntries(entries.filter(([key]) => !matters(key))),
  };
}

interface SplitParameters {
  readonly parameters: AttackSetup['parameters'];
  readonly idleParameters: AttackSetup['parameters'];
}

/** Brokers decide what the tape's header says in every arm. */
function brokersOf({ parameters }: AttackSetup): Pick<AttackSpec, 'brokers'> {
  const { brokerSplit } = (parameters['evasion'] ?? {}) as { readonly brokerSplit?: number };
  return brokerSplit === undefined ? {} : { brokers: brokerSplit };
}
