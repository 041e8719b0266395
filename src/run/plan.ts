import { readFileSync } from 'node:fs';
import { jsonDigest } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import { type PracticeDefinition, practiceDefinitions } from '../manipulation/index.js';
import { type FlowModel, loadModel } from '../model/index.js';
import type { AttackSetup, Cell, OpeningBook, Scenario } from '../scenario/index.js';
import { instrumentHeader, rulesOf } from './instrument-header.js';
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
export function planRuns(scenario: Scenario, masterSeed: number): Plan {
  const { seeds, controls, firstSeed } = scenario.runs;
  const most = scenario.cells.length * (arms.length * seeds + 2 * controls);
  if (most > MAXIMUM_RUNS)
    throw new InputError(`found up to ${most} runs, expected at most ${MAXIMUM_RUNS}`, { file: scenario.file });
  const funding = fundAttacks(scenario);
  const tasks: RunTask[] = [];
  const byId = new Map<string, number>();
  const planned = scenario.cells.map((cell) => ({
    cell,
    seeds: [] as ({ seed: number } & Record<Arm, number>)[],
    controls: [] as { seed: number; clean: number; purpose: number }[],
  }));
  for (let number = 0; number < seeds + controls; number++) {
    const seed = firstSeed + number;
    for (const { cell, ...runs } of planned) {
      const indexOf = (arm: Arm): number => {
        const task = taskOf(cell, arm, masterSeed, seed, funding);
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
  return { scenario, masterSeed, tasks, cells: planned };
}

function taskOf(cell: Cell, arm: Arm, masterSeed: number, seed: number, funding: Funding): RunTask {
  const idle: Record<string, AttackSetup['parameters']> = {};
  const modelPaths: Record<string, string> = {};
  const tapePaths: Record<string, string> = {};
  const attacks = cell.attacks.map((attack): AttackSpec => {
    const { parameters, idleParameters } = parametersIn(arm, attack);
    idle[attack.id] = idleParameters;
    return {
      id: attack.id,
      practice: attack.practice,
      instrument: attack.instrument,
      accounts: attack.accounts.count,
      ...funding.get(attack.id)!,
      parameters,
    };
  });
  const spec: RunSpec = {
    resultsVersion: RESULTS_VERSION,
    masterSeed,
    seed,
    arm: distinctArm(arm, cell),
    market: {
      ...cell.market,
      instruments: cell.market.instruments.map(({ background: { model, reaction, openingBook }, ...instrument }) => {
        modelPaths[model.digest] = model.path;
        if (typeof openingBook === 'object') tapePaths[openingBook.digest] = openingBook.path;
        const opening = openingBook === undefined ? {} : { openingBook: openingSpec(openingBook) };
        return { ...instrument, background: { modelDigest: model.digest, reaction, ...opening } };
      }),
    },
    agents: cell.agents,
    lookalikes: cell.lookalikes,
    ...(cell.news.length === 0 ? {} : { news: cell.news }),
    attacks,
    ...watchedIn(cell),
    surveillance: cell.surveillance,
  };
  return { id: jsonDigest(spec), spec, modelPaths, tapePaths, idleParameters: idle };
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
function distinctArm(arm: Arm, { attacks }: Cell): Arm {
  if (arm === 'purpose') return attacks.some((attack) => practiceOf(attack).purposeLeg) ? 'purpose' : 'clean';
  return attacks.length === 0 ? 'clean' : arm;
}

/** Splits an attack's parameters into those that matter in an arm and those that do not. */
function parametersIn(arm: Arm, attack: AttackSetup): { parameters: object; idleParameters: object } & SplitParameters {
  const practice = practiceOf(attack);
  const matters = (key: string): boolean =>
    arm === 'attack' || (arm === 'purpose' && practice.purposeLeg && !practice.attackOnly.includes(key));
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

export function practiceOf({ practice }: { readonly practice: string }): PracticeDefinition {
  return practiceDefinitions.find(({ id }) => id === practice)!;
}

type Funding = ReadonlyMap<string, { readonly cash: number; readonly holdings: number }>;

/**
 * What every account of an attack has when the first day opens. `auto` is the most that any cell of the sweep needs, so
 * that opening wealth is the same in all cells and tells nothing; of several days, what the first needs for each, since
 * shares that were sold are gone and prices of later days are not known.
 */
function fundAttacks(scenario: Scenario): Funding {
  const models = new Map<string, FlowModel>();
  const funding = new Map<string, { cash: number; holdings: number }>();
  for (const cell of scenario.cells) {
    const { dates, instruments } = cell.market;
    const rules = rulesOf(cell.market, dates[0]);
    const headers = new Map(
      instruments.map((one) => {
        const { digest, path, name } = one.background.model;
        const model = models.get(digest) ?? readModel(path, name);
        models.set(digest, model);
        return [one.symbol, instrumentHeader(rules, one, model)] as const;
      }),
    );
    for (const attack of cell.attacks) {
      const instrument = headers.get(attack.instrument)!;
      const { count, cash, holdings } = attack.accounts;
      const needed = named(scenario, attack, () => practiceOf(attack).funding(attack.parameters, instrument, count));
      const own = {
        cash: cash === 'auto' ? needed.cash * dates.length : Math.floor(cash / count),
        holdings: holdings === 'auto' ? needed.holdings * dates.length : Math.floor(holdings / count),
      };
      const other = funding.get(attack.id) ?? { cash: 0, holdings: 0 };
      funding.set(attack.id, {
        cash: Math.max(own.cash, other.cash),
        holdings: Math.max(own.holdings, other.holdings),
      });
    }
  }
  return funding;
}

/** Reads a model file. @throws InputError that names the file for one that is no model */
export function readModel(file: string, name: string): FlowModel {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new InputError(`the model ${name} ${reason}, expected a file made by touchstone fit`, { file });
  }
  try {
    return loadModel(json);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problem, { ...error.place, file }, error.hint);
  }
}

/** Gives a problem of a practice the attack that has it. */
function named<T>(scenario: Scenario, attack: AttackSetup, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const path = ['attacks', attack.id, error.place.path].filter((part) => part !== undefined).join('.');
    throw new InputError(error.problem, scenario.placeOf(path), error.hint);
  }
}
