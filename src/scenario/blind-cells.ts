import path from 'node:path';
import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Places } from '../documents/index.js';
import { formatTimeOfDay } from '../tape/index.js';
import { drawKnobs, readBlindPack } from './blind-pack.js';
import { fileInsideRoot } from './package-files.js';
import type { Registries } from './registry-shape.js';
import type { ParsedScenario } from './schema.js';

/** The scenarios that stand for one practice of a blind pack, as they would be written: one a draw. */
export interface BlindCell {
  readonly practice: string;
  readonly draws: readonly unknown[];
}

/** What the cells are made from. */
export interface BlindReading {
  readonly registries: Registries;
  /** Of the scenario's file. */
  readonly folder: string;
  readonly root: string;
  /** As many draws as there are seeds, where the scenario does not say. */
  readonly seeds: number;
}

/**
 * Draws the attacks of a scenario with a blind pack: for every practice as many scenarios as draws, each with one attack,
 * whose id is the practice's and which acts in the market's window where the pack names none.
 * @throws InputError for a pack that does not fit the scenario
 */
export function blindCells(input: object, parsed: ParsedScenario, reading: BlindReading, places: Places): BlindCell[] {
  const { blind, attacks, market } = parsed;
  if (blind === undefined) return [];
  if (attacks.length > 0)
    throw new InputError('found a blind pack beside attacks, expected one of the two', places.placeOf(['blind']));
  const file = fileInsideRoot(blind.pack, reading.folder, reading.root, places.placeOf(['blind', 'pack']));
  const pack = readBlindPack(file);
  const known = reading.registries.practices.map(({ id }) => id);
  const drawn = Object.keys(pack.practices);
  const stranger = drawn.find((practice) => !known.includes(practice));
  if (stranger !== undefined)
    throw new InputError(
      `found priors for "${stranger}", expected practices: ${known.join(', ')}`,
      { file: path.relative(process.cwd(), file), path: `practices.${stranger}` },
      didYouMean(stranger, known),
    );
  const wanted = blind.practices ?? drawn;
  return wanted.map((practice, index) => {
    if (!drawn.includes(practice))
      throw new InputError(
        `the pack has no priors for ${practice}, expected some of ${drawn.join(', ')}`,
        places.placeOf(['blind', 'practices', index]),
      );
    const window = needsWindow(practice, reading.registries) ? { window: market.window.map(timeOfDay) } : {};
    const draws = drawKnobs(pack, practice, blind.draws ?? reading.seeds, blind.seed);
    return {
      practice,
      draws: draws.map((knobs) => ({ ...input, attacks: [{ id: practice, practice, ...window, ...knobs }] })),
    };
  });
}

/** What is wrong with a draw stands in the pack, which the scenario names. */
export function blindPlaces(places: Places, practice: string, draw: number): Places {
  const ofPack = () => ({ ...places.placeOf(['blind', 'pack']), path: `blind ${practice}, draw ${draw + 1}` });
  return {
    placeOf: (walked) => (walked[0] === 'attacks' ? ofPack() : places.placeOf(walked)),
    placeOfKey: (walked, key) => (walked[0] === 'attacks' ? ofPack() : places.placeOfKey(walked, key)),
  };
}

function needsWindow(practice: string, { practices }: Registries): boolean {
  const window = practices.find(({ id }) => id === practice)!.parameters.shape['window'];
  return window !== undefined && !window.safeParse(undefined).success;
}

function timeOfDay(timeNs: number): string {
  return formatTimeOfDay(timeNs);
}
