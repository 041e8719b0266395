import type { Venue } from '../market/index.js';
import type { Streams } from '../random/index.js';
import type { TapeCursor, TapeWriter } from '../tape/index.js';
import type { Participant } from './participant.js';
import { Simulation } from './simulation.js';

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

/**
 * Lets agents trade on a venue over a span of one day.
 *
 * Everything happens by time. At one instant: the venue's own timers, snapshots of the level-1 feed, messages in the
 * order they were sent, market data, wakes. Market data and wakes of one instant go by the agents' places in the list,
 * so an agent that is appended and stays silent changes nothing.
 */
export function simulate(options: SimulationOptions): void {
  new Simulation(options).run();
}
