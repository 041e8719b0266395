import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Places } from '../documents/index.js';
import { isRecord } from './written.js';

/** A preset as the scenario needs it: knobs under a name, as a file would write them. */
export interface PresetKnobs {
  readonly id: string;
  readonly practice: string;
  readonly summary: string;
  readonly knobs: Readonly<Record<string, unknown>>;
}

/**
 * The scenario as it is written with the knobs of the presets that its attacks name. What the file says comes first, key
 * by key; of `accounts` and `evasion`, which every practice has, each of their keys.
 * @throws InputError for a preset that the practice does not have
 */
export function withPresets(written: unknown, presets: readonly PresetKnobs[], places: Places): unknown {
  if (!isRecord(written) || !Array.isArray(written['attacks'])) return written;
  const attacks = written['attacks'].map((attack: unknown, index) => {
    if (!isRecord(attack) || typeof attack['preset'] !== 'string') return attack;
    const { practice, preset } = attack;
    const known = presets.filter((one) => one.practice === practice);
    const found = known.find(({ id }) => id === preset);
    if (found !== undefined) return overridden(found.knobs, attack);
    const ids = known.map(({ id }) => id);
    throw new InputError(
      `${String(practice)} has no preset "${preset}", expected ${ids.length === 0 ? 'none: it has no presets' : `one of ${ids.join(', ')}`}`,
      places.placeOf(['attacks', index, 'preset']),
      didYouMean(preset, ids),
    );
  });
  return { ...written, attacks };
}

function overridden(knobs: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>>): unknown {
  const merged: Record<string, unknown> = { ...knobs, ...own };
  for (const key of ['accounts', 'evasion']) {
    const [preset, given] = [knobs[key], own[key]];
    if (isRecord(preset) && isRecord(given)) merged[key] = { ...preset, ...given };
  }
  return merged;
}
