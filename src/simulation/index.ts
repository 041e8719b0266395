/**
 * The event kernel: time, messages with latency, what an agent may see of the market and what it may send.
 * Knows agents by their interface, the venue's clock and requests, and reads each tape row once for everybody.
 * Must not know what agents intend, how a background is fitted, or where a tape goes.
 */
export {
  type Agent,
  type Announcement,
  type Desk,
  type InformationSet,
  type Latency,
  type MarketView,
  type OrderReport,
  ReportKind,
} from './agent.js';
export type { Participant } from './participant.js';
export { simulate } from './simulate.js';
export type { ListedAnnouncement, SimulationOptions } from './simulation-options.js';
export { SNAPSHOT_INTERVAL } from './snapshot-market.js';
