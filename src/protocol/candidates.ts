import { baselineLikelihood, flowFits, readHawkes } from '../fit/index.js';
import { type FlowModelFile, loadModel } from '../model/index.js';
import type { HalvedDay } from './halved-day.js';

/** A model that was fitted to the first half of a day, and how likely it holds the second to be. */
export interface Candidate {
  readonly id: string;
  readonly file: FlowModelFile;
  /** Nats per event of the judged half; undefined for a kind without a likelihood. */
  readonly likelihood?: number;
}

/** Kinds of models that can be fitted to half a day and go on from a book. */
export const candidateKinds = ['zero-intelligence', 'cont-stoikov-talreja', 'queue-reactive', 'hawkes'] as const;
export type CandidateKind = (typeof candidateKinds)[number];

/**
 * Fits a model to the first half of a day. The same day gives the same bytes.
 * @throws InputError when there is too little of it
 */
export function fitCandidate(day: HalvedDay, name: string, kind: CandidateKind): Candidate {
  const { tape, instrument, startNs, middleNs, endNs } = day;
  const estimator = flowFits.find((each) => each.kind === kind)!;
  const file = estimator.fit(tape, { name, instrument, windowNs: [startNs, middleNs] });
  const model = loadModel(file);
  if (model.kind === 'batch-flow') return { id: kind, file };
  const judged = { startNs: middleNs, endNs };
  const { perEvent } =
    model.kind === 'hawkes'
      ? readHawkes(tape, instrument, model.file, judged).likelihood
      : baselineLikelihood(tape, instrument, model, judged);
  return { id: kind, file, likelihood: perEvent };
}
