import type { RowSource } from '../../tape/index.js';
import type { SourceForm } from '../source-form.js';

/** What is to be written of a tape. */
export interface ExportOptions {
  /** Index of the instrument, for layouts that hold one. @defaultValue 0 */
  readonly instrument?: number;
  /** Levels of the book, for layouts that show them. */
  readonly levels?: number;
  /** What the source of the tape said beyond it, for its own layout. */
  readonly form?: SourceForm;
  /** Whether text is written as it is, not as gzip. @defaultValue false */
  readonly plain?: boolean;
}

/** A layout in which tapes are written. */
export interface Exporter {
  /** Kebab-case. */
  readonly id: string;
  readonly summary: string;
  /** Whether the layout holds one instrument or all of a tape. */
  readonly holds: 'one instrument' | 'all instruments';
  /** @returns the files, in `folder`, which is made; each is written whole or not at all */
  readonly write: (tape: RowSource, folder: string, options: ExportOptions) => Promise<string[]>;
}
