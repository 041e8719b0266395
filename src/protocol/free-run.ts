import type { FlowModel } from '../model/index.js';
import { BookMessages, openingStates } from '../order-flow/index.js';
import type { Tape } from '../tape/index.js';
import { type Company, simulateFlow } from './flow-simulation.js';
import type { HalvedDay } from './halved-day.js';

/** A half day that a model made alone. */
export interface FreeRun {
  readonly tape: Tape;
  readonly messages: BookMessages;
}

/**
 * Protocol P2: from the one book in the middle of the day the model goes on to the end, and nothing else is told to it.
 * @param seed - master seed of the run
 */
export function freeRun(
  { tape, instrument, middleNs, endNs }: HalvedDay,
  model: FlowModel,
  seed: string,
  company?: Company,
): FreeRun {
  const [opening] = openingStates(tape, instrument, [middleNs]);
  const simulated = simulateFlow({
    model,
    header: tape.header,
    instrument,
    opening,
    endNs,
    seed: `${seed}/p2`,
    ...(company === undefined ? {} : { company }),
  });
  const messages = BookMessages.read(simulated, 0, { startNs: middleNs + 1, endNs, displayed: true });
  return { tape: simulated, messages };
}
