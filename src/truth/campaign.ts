/**
 * One post–act–withdraw round of a campaign. Times are ns since midnight. `orders` are per-day order numbers.
 */
export interface Cycle {
  readonly startNs: number;
  readonly endNs: number;
  /** How it ended: profit taken, given up, or cut by the end of the window. */
  readonly outcome: 'profit' | 'gave-up' | 'window-closed';
}

/** When a phase of a campaign went on: from the first to the last order of it that was accepted, executed or cancelled. */
export interface PhaseMark {
  /**
   * `post`, `act`, `withdraw` of a cycle; or what a stage of the campaign is for: `accumulate`, `push`, `reverse`, `dump`.
   */
  readonly phase: string;
  /** Index of the cycle; −1 for what belongs to none. */
  readonly cycle: number;
  readonly startNs: number;
  readonly endNs: number;
}

/**
 * One practice by one controlling group in one instrument over its span: what recall counts. A campaign that spans days
 * is told day by day, each time with what belongs to that day; on some of them there may be genuine orders alone.
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
  /** What other days tell under the same id, in the same instrument, belongs to the same campaign. */
  readonly spansDays: boolean;
  readonly startNs: number;
  readonly endNs: number;
  readonly cycles: readonly Cycle[];
  /** In the order in which they began. */
  readonly phases: readonly PhaseMark[];
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

/** Who controls which accounts, whether they act or not. */
export interface Control {
  readonly controller: string;
  /** The attack that they are for. */
  readonly attack: string;
  readonly accounts: readonly number[];
}

/** What really happened in a run. */
export interface Truth {
  readonly campaigns: readonly Campaign[];
  readonly benign: readonly BenignLabel[];
  /** In every arm; absent where there is no attack. */
  readonly controllers?: readonly Control[];
}
