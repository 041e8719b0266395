import { casePresets } from './cases.js';
import { levelPresets } from './levels.js';
import type { Preset } from './preset.js';
import { thresholdHugPresets } from './threshold-hugs.js';

/** Every preset that a scenario can name, those of cases first. */
export const presets: readonly Preset[] = [...casePresets, ...levelPresets, ...thresholdHugPresets];
