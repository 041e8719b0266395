import type { Agent, InformationSet } from './agent.js';

/** An agent in a simulation, with what it may see and trade. */
export interface Participant {
  readonly agent: Agent;
  readonly informationSet: InformationSet;
  /** Index of the instrument it trades. @defaultValue 0 */
  readonly instrument?: number;
  /** Accounts it may trade for; an order for another one is a bug of the agent. @defaultValue any */
  readonly accounts?: Iterable<number>;
}
