import { InputError } from '../diagnostics/index.js';
import type { Places, ValuePath } from '../documents/index.js';

/** Gives an error of another room the place in the file that caused it. */
export function placed<T>(path: ValuePath, places: Places, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const inner = error.place.path?.split('.') ?? [];
    throw new InputError(error.problem, places.placeOf([...path, ...inner]), error.hint);
  }
}
