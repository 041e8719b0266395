import type { Check, Mismatch } from './replay-result.js';

/** Differences of a check that are kept for people. */
const KEPT_MISMATCHES = 10;

/** Counts how often the engine and the record agree on one thing, and keeps the first differences. */
export class Comparison {
  readonly mismatches: Mismatch[] = [];
  private compared = 0;
  private equal = 0;

  constructor(
    readonly name: string,
    /** Least share that must be equal; 0 for what is only reported. */
    private readonly required: number,
  ) {}

  /** @param describe - what is compared, both sides as text; called only for a difference that is kept */
  add(equal: boolean, describe: () => readonly [about: string, recorded: string, replayed: string]): void {
    this.compared++;
    if (equal) this.equal++;
    else if (this.mismatches.length < KEPT_MISMATCHES) {
      const [about, recorded, replayed] = describe();
      this.mismatches.push({ check: this.name, about, recorded, replayed });
    }
  }

  check(): Check {
    return { name: this.name, compared: this.compared, equal: this.equal, required: this.required };
  }
}
