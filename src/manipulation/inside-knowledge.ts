import type { Side } from '../tape/index.js';

/** An announcement that has not been made yet, as who is tipped off knows it. */
export interface ComingAnnouncement {
  /** Its id in the scenario. */
  readonly id: string;
  /** Index of the instrument in the tape's header. */
  readonly instrument: number;
  /** Index of the day. */
  readonly day: number;
  /** ns since midnight. */
  readonly timeNs: number;
  /** The side that it favours. */
  readonly side: Side;
  /** The move that it is worth, in 1/10,000 of the price. */
  readonly severity: number;
}

/** An order that a client has given to a broker, as who sits there knows it. */
export interface KnownOrder {
  /** Id of the group of traders that works it off. */
  readonly id: string;
  /** Index of the instrument in the tape's header. */
  readonly instrument: number;
  readonly side: Side;
  /** In all. */
  readonly quantity: number;
  /** From when to when it is worked off, ns since midnight. */
  readonly window: readonly [number, number];
}

/** What a scenario can tell a practice that others do not know; a practice takes no notice of what it does not name. */
export interface InsideKnowledge {
  /** Of all days. */
  readonly announcements: readonly ComingAnnouncement[];
  readonly orders: readonly KnownOrder[];
}
