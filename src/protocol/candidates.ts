import { type BaselineOptions, fitBaselines } from '../fit/index.js';
import { type FlowModel, loadModel } from '../model/index.js';
import type { RowSource } from '../tape/index.js';

/** A model among those that are compared. */
export interface CandidateModel {
  readonly id: string;
  readonly model: FlowModel;
}

/** Fits every kind of flow model to a part of a tape. The same tape and options give the same models. */
export function candidates(tape: RowSource, options: BaselineOptions): CandidateModel[] {
  const { zeroIntelligence, contStoikovTalreja, queueReactive } = fitBaselines(tape, options);
  return [zeroIntelligence, contStoikovTalreja, queueReactive].map((file) => ({
    id: file.kind,
    model: loadModel(file),
  }));
}
