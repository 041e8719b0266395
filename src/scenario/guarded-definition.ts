import { InputError } from '../diagnostics/index.js';

/** What a definition does before its market begins. */
const beforehand = ['informationSet', 'check', 'checkVenue', 'funding', 'expectedTakerShare', 'clientOrder', 'create'];

/**
 * A definition of somebody's own, of which a fault that shows before the market begins is told as a fault of the input.
 * What an agent does in the market is not guarded: there it ends its run, which is recorded as failed.
 */
export function guarded<Definition extends object>(definition: Definition, module: string): Definition {
  const entries = Object.entries(definition).map(([key, value]) => {
    if (!beforehand.includes(key) || typeof value !== 'function') return [key, value];
    const safe = (...given: unknown[]): unknown => {
      try {
        return value.apply(definition, given);
      } catch (error) {
        if (error instanceof InputError) throw error;
        const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
        throw new InputError(`the module "${module}" failed in ${key}: ${reason}`);
      }
    };
    return [key, safe];
  });
  return Object.fromEntries(entries) as Definition;
}
