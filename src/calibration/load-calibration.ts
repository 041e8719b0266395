import { jsonDigest } from '../archive/index.js';
import { InputError, type InputPlace, ScenarioError } from '../diagnostics/index.js';
import { schemaProblems, show, YamlSource } from '../documents/index.js';
import { RESULTS_VERSION } from '../run/index.js';
import { fileInsideRoot, findScenario, shippedScenarios } from '../scenario/index.js';
import { SECOND } from '../tape/index.js';
import { leastBudget } from './budget.js';
import { calibrationSchema, type ParsedCalibration, type TargetSource } from './calibration-schema.js';
import { MarketVariants } from './market-variants.js';
import type { Moment } from './moments/moment.js';
import { moments } from './moments/registry.js';
import type { Stretch } from './moments/stretch.js';
import { type CalibratedParameter, valueAt } from './parameter-space.js';

/** A calibration file that was read and checked, but for its target. */
export interface Calibration {
  /** The file as the user named it. */
  readonly file: string;
  /** Folder from which its paths start. */
  readonly folder: string;
  readonly market: MarketVariants;
  readonly parameters: readonly CalibratedParameter[];
  readonly moments: readonly Moment[];
  readonly target: TargetSource;
  readonly heldOut: TargetSource | undefined;
  readonly stretch: Stretch;
  readonly heldOutStretch: Stretch;
  readonly budget: number;
  readonly seedsPerPoint: number;
  readonly seed: number;
  /** Tells everything that decides its simulations, but for the target: a hash of 64 hexadecimal digits. */
  readonly digest: string;
  placeOf(path: string): InputPlace;
}

export interface CalibrationLoading {
  /** Folder that no path may leave. */
  readonly root: string;
  /** Folder of the calibration file. */
  readonly folder: string;
  /** What a command says instead of the file. */
  readonly seed?: number;
}

/**
 * Reads a calibration file and its scenario, and sets up the market at both ends of every parameter.
 * @throws ScenarioError with every problem of the file's form, or InputError with the first of another kind
 */
export async function loadCalibration(file: string, { root, folder, seed }: CalibrationLoading): Promise<Calibration> {
  const source = YamlSource.read(file, 'a calibration');
  const parsed = parse(source);
  const place = (path: string): InputPlace => source.placeOfName(path);
  const scenarioPlace = source.placeOf(['scenario']);
  const { scenario } = parsed;
  const scenarioFile = shippedScenarios().includes(scenario)
    ? findScenario(scenario)
    : fileInsideRoot(scenario, folder, root, scenarioPlace);
  const market = new MarketVariants(scenarioFile, root);
  const written = YamlSource.read(scenarioFile, 'a scenario');
  const parameters = Object.entries(parsed.parameters).map(([path, own]): CalibratedParameter => {
    const at = source.placeOf(['parameters', path]);
    const usual = own.usual ?? written.valueOfName(path);
    if (typeof usual !== 'number')
      throw new InputError(
        usual === undefined
          ? 'the scenario has no value there, expected one, or usual: what it stays at when the data do not tell'
          : `the scenario has ${show(usual)} there, expected a number`,
        at,
      );
    if (usual < own.from || usual > own.to)
      throw new InputError(`its usual value is ${usual}, expected one from ${own.from} to ${own.to}`, at);
    return { path, from: own.from, to: own.to, step: own.step, scale: own.scale, usual };
  });
  for (const parameter of parameters)
    for (const end of [0, 1])
      await checkEnd(market, parameter, valueAt(parameter, end), source.placeOf(['parameters', parameter.path]));
  const least = leastBudget(parameters.length, parsed.seedsPerPoint);
  if (parsed.budget < least)
    throw new InputError(
      `found ${parsed.budget}, expected at least ${least} simulations for ${parameters.length} parameters`,
      place('budget'),
    );
  const chosen = moments.filter(({ id }) => parsed.moments?.includes(id) ?? true);
  if (chosen.length < parameters.length)
    throw new InputError(
      `found ${chosen.length} moments, expected at least as many as parameters, ${parameters.length}`,
      place('moments'),
    );
  const blockNs = Math.round(parsed.blockSeconds * SECOND);
  const stretch = stretchOf(parsed.window ?? market.continuous, blockNs, market, place('window'));
  const heldOutStretch = stretchOf(
    parsed.heldOutWindow ?? [stretch.startNs, stretch.endNs],
    blockNs,
    market,
    place('heldOutWindow'),
  );
  const decided = {
    parameters,
    stretch,
    heldOutStretch,
    budget: parsed.budget,
    seedsPerPoint: parsed.seedsPerPoint,
    seed: seed ?? parsed.seed,
  };
  return {
    file,
    folder,
    market,
    moments: chosen,
    target: parsed.target,
    heldOut: parsed.heldOut,
    ...decided,
    digest: jsonDigest({
      resultsVersion: RESULTS_VERSION,
      market: market.digest(decided.seed),
      moments: chosen.map(({ id }) => id),
      ...decided,
    }),
    placeOf: place,
  };
}

function parse(source: YamlSource): ParsedCalibration {
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`found ${show(value)}, expected a mapping of keys to values`, source.placeOf([]));
  const result = calibrationSchema.safeParse(value);
  if (result.success) return result.data;
  throw new ScenarioError(schemaProblems(calibrationSchema, value, result.error, source));
}

/** What the scenario says of a value is said of the parameter that asks for it. */
async function checkEnd(
  market: MarketVariants,
  { path }: CalibratedParameter,
  value: number,
  place: InputPlace,
): Promise<void> {
  try {
    await market.check({ [path]: value });
  } catch (error) {
    const found = error instanceof ScenarioError ? error.problems[0] : error;
    if (!(found instanceof InputError)) throw error;
    throw new InputError(`at ${value}: ${found.problem}`, place, found.hint);
  }
}

function stretchOf(
  [startNs, endNs]: readonly [number, number],
  blockNs: number,
  { usual }: MarketVariants,
  place: InputPlace,
): Stretch {
  if (startNs >= endNs) throw new InputError('found an end that is not behind the start', place);
  if (startNs < usual.market.window[0])
    throw new InputError("found a start before that of the scenario's window, expected one within it", place);
  if (endNs - startNs < 4 * blockNs)
    throw new InputError(
      `found ${(endNs - startNs) / SECOND} s, expected at least four blocks of ${blockNs / SECOND} s`,
      place,
    );
  return { startNs, endNs, blockNs };
}
