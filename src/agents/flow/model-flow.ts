import { InputError } from '../../diagnostics/index.js';
import type { FlowModel } from '../../model/index.js';
import type { Agent } from '../../simulation/index.js';
import { createBackground } from '../background/background.js';
import { createContStoikovTalrejaFlow } from './cont-stoikov-talreja-flow.js';
import { createHawkesFlow } from './hawkes-flow.js';
import type { FlowOptions } from './markov-flow.js';
import { createQueueReactiveFlow } from './queue-reactive-flow.js';
import { createZeroIntelligenceFlow } from './zero-intelligence-flow.js';

/** Options of a flow, whatever the kind of its model. */
export interface ModelFlowOptions extends FlowOptions {
  readonly model: FlowModel;
  /** Factor on the log-responses to imbalance, which only the batch flow has. @defaultValue 1 */
  readonly reaction?: number;
}

/**
 * Makes the agent that issues a model's order flow.
 * @throws InputError for an option that this kind of model cannot follow
 */
export function createModelFlow({ model, reaction = 1, ...options }: ModelFlowOptions): Agent {
  if (model.kind === 'batch-flow') {
    if (options.opening !== undefined) throw new Error('the batch flow starts from its own opening call');
    return createBackground({ ...options, model, reaction });
  }
  if (reaction !== 1)
    throw new InputError(
      `reaction ${reaction} was found, but a model of the kind ${model.kind} has no responses to scale: expected 1`,
      { path: 'background.reaction' },
    );
  switch (model.kind) {
    case 'zero-intelligence':
      return createZeroIntelligenceFlow({ ...options, model });
    case 'cont-stoikov-talreja':
      return createContStoikovTalrejaFlow({ ...options, model });
    case 'queue-reactive':
      return createQueueReactiveFlow({ ...options, model });
    case 'hawkes':
      return createHawkesFlow({ ...options, model });
  }
}
