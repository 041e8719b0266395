import { type Estimate, estimate, QueueReactive, type QueueReactiveFile } from '../../model/index.js';
import { Streams } from '../../random/index.js';
import { type MidMoves, QueueChain } from './queue-chain.js';

/** Events of a trial: several hundred moves, and the same random numbers in each. */
const EVENTS = 8000;
const TRIES = 5;
const REINIT = [0, 0.35, 0.7];

/**
 * θ and θ_reinit, calibrated as Huang, Lehalle & Rosenbaum (2015, §3.2) do, by simulation: θ so that the mid price moves as
 * far in ten seconds as it did, and of three values of θ_reinit that by which the reference price goes on in its direction
 * as often as it did. The error of θ is that of the observed variance; that of θ_reinit half a step.
 */
export function calibrateReference(
  file: QueueReactiveFile,
  observed: MidMoves & { readonly windows: number },
): { theta: Estimate; thetaReinit: Estimate } {
  let best = { theta: 1, reinit: 0, miss: Number.POSITIVE_INFINITY };
  for (const reinit of REINIT) {
    let theta = Math.min(1, Math.max(LEAST, file.reference.theta.value));
    let moves = trial(file, theta, reinit);
    // The variance is nearly in proportion to θ: a few corrections by the ratio are enough.
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const ratio = observed.square / Math.max(1e-9, moves.square);
      const next = Math.min(1, Math.max(LEAST, theta * Math.max(0.2, Math.min(5, ratio))));
      if (Math.abs(next - theta) < 0.02 * theta) break;
      theta = next;
      moves = trial(file, theta, reinit);
    }
    const distance = Math.abs(moves.square / Math.max(1e-9, observed.square) - 1);
    const miss = Math.abs(moves.continued - observed.continued) + Math.min(1, distance);
    if (miss < best.miss) best = { theta, reinit, miss };
  }
  return {
    theta: estimate(best.theta, best.theta * Math.sqrt(2 / Math.max(1, observed.windows))),
    thetaReinit: estimate(best.reinit, (REINIT[1] - REINIT[0]) / 2),
  };
}

/** Least θ that is tried. */
const LEAST = 0.01;

function trial(file: QueueReactiveFile, theta: number, reinit: number): MidMoves {
  const stream = new Streams('reference').stream('fit/0/queue-chain');
  return new QueueChain(new QueueReactive(file), theta, reinit, stream).run(EVENTS);
}
