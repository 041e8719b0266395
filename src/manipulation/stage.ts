import type { Desk, OrderReport } from '../simulation/index.js';

/** A part of a campaign with a timetable and orders of its own: a push, a sale, a wall. */
export interface Stage {
  /** When it acts next, ns since midnight; Infinity when it waits for reports alone, or is over. */
  readonly nextAt: number;
  /** The day begins: sets {@link nextAt}. */
  start(desk: Desk): void;
  /** Its time has come. */
  act(desk: Desk): void;
  /** The market has changed. A stage without it looks at the market when it acts, and costs nothing in between. */
  onMarket?(desk: Desk): void;
  take(report: OrderReport, desk: Desk): void;
}
