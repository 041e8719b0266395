import { type BaselineOptions, baselineLikelihood, fitBaselines, fitHawkesModel } from '../fit/index.js';
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

/** Fits models to the first half of a day. The same day gives the same bytes. */
export function fitCandidates(day: HalvedDay, name: string, kinds: readonly CandidateKind[]): Candidate[] {
  const { tape, instrument, startNs, middleNs, endNs } = day;
  const options: BaselineOptions = { name, instrument, windowNs: [startNs, middleNs] };
  const judged = { startNs: middleNs, endNs };
  const wanted = kinds.some((kind) => kind !== 'hawkes') ? Object.values(fitBaselines(tape, options)) : [];
  const files: FlowModelFile[] = wanted.filter(({ kind }) => kinds.includes(kind));
  if (kinds.includes('hawkes')) files.push(fitHawkesModel(tape, options));
  return files.map((file) => {
    const model = loadModel(file);
    if (model.kind === 'batch-flow' || model.kind === 'hawkes') return { id: file.kind, file };
    return { id: file.kind, file, likelihood: baselineLikelihood(tape, instrument, model, judged).perEvent };
  });
}
