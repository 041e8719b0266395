import type { Venue } from '../market/index.js';
import type { Streams } from '../random/index.js';
import type { TapeCursor, TapeWriter } from '../tape/index.js';
import type { Announcement } from './agent.js';
import type { Participant } from './participant.js';

/** An announcement that is going to be made about an instrument, by its index. */
export interface ListedAnnouncement extends Announcement {
  readonly instrument: number;
}

/** A market, its traders and the span in which they trade. */
export interface SimulationOptions {
  readonly venue: Venue;
  /** The tape that the venue writes. */
  readonly tape: TapeWriter;
  readonly agents: readonly Participant[];
  readonly streams: Streams;
  /** ns since midnight. Agents start here; what happens up to and including `endNs` happens, and is reported. */
  readonly startNs: number;
  readonly endNs: number;
  /** What is announced within the span, in order of time. @defaultValue nothing */
  readonly announcements?: readonly ListedAnnouncement[];
  /** Called with every row in order, once its command is complete; the cursor moves on afterwards. */
  readonly observe?: (row: TapeCursor) => void;
  /** Asked now and then; true ends the simulation early. */
  readonly shouldStop?: () => boolean;
}
