import type { Venue } from '../../src/market/index.js';
import type { RulePack } from '../../src/rules/index.js';
import type { TapeWriter } from '../../src/tape/index.js';

/** A bug that is planted into the venue, which the comparison must find. */
export interface Canary {
  readonly summary: string;
  /** What the venue believes its rules to be. */
  readonly rules?: (rules: RulePack) => RulePack;
  /** What the venue believes to be the tape. */
  readonly tape?: (tape: TapeWriter) => TapeWriter;
  /** Changes the venue itself. */
  readonly plant?: (venue: Venue) => void;
}

export const canaries: Readonly<Record<string, Canary>> = {
  'off-by-one-cage': {
    summary: 'the price cage is a tick too wide',
    rules: (rules) =>
      rules.cage === null ? rules : { ...rules, cage: { ...rules.cage, ticks: rules.cage.ticks + 1 } },
  },
};
