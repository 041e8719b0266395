import { InputError } from '../diagnostics/index.js';
import type { BookMessages } from '../order-flow/index.js';
import { type FactValue, stylisedFacts } from '../realism/index.js';

/** Stylised facts of a stretch, none where it is too short for them: a scoreboard then does without. */
export function factsWhereEnough(messages: BookMessages, resamples?: number): readonly FactValue[] {
  try {
    return stylisedFacts(messages, resamples === undefined ? {} : { resamples });
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
