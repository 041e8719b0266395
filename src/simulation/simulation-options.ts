import type { Venue } from '../market/index.js';
import type { Streams } from '../random/index.js';
import type { TapeCursor, TapeWriter } from '../tape/index.js';
import type { Participant } from './participant.js';

/** A market, its traders and the span in which they trade. */
export interface SimulationOptions {
  readonly venue: Venue;
  /** The tape that the venue writes. */
  readonly tape: TapeWriter;
  readonly agents: readonly Participant[];
  readonly streams: Streams;
  /** ns since midnight. Agents start here; what happens up to and including `endNs` happens. */
  readonly startNs: number;
  readonly endNs: number;
  /** Called with every row in order, once its command is complete; the cursor moves on afterwards. */
  readonly observe?: (row: TapeCursor) => void;
  /** Asked now and then; true ends the simulation early. */
  readonly shouldStop?: () => boolean;
}
