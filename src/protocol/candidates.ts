import { flowFits, modelLikelihood } from '../fit/index.js';
import { type FlowModelFile, loadModel } from '../model/index.js';
import { companyOf } from './company.js';
import type { Company } from './flow-simulation.js';
import type { HalvedDay } from './halved-day.js';

/** A model that was fitted to the first half of a day, and how likely it holds the second to be. */
export interface Candidate {
  readonly id: string;
  readonly file: FlowModelFile;
  /** Agents on top of it. */
  readonly company?: Company;
  /** Nats per event of the judged half; undefined for a kind without a likelihood. */
  readonly likelihood?: number;
}

/** Kinds of models that have a likelihood. */
export const likelyKinds = ['zero-intelligence', 'cont-stoikov-talreja', 'queue-reactive', 'hawkes'] as const;

/** The fitted flow thinned by what market makers, followers of the imbalance and of the trend bring on top of it. */
const WITH_AGENTS = 'hawkes-and-agents';

/** Kinds of models that can be fitted to half a day and go on from a book. */
export const candidateKinds = [...likelyKinds, WITH_AGENTS, 'batch-flow'] as const;
export type CandidateKind = (typeof candidateKinds)[number];

/**
 * Fits a model to the first half of a day. The same day gives the same bytes.
 * @param fitted - what was fitted to this half before: a flow below agents need not be fitted again
 * @throws InputError when there is too little of it
 */
export function fitCandidate(
  day: HalvedDay,
  name: string,
  kind: CandidateKind,
  fitted: readonly Candidate[] = [],
): Candidate {
  const { tape, instrument, startNs, middleNs, endNs } = day;
  if (kind === WITH_AGENTS) {
    const { file } = fitted.find(({ id }) => id === 'hawkes') ?? fitCandidate(day, name, 'hawkes');
    return { id: kind, file, company: companyOf(day, loadModel(file)) };
  }
  const estimator = flowFits.find((each) => each.kind === kind)!;
  const file = estimator.fit(tape, { name, instrument, windowNs: [startNs, middleNs] });
  const likelihood = modelLikelihood(tape, instrument, loadModel(file), { startNs: middleNs, endNs });
  return { id: kind, file, ...(likelihood === undefined ? {} : { likelihood }) };
}
