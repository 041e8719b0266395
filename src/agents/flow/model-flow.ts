import { InputError } from '../../diagnostics/index.js';
import type { FlowModel } from '../../model/index.js';
import type { OpeningState } from '../../order-flow/index.js';
import type { Agent } from '../../simulation/index.js';
import { createBackground } from '../background/background.js';
import { createContStoikovTalrejaFlow } from './cont-stoikov-talreja-flow.js';
import { createHawkesFlow } from './hawkes-flow.js';
import type { FlowOptions } from './markov-flow.js';
import { createQueueReactiveFlow } from './queue-reactive-flow.js';
import { createZeroIntelligenceFlow } from './zero-intelligence-flow.js';

/** Options of a flow, whatever the kind of its model. */
export interface ModelFlowOptions extends Omit<FlowOptions, 'opening'> {
  readonly model: FlowModel;
  /**
   * The book that continuous trading begins with: of the model's opening call, the model's usual one, or a recorded one,
   * whose orders become the flow's own. @defaultValue of the call where the model has one, otherwise the usual one
   */
  readonly opening?: OpeningState | 'auction' | 'model';
  /** Factor on the log-responses to imbalance, which only the batch flow has. @defaultValue 1 */
  readonly reaction?: number;
}

/**
 * Makes the agent that issues a model's order flow.
 * @throws InputError for an option that this kind of model cannot follow
 */
export function createModelFlow({ model, reaction = 1, opening, ...rest }: ModelFlowOptions): Agent {
  if (opening === 'auction' && (model.kind !== 'batch-flow' || model.file.openingCall === null))
    throw new InputError(
      `found auction, but the model ${model.file.name} of the kind ${model.kind} has no opening call, expected model or a tape's book`,
      { path: 'background.openingBook' },
    );
  if (model.kind === 'batch-flow') return createBackground({ ...rest, model, reaction, opening });
  if (reaction !== 1)
    throw new InputError(
      `reaction ${reaction} was found, but a model of the kind ${model.kind} has no responses to scale: expected 1`,
      { path: 'background.reaction' },
    );
  const options = { ...rest, opening: typeof opening === 'object' ? opening : undefined };
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
