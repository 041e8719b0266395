import type { FlowModelFile } from '../model/index.js';
import type { RowSource } from '../tape/index.js';
import { fitOrderSplittings } from './accounts/order-splitting.js';
import { sampleBaselines } from './baselines/baseline-sample.js';
import { fitContStoikovTalreja } from './baselines/cont-stoikov-talreja-fit.js';
import { fitQueueReactive } from './baselines/queue-reactive-fit.js';
import { fitZeroIntelligence } from './baselines/zero-intelligence-fit.js';
import { type FitOptions, fit } from './fit.js';
import { fitHawkesModel } from './hawkes/fit-hawkes.js';
import { interruptionsOf } from './interruptions.js';

/** A kind of flow model and its estimator. */
export interface FlowFit {
  readonly kind: FlowModelFile['kind'];
  readonly summary: string;
  fit(tape: RowSource, options: FitOptions): FlowModelFile;
}

/**
 * Every kind of flow model that can be fitted to a tape, with how its traders split their orders, which is the tape's
 * whatever the kind. The same tape and options give the same bytes.
 */
export const flowFits: readonly FlowFit[] = flows().map((flow) => ({
  ...flow,
  fit: (tape, options) => {
    const file = flow.fit(tape, options);
    const { instrument = 0 } = options;
    const { windowNs } = file.provenance;
    const splittings = fitOrderSplittings(tape, instrument, windowNs);
    const assumptions = [...file.assumptions, ...interruptionsOf(tape, instrument, windowNs)];
    return { ...file, assumptions, splittings };
  },
}));

function flows(): readonly FlowFit[] {
  return [
    {
      kind: 'batch-flow',
      summary:
        'batches by type with states, sign memory and common activity, with the opening call and the latent depth',
      fit,
    },
    {
      kind: 'hawkes',
      summary: 'state-dependent Hawkes processes of twelve types, cancels by hazard',
      fit: (tape, options) => fitHawkesModel(tape, options),
    },
    {
      kind: 'queue-reactive',
      summary: 'rates by level and size of its queue (Huang, Lehalle & Rosenbaum 2015)',
      fit: (tape, options) =>
        fitQueueReactive(
          sampleBaselines(tape, {
            ...options,
            ...(options.like?.kind === 'queue-reactive' ? { queueLevels: options.like.queues.length } : {}),
          }),
        ),
    },
    {
      kind: 'cont-stoikov-talreja',
      summary: 'rates by distance from the opposite touch, unit orders (Cont, Stoikov & Talreja 2010)',
      fit: (tape, options) =>
        fitContStoikovTalreja(
          sampleBaselines(tape, {
            ...options,
            ...(options.like?.kind === 'cont-stoikov-talreja'
              ? { distanceLevels: options.like.limitPerSecond.length }
              : {}),
          }),
        ),
    },
    {
      kind: 'zero-intelligence',
      summary: 'constant rates of orders, market orders and cancels (Smith, Farmer, Gillemot & Krishnamurthy 2003)',
      fit: (tape, options) => fitZeroIntelligence(sampleBaselines(tape, options)),
    },
  ];
}
