import { Simulation } from './simulation.js';
import type { SimulationOptions } from './simulation-options.js';

/**
 * Lets agents trade on a venue over a span of one day.
 *
 * Everything happens by time. At one instant: the venue's own timers, announcements, snapshots of the level-1 feed, messages in the
 * order they were sent, market data, wakes. Market data and wakes of one instant go by the agents' places in the list,
 * so an agent that is appended and stays silent changes nothing.
 */
export function simulate(options: SimulationOptions): void {
  new Simulation(options).run();
}
