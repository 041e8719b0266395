/**
 * Where the knobs of a preset come from: what a case was found to have done; what the catalogue calls blatant or
 * standard; the standard totals over several accounts; sizes that hug the thresholds of a test. The last are arithmetic
 * upon rules rather than what anybody did, so they are listed and reported apart.
 */
export type PresetKind = 'case' | 'level' | 'split' | 'threshold-hug';

/** Knobs of an attack under one name, as a scenario would write them. What a file says besides comes first. */
export interface Preset {
  /** Kebab-case, unique within its practice: `case-2021-select-layer`, `blatant`. */
  readonly id: string;
  readonly practice: string;
  readonly kind: PresetKind;
  readonly summary: string;
  /** Where each number was read, or how it follows from what was read. */
  readonly source: string;
  /** Keys of an attack: parameters of the practice, `accounts`, `evasion`. Windows and purposes stay with the file. */
  readonly knobs: Readonly<Record<string, unknown>>;
}
