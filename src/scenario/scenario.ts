import type { InputPlace } from '../diagnostics/index.js';
import type { SecurityStatus } from '../tape/index.js';
import type { Expectation } from './expectation.js';
import type { InitialState } from './initial-state.js';
import type { LoadedModule } from './loaded-module.js';

/** A scenario that was read and checked: every default filled in, times in ns, prices in ticks. */
export interface Scenario {
  /** Names the folder of results: the file's `name`, else the file's own name. */
  readonly name: string;
  readonly question: string | undefined;
  /** The file as the user named it. */
  readonly file: string;
  /** Points of the sweep in order; one when nothing is swept. */
  readonly cells: readonly Cell[];
  readonly runs: RunPlan;
  readonly expectations: readonly Expectation[];
  /** Agents and practices from outside this program. */
  readonly modules: readonly LoadedModule[];
  /** Where the value stands that a path by id names (`attacks.spoof.size`), or its nearest ancestor that is there. */
  placeOf(name: string): InputPlace;
}

export interface RunPlan {
  /** How many seeds run in all three arms. */
  readonly seeds: number;
  /** Further seeds that run in the clean and the purpose arm only: they narrow the bound on false alerts. */
  readonly controls: number;
  readonly firstSeed: number;
}

/** One market over its days with its traders, attackers and watch: all that a run depends on besides seed and arm. */
export interface Cell {
  /** `best5Depth=4`; `base` when nothing is swept. */
  readonly label: string;
  /** Value by sweep key, as text. */
  readonly values: Readonly<Record<string, string>>;
  readonly market: MarketSetup;
  readonly agents: readonly AgentSetup[];
  readonly attacks: readonly AttackSetup[];
  /**
   * The attacks of each draw from a blind pack, in place of those above, which are the first draw's: seeds take them one
   * after another. Absent where nothing is drawn.
   */
  readonly draws?: readonly (readonly AttackSetup[])[];
  readonly lookalikes: readonly LookalikeSetup[];
  /** In the order of the file. */
  readonly news: readonly NewsSetup[];
  readonly surveillance: SurveillanceSetup;
}

export interface MarketSetup {
  readonly venue: string;
  /** Trading days one after another, `YYYY-MM-DD`; between them lies a night. */
  readonly dates: readonly string[];
  /** The part of every day that is simulated, ns since the venue's local midnight. */
  readonly window: readonly [number, number];
  readonly instruments: readonly InstrumentSetup[];
  /** Values of the rule pack that the scenario replaces. */
  readonly rules: Readonly<Record<string, unknown>>;
}

/** What is traded, and its ordinary order flow. */
export interface InstrumentSetup {
  readonly symbol: string;
  /** Of the first day, ticks. */
  readonly previousClose: number;
  /** Shares in free float; −1 when unknown. */
  readonly floatShares: number;
  readonly status: SecurityStatus;
  /** Trading day since the status began, from 1, on the first day; −1 when it does not matter. */
  readonly statusDay: number;
  readonly background: {
    readonly model: ModelReference;
    readonly reaction: number;
    /** Absent: the opening call where window and model have one, otherwise the model's usual book. */
    readonly openingBook?: OpeningBook;
    /** A recorded day that takes the place of the model's flow. */
    readonly replay?: TapeFile;
  };
  readonly accounts: AccountSetup;
  /** Absent: the first day begins as the background has it. */
  readonly initialState?: InitialState;
}

/** The book that trading begins with: of the model's opening call, as it usually is, or that of a tape. */
export type OpeningBook = 'auction' | 'model' | TapeBook;

/** A tape in a Parquet file. */
interface TapeFile {
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal digits. */
  readonly digest: string;
}

/** The book of a tape at a time of day. */
interface TapeBook extends TapeFile {
  /** ns since midnight. */
  readonly timeNs: number;
}

export interface ModelReference {
  /** As the scenario names it: the id of a shipped model, or a path. */
  readonly name: string;
  /** Where the file is. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal digits. */
  readonly digest: string;
}

export interface AccountSetup {
  readonly attribution: Attribution;
  /** Accounts that trade in the background. */
  readonly active: number;
  /** Share of the volume that the five busiest accounts have together. */
  readonly topFiveShare: number;
}

export type Attribution = 'data' | 'split' | 'per-order' | 'concentrated';

export interface AgentSetup {
  readonly id: string;
  readonly agent: string;
  /** Symbol of what it trades. */
  readonly instrument: string;
  readonly count: number;
  readonly parameters: Parameters;
}

export interface LookalikeSetup extends AgentSetup {
  /** The attack it resembles. */
  readonly matchedTo: string;
}

/** A public announcement. */
export interface NewsSetup {
  readonly id: string;
  /** Symbol of what it is about. */
  readonly instrument: string;
  /** Index of the day. */
  readonly day: number;
  /** ns since midnight. */
  readonly timeNs: number;
  /** What it is worth, in 1/10,000 of the price; below 0 it is bad news. */
  readonly move: number;
}

export interface AttackSetup {
  readonly id: string;
  readonly practice: string;
  /** Symbol of what it is about. */
  readonly instrument: string;
  /** Symbols of further instruments in which the same accounts do the same. */
  readonly alsoIn: readonly string[];
  readonly accounts: {
    readonly count: number;
    /** Money units of all accounts together, or what the practice needs. */
    readonly cash: number | 'auto';
    /** Units of quantity of all accounts together, or what the practice needs. */
    readonly holdings: number | 'auto';
  };
  readonly parameters: Parameters;
}

export interface SurveillanceSetup {
  /** Thresholds in force, without a date those of each day; null where the supervisor of the market has none. */
  readonly rules: { readonly id: string; readonly date?: string } | null;
  readonly scale: 'absolute' | { readonly depth: number; readonly turnover: number };
  readonly detectors: readonly { readonly id: string; readonly parameters: Parameters }[];
}

/** Parsed parameters of an agent, practice or detector, as its own schema returns them. */
export type Parameters = Readonly<Record<string, unknown>>;
