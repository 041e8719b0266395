import type { ContStoikovTalrejaFile, QueueReactiveFile, ZeroIntelligenceFile } from '../../model/index.js';
import type { RowSource } from '../../tape/index.js';
import { type BaselineOptions, sampleBaselines } from './baseline-sample.js';
import { fitContStoikovTalreja } from './cont-stoikov-talreja-fit.js';
import { fitQueueReactive } from './queue-reactive-fit.js';
import { fitZeroIntelligence } from './zero-intelligence-fit.js';

/** The models that everybody knows, fitted to one tape. */
export interface Baselines {
  readonly zeroIntelligence: ZeroIntelligenceFile;
  readonly contStoikovTalreja: ContStoikovTalrejaFile;
  readonly queueReactive: QueueReactiveFile;
}

/**
 * Fits the baselines to the continuous trading of one instrument. The same tape and options give the same bytes.
 * @throws InputError when there is too little of it
 */
export function fitBaselines(tape: RowSource, options: BaselineOptions): Baselines {
  const sample = sampleBaselines(tape, options);
  return {
    zeroIntelligence: fitZeroIntelligence(sample),
    contStoikovTalreja: fitContStoikovTalreja(sample),
    queueReactive: fitQueueReactive(sample),
  };
}
