/** An occurrence that a test counts, graded: 1 when it meets the test's conditions on a single occurrence. */
export interface Occurrence {
  readonly strength: number;
}

export interface SavedRepetition<T> {
  readonly occurrences: readonly T[];
  readonly reported: number;
}

/** Occurrences kept of one suspect: the strongest; a repetition beyond that cannot raise the score. */
const KEPT = 64;

/**
 * The occurrences of one suspect, strongest first. A test that wants n occurrences is met to the degree s when s × n of
 * them reach the strength s; {@link graded} finds the greatest such s and the occurrences that make it.
 */
export class Repetition<T extends Occurrence> {
  /** Highest score that was reported of the suspect so far. */
  reported: number;
  private readonly occurrences: T[];

  constructor(saved: SavedRepetition<T> = { occurrences: [], reported: 0 }) {
    this.occurrences = [...saved.occurrences];
    this.reported = saved.reported;
  }

  /** Strongest first. */
  get all(): readonly T[] {
    return this.occurrences;
  }

  add(occurrence: T): void {
    const { occurrences } = this;
    let place = occurrences.length;
    while (place > 0 && occurrences[place - 1].strength < occurrence.strength) place--;
    occurrences.splice(place, 0, occurrence);
    if (occurrences.length > KEPT) occurrences.pop();
  }

  remove(occurrence: T): void {
    const place = this.occurrences.indexOf(occurrence);
    if (place >= 0) this.occurrences.splice(place, 1);
  }

  /** How many of the strongest occurrences grade best against a threshold of `wanted` of them. */
  graded(wanted: number): number {
    let best = 0;
    let count = 0;
    this.occurrences.forEach(({ strength }, index) => {
      const score = Math.min(strength, (index + 1) / wanted);
      if (score <= best) return;
      best = score;
      count = index + 1;
    });
    return count;
  }

  save(): SavedRepetition<T> {
    return { occurrences: [...this.occurrences], reported: this.reported };
  }
}
