import type { Replay } from './replay-result.js';

/** Narrows what stands in a folder. */
export interface SourceOptions {
  readonly symbol?: string;
  /** Levels of the book that a file shows. */
  readonly levels?: number;
  /** Also judge what events make of the book without ever setting it right, where a format can. */
  readonly openLoop?: boolean;
  /** The column map of own data. */
  readonly map?: string;
}

/** A layout in which order data come. */
export interface Format {
  /** Kebab-case. */
  readonly id: string;
  readonly summary: string;
  /** `commands` go through the venue, which makes the trades; `events` are applied to the book. */
  readonly gives: 'commands' | 'events';
  /** The files that it takes from a folder. */
  readonly files: string;
  /**
   * Reads a file or folder through the engine and compares what comes out with what the source recorded.
   * @throws InputError for everything that is wrong with the files
   */
  readonly replay: (source: string, options: SourceOptions) => Promise<Replay>;
}

export function defineFormat(format: Format): Format {
  return format;
}
