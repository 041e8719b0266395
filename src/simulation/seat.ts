import type { Agent } from './agent.js';
import type { DelayedMarket } from './delayed-market.js';
import type { InstrumentMarket } from './instrument-market.js';
import type { TradingDesk } from './trading-desk.js';

/** An agent and its place in a simulation. */
export interface Seat {
  readonly agent: Agent;
  readonly desk: TradingDesk;
  /** Index of the instrument it trades. */
  readonly instrument: number;
  readonly market: InstrumentMarket;
  /** Its view when that comes late order by order: brought up to date before each call. */
  readonly delayed: DelayedMarket | undefined;
}
