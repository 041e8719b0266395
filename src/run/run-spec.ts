import type { InstrumentSetup, MarketSetup, NewsSetup, Parameters, SurveillanceSetup } from '../scenario/index.js';

/**
 * The arms of a seed: `clean` (attackers silent), `purpose` (their genuine leg alone), `attack` (all they do).
 */
export const arms = ['clean', 'purpose', 'attack'] as const;
export type Arm = (typeof arms)[number];

/**
 * Moves when a golden digest moves: results of another version are not comparable and never taken up again.
 */
export const RESULTS_VERSION = 3;

/** Everything that decides the bytes of one run, and nothing else: its hash names the run. */
export interface RunSpec {
  readonly resultsVersion: number;
  readonly masterSeed: number;
  readonly seed: number;
  readonly arm: Arm;
  readonly market: MarketSpec;
  readonly agents: readonly GroupSpec[];
  readonly lookalikes: readonly (GroupSpec & { readonly matchedTo: string })[];
  /** Absent where nothing is announced. */
  readonly news?: readonly NewsSetup[];
  readonly attacks: readonly AttackSpec[];
  /** SHA-256 of the modules' files; absent where there are none. */
  readonly modules?: readonly string[];
  /** Where the market is measured for the attacks' effects, in every arm alike. @defaultValue nowhere */
  readonly watched?: readonly WatchedSpan[];
  readonly surveillance: SurveillanceSetup;
}

interface MarketSpec extends Omit<MarketSetup, 'instruments'> {
  readonly instruments: readonly InstrumentSpec[];
}

/** An instrument with its model by what the file holds, wherever it is. */
export interface InstrumentSpec extends Omit<InstrumentSetup, 'background'> {
  readonly background: {
    readonly modelDigest: string;
    readonly reaction: number;
    readonly openingBook?: 'auction' | 'model' | OpeningBookSpec;
    /** The recorded day that takes the place of the model's flow, by what the tape's file holds. */
    readonly replayDigest?: string;
  };
}

/** A tape's book by what the file holds, wherever it is. */
export interface OpeningBookSpec {
  readonly tapeDigest: string;
  /** ns since midnight. */
  readonly timeNs: number;
}

export interface GroupSpec {
  readonly id: string;
  readonly agent: string;
  /** Symbol. */
  readonly instrument: string;
  readonly count: number;
  readonly parameters: Parameters;
}

export interface AttackSpec {
  readonly id: string;
  readonly practice: string;
  /** Symbol. */
  readonly instrument: string;
  /** Symbols of further instruments in which the same accounts do the same; absent where there are none. */
  readonly alsoIn?: readonly string[];
  /** Accounts under one control, with what each of them has when the first day opens. */
  readonly accounts: number;
  /** Money units of every account. */
  readonly cash: number;
  /** Quantity units of every account, of each instrument. */
  readonly holdings: number;
  /** Brokers over whom its accounts are spread; absent: as all others are. */
  readonly brokers?: number;
  /** Parameters that matter in this arm: none in `clean`, those of the genuine leg in `purpose`. */
  readonly parameters: Parameters;
}

/** Where and when an attack acts, as every arm is told. */
export interface WatchedSpan {
  /** The attack's id. */
  readonly attack: string;
  /** Symbol. */
  readonly instrument: string;
  /** The side that the attack favours. */
  readonly side: 'buy' | 'sell';
  /** ns since midnight. */
  readonly window: readonly [number, number];
}

/** A run to be done by a worker: its spec and what it needs besides. */
export interface RunTask {
  /** SHA-256 of the spec, in hexadecimal digits. */
  readonly id: string;
  readonly spec: RunSpec;
  /** Where the models are, by the SHA-256 of the file. */
  readonly modelPaths: Readonly<Record<string, string>>;
  /** Where the tapes are from whose book an instrument opens, likewise. */
  readonly tapePaths: Readonly<Record<string, string>>;
  /** The scenario's modules: where each is, and the SHA-256 of its file; absent where there are none. */
  readonly modules?: readonly { readonly path: string; readonly digest: string }[];
  /** Parameters that do not matter in this arm, by attack: a practice is made with all of them. */
  readonly idleParameters: Readonly<Record<string, Parameters>>;
  /** Where the tape of each day goes; absent, it is not kept. */
  readonly tapeFiles?: readonly string[];
}
