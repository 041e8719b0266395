import { Phase } from './codes.js';
import type { TapeRow } from './cursor.js';
import { Kind, UNKNOWN } from './kinds.js';

/** The phase of one instrument as a tape's rows tell it: the venue's, unless the instrument is halted in continuous trading. */
export class InstrumentPhase {
  private venue: Phase = Phase.closed;
  private halted = false;

  constructor(private readonly instrument: number) {}

  get current(): Phase {
    return this.halted && this.venue === Phase.continuous ? Phase.haltCall : this.venue;
  }

  /** Takes the next row of the tape, of whatever kind. */
  take({ kind, instrument, code }: Pick<TapeRow, 'kind' | 'instrument' | 'code'>): void {
    if (kind === Kind.phase && instrument === UNKNOWN) this.venue = code as Phase;
    else if (instrument !== this.instrument) return;
    else if (kind === Kind.halt) this.halted = true;
    else if (kind === Kind.phase) {
      this.halted = false;
      this.venue = code as Phase;
    }
  }
}
