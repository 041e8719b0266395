import type { BaselineRow, EffectRow, FalseAlertRow, RecallRow } from '../evaluation/index.js';
import type { Arm } from './run-spec.js';

/** What a scenario's runs add up to: the object that `--json` prints and `summary.json` holds. */
export interface RunSummary {
  readonly scenario: string;
  /** Version of the program. */
  readonly version: string;
  readonly resultsVersion: number;
  /** Seeds that ran in all three arms. */
  readonly seeds: number;
  /** Further seeds that ran without attacks. */
  readonly controls: number;
  readonly masterSeed: number;
  /** SHA-256 over the digests of all runs in the order of the plan: the same on any machine and worker count. */
  readonly digest: string;
  readonly expectations: readonly Judgement[];
  readonly results: readonly RecallRow[];
  readonly conformance: readonly ConformanceSummary[];
  readonly falseAlerts: readonly FalseAlertResult[];
  readonly effects: readonly EffectRow[];
  readonly baseline: readonly BaselineRow[];
  readonly silentAttacks: readonly SilentAttack[];
  /** What must be known of the market to read the numbers, in sentences. */
  readonly notes: readonly string[];
  readonly failures: readonly RunFailure[];
  /** Distinct runs: arms that no swept value touches are shared between cells. */
  readonly runs: number;
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly wallSeconds: number;
  /** Where the files are. */
  readonly folder: string;
}

/**
 * Whom a detector accuses wrongly. Runs that cells share count once: rows of single cells stand here for the attack
 * arm, and for the others where cells have runs without abuse of their own.
 */
export interface FalseAlertResult extends FalseAlertRow {
  /** A cell, or `all`. */
  readonly cell: string;
}

/** How many of a cell's runs, all arms and controls, day by day, a rule detector agreed with its written rule in. */
export interface ConformanceSummary {
  readonly cell: string;
  readonly detector: string;
  readonly runs: number;
  readonly conforming: number;
  readonly share: number;
  /** The first difference, in words, with the run in which it was seen. */
  readonly difference?: string;
}

/** An attack of which some runs hold no campaign on a day, because the venue took no abusive order of it. */
export interface SilentAttack {
  readonly cell: string;
  readonly attack: string;
  /** Runs of the attack arm, day by day. */
  readonly runs: number;
  readonly withoutCampaign: number;
}

export interface RunFailure {
  readonly cell: string;
  readonly seed: number;
  readonly arm: Arm;
  readonly failure: string;
}

/** How an expectation came out. */
export interface Judgement {
  readonly expectation: string;
  readonly status: 'passed' | 'failed' | 'inconclusive';
  readonly ok: boolean;
  /** What was measured in each cell that was judged. */
  readonly measured: readonly { readonly cell: string; readonly value: number | null; readonly ok: boolean | null }[];
}
