/**
 * One post–act–withdraw round of a campaign. Times are ns since midnight. `orders` are per-day order numbers.
 */
export interface Cycle {
  readonly startNs: number;
  readonly endNs: number;
  /** How it ended: profit taken, given up, or cut by the end of the window. */
  readonly outcome: 'profit' | 'gave-up' | 'window-closed';
}

/**
 * One practice by one controlling group in one instrument over its span: what recall counts.
 * Written by the practice itself while it acts; no detector can import it.
 */
export interface Campaign {
  /** The attack's id in the scenario. */
  readonly id: string;
  /** Id of the practice. */
  readonly practice: string;
  readonly instrument: number;
  /** Who controls the accounts. Owners are visible on the tape; controllers are not. */
  readonly controller: string;
  readonly accounts: readonly number[];
  readonly startNs: number;
  readonly endNs: number;
  readonly cycles: readonly Cycle[];
  /** Orders that were never meant to trade, or trades that were never meant to change ownership. */
  readonly intentOrders: readonly number[];
  /** Orders that were meant to trade: the leg the manipulator earns with. */
  readonly genuineOrders: readonly number[];
  /** The account that profits. */
  readonly beneficiary: number;
  /** The inputs that were set, by name. */
  readonly knobs: Readonly<Record<string, number | string>>;
  /** What came of it, by name, in quantity units: `shownQuantity`, `leakedQuantity` (executed by strangers), … */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** An ordinary trader that a detector might accuse; an alert on it is false by construction. */
export interface BenignLabel {
  /** The look-alike's id in the scenario. */
  readonly id: string;
  readonly agent: string;
  readonly accounts: readonly number[];
  /** Id of the attack it resembles. */
  readonly matchedTo: string;
}

/** What really happened in a run. */
export interface Truth {
  readonly campaigns: readonly Campaign[];
  readonly benign: readonly BenignLabel[];
}
