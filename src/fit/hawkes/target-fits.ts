import type { EventSequence, Modulation } from './event-sequence.js';
import { maximise, type TargetFit } from './projected-newton.js';
import { targetProblem } from './target-rows.js';

/** What all targets of a Hawkes process are fitted from. */
export interface TargetSource {
  readonly events: EventSequence;
  /** Per second. */
  readonly decays: readonly number[];
  /** As `integralsOf` gives them. */
  readonly integrals: Float64Array;
  readonly tied: boolean;
  readonly modulation: Modulation;
  /** Parameters of all types from which to start. */
  readonly guess?: Float64Array;
}

/**
 * Fits targets, each a problem apart: whoever does them, in whatever order, the fits are the same and come in the order of
 * the targets.
 */
export type FitTargets = (source: TargetSource, targets: readonly number[]) => readonly TargetFit[];

/** Fits one target after the other. */
export const fitTargets: FitTargets = (source, targets) => targets.map((target) => fitTarget(source, target));

/** A fit and the place of its target among those that were asked for. */
export interface PlacedFit {
  readonly place: number;
  readonly fit: TargetFit;
}

/**
 * Fits targets that nobody has taken, until all are: several threads that share the counter do each of them once.
 * @param taken - a word of shared memory: how many of the targets are taken
 */
export function fitUntaken(source: TargetSource, targets: readonly number[], taken: Int32Array): PlacedFit[] {
  const fits: PlacedFit[] = [];
  for (;;) {
    const place = Atomics.add(taken, 0, 1);
    if (place >= targets.length) return fits;
    fits.push({ place, fit: fitTarget(source, targets[place]) });
  }
}

function fitTarget({ events, decays, integrals, tied, modulation, guess }: TargetSource, target: number): TargetFit {
  const p = (modulation.hats?.knots ?? 1) + events.types * decays.length;
  const problem = targetProblem(events, decays, integrals, target, tied, modulation);
  return maximise(problem, guess?.subarray(target * p, (target + 1) * p));
}
