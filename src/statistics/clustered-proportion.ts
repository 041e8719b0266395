import { clopperPearson } from './clopper-pearson.js';
import { CONFIDENCE, type Interval } from './interval.js';
import { studentTQuantile } from './student-t.js';

/** What came out in one cluster of trials that are not independent of each other: the campaigns of one seed. */
export interface Cluster {
  readonly successes: number;
  readonly trials: number;
}

/**
 * A proportion over clusters with the interval of Korn & Graubard (1998, Survey Methodology 24): Clopper and Pearson's
 * for the effective number of trials, that is, divided by the design effect and corrected for the few clusters from
 * which it is known. With one trial a cluster it is the exact interval; where all trials agree the design effect cannot
 * be seen, and every cluster counts as one trial.
 */
export function clusteredProportion(clusters: readonly Cluster[], confidence = CONFIDENCE): Interval {
  const occupied = clusters.filter((cluster) => cluster.trials > 0);
  let successes = 0;
  let trials = 0;
  for (const cluster of occupied) {
    successes += cluster.successes;
    trials += cluster.trials;
  }
  if (occupied.length === trials) return clopperPearson(successes, trials, confidence);
  const effective = effectiveTrials(occupied, successes / trials, trials, confidence);
  const interval = clopperPearson((successes / trials) * effective, effective, confidence);
  return { ...interval, estimate: successes / trials };
}

function effectiveTrials(clusters: readonly Cluster[], share: number, trials: number, confidence: number): number {
  const count = clusters.length;
  if (share === 0 || share === 1 || count === 1) return count;
  let squares = 0;
  for (const cluster of clusters) {
    const residual = cluster.successes - share * cluster.trials;
    squares += residual * residual;
  }
  const variance = (squares * count) / (count - 1) / (trials * trials);
  const independent = (share * (1 - share)) / variance;
  const tail = (1 + confidence) / 2;
  const ratio = studentTQuantile(tail, trials - 1) / studentTQuantile(tail, count - 1);
  return Math.min(trials, independent * ratio * ratio);
}
