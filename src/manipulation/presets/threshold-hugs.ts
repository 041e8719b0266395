import type { Preset } from './preset.js';

const ARITHMETIC =
  'arithmetic upon the thresholds in force at the venue, which a manipulator may know: 95 per cent of one of the sizes ' +
  'that the test asks for, or 90 per cent of its share; the other knobs as the catalogue of practices proposes';

const display = {
  kind: 'threshold-hug',
  summary: 'the greatest display that the test of false declaration does not see, three rounds',
  source: ARITHMETIC,
  knobs: {
    // Replaced by what the thresholds leave.
    size: { best5Depth: 1 },
    cycles: 3,
    cancelDelay: 30,
    evasion: { thresholdHug: 0.95, partialFillAcceptance: 0.2 },
  },
} as const;

export const thresholdHugPresets: readonly Preset[] = [
  { id: 'threshold-hug', practice: 'spoofing', ...display },
  { id: 'threshold-hug', practice: 'layering', ...display },
  {
    id: 'threshold-hug',
    practice: 'wash-trading',
    kind: 'threshold-hug',
    summary: 'nine per cent of the volume of the day, slowly and in uneven pieces',
    source: ARITHMETIC,
    knobs: {
      // Replaced likewise.
      volume: { dayShare: 0.1 },
      lag: 15,
      accounts: { count: 2 },
      evasion: { thresholdHug: 0.9, sizeJitter: 0.2 },
    },
  },
];
