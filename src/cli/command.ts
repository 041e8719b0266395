import type { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** An option `--name`: a flag when it takes no value. */
export interface Option {
  readonly summary: string;
  /** What stands for its value in the help: `count`, `folder`. Absent: it is a flag. */
  readonly value?: string;
}

/** What a command gets: its words and options as text, and where to speak. */
export interface Invocation {
  /** Positional words by name; one that may be left out is then missing. */
  readonly words: Readonly<Record<string, string>>;
  /** Words behind them, of a command that takes any number. */
  readonly more: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** One command of the command line, one file each. */
export interface Command {
  /** Positional words, all required. */
  readonly words: Readonly<Record<string, string>>;
  /** Words behind those that may be left out. */
  readonly optionalWords?: Readonly<Record<string, string>>;
  /** What any number of words behind all others are. */
  readonly more?: { readonly word: string; readonly summary: string };
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  run(invocation: Invocation): Promise<ExitCode>;
}
