import type { FlowModel } from '../model/index.js';
import type { RecordSpan } from '../order-flow/index.js';
import type { RowSource } from '../tape/index.js';
import { baselineLikelihood } from './baselines/baseline-likelihood.js';
import { readHawkes } from './hawkes/hawkes-likelihood.js';

/**
 * Nats per event that a model gives to the events of a span, seconds as the unit of time; undefined for the batch flow,
 * whose events are batches and whose likelihood would be another's.
 */
export function modelLikelihood(
  tape: RowSource,
  instrument: number,
  model: FlowModel,
  span: RecordSpan = {},
): number | undefined {
  if (model.kind === 'batch-flow') return undefined;
  if (model.kind === 'hawkes') return readHawkes(tape, instrument, model.file, span).likelihood.perEvent;
  return baselineLikelihood(tape, instrument, model, span).perEvent;
}
