import type { z } from 'zod';
import type { DetectorThresholds } from '../rules/index.js';
import type { Kind, TapeHeader, TapeRow } from '../tape/index.js';
import type { Finding } from './finding.js';
import type { Scale } from './scale.js';
import type { SharedState } from './state/shared-state.js';

/** Reads a tape row by row and reports what looks like abuse. Made anew for every venue day. */
export interface Detector {
  /** Kinds of rows that it wants. */
  readonly kinds: readonly Kind[];
  /** A row of its kinds; the shared state has taken it already, but its command may go on. */
  onRow(row: TapeRow): void;
  /** The command that brought rows of its kinds is over: the book is what traders see. The row is the command's last. */
  onCommand?(row: TapeRow): void;
  /** Time has come to a row that the shared state has not taken yet: for what falls due between rows. */
  onTime?(nowNs: number): void;
  /** The tape is over. */
  finish?(endNs: number): void;
  /** What it remembers, as plain data; asked for between commands. A detector that remembers nothing needs neither. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** What a detector may know and do. */
export interface DetectorContext {
  readonly header: TapeHeader;
  /** Thresholds of the supervisor in force that day. */
  readonly thresholds: DetectorThresholds | undefined;
  readonly scale: Scale;
  readonly state: SharedState;
  /** Reports evidence; what comes from half the thresholds up is kept, and joined into one alert an episode. */
  report(finding: Finding): void;
}

/** A detector as the registry lists it. */
export interface DetectorDefinition<Parameters = unknown> {
  /** Kebab-case: `spoof-pattern`. */
  readonly id: string;
  readonly summary: string;
  /** Moves when the same tape may give other alerts. */
  readonly version: number;
  /** Ids of the practices that it is meant to find. */
  readonly practices: readonly string[];
  /** Whether it encodes a written rule, so that an independent evaluation of the rule can judge it. */
  readonly rule: boolean;
  readonly parameters: z.ZodType<Parameters>;
  create(parameters: Parameters, context: DetectorContext): Detector;
}

/** Checks a definition's types; a detector of one's own starts here. */
export function defineDetector<Schema extends z.ZodType>(
  definition: Omit<DetectorDefinition, 'parameters' | 'create'> & {
    readonly parameters: Schema;
    create(parameters: z.output<Schema>, context: DetectorContext): Detector;
  },
): DetectorDefinition {
  return definition as unknown as DetectorDefinition;
}
