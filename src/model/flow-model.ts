import { z } from 'zod';
import { InputError } from '../diagnostics/index.js';
import { BackgroundModel } from './background-model.js';
import { ContStoikovTalreja, contStoikovTalrejaSchema } from './baselines/cont-stoikov-talreja.js';
import { QueueReactive, queueReactiveSchema } from './baselines/queue-reactive.js';
import { ZeroIntelligence, zeroIntelligenceSchema } from './baselines/zero-intelligence.js';
import { hawkesSchema } from './hawkes/hawkes-file.js';
import { HawkesModel } from './hawkes/hawkes-model.js';
import { modelFileSchema } from './model-file.js';
import { MODEL_VERSION } from './model-header.js';

const flowModelSchema = z.discriminatedUnion('kind', [
  modelFileSchema,
  zeroIntelligenceSchema,
  contStoikovTalrejaSchema,
  queueReactiveSchema,
  hawkesSchema,
]);

/** A model file of any kind. */
export type FlowModelFile = z.infer<typeof flowModelSchema>;

/** A model of any kind, ready to use: its `kind` says which. */
export type FlowModel = BackgroundModel | ZeroIntelligence | ContStoikovTalreja | QueueReactive | HawkesModel;

const kinds = flowModelSchema.options.map((option) => option.shape.kind.value);

/**
 * Checks a parsed model file and makes it ready.
 * @throws InputError that names the first key that is wrong
 */
export function loadModel(json: unknown, file?: string): FlowModel {
  const { modelVersion, kind } = (json ?? {}) as { modelVersion?: unknown; kind?: unknown };
  if (modelVersion !== undefined && modelVersion !== MODEL_VERSION)
    throw new InputError(`model version ${String(modelVersion)} was found, expected ${MODEL_VERSION}`, {
      file,
      path: 'modelVersion',
    });
  if (modelVersion !== undefined && !kinds.some((known) => known === kind))
    throw new InputError(
      `the model's kind ${kind === undefined ? 'is missing' : `"${String(kind)}" was found`}, expected ${kinds.join(', ')}`,
      { file, path: 'kind' },
    );
  const parsed = flowModelSchema.safeParse(json);
  if (parsed.success) return ready(parsed.data);
  const [issue] = parsed.error.issues;
  throw new InputError(`not a model file: ${issue.message}`, { file, path: issue.path.join('.') });
}

function ready(file: FlowModelFile): FlowModel {
  switch (file.kind) {
    case 'batch-flow':
      return new BackgroundModel(file);
    case 'zero-intelligence':
      return new ZeroIntelligence(file);
    case 'cont-stoikov-talreja':
      return new ContStoikovTalreja(file);
    case 'queue-reactive':
      return new QueueReactive(file);
    case 'hawkes':
      return new HawkesModel(file);
  }
}
