import * as z from 'zod';
import type { Definition } from './registry-shape.js';

/** A name that a file gives to something of its own. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'an id of lower-case letters, digits and hyphens' })
  .max(40);

/** A stock's symbol, and that of the one that something is about. */
export const symbol = z.string({ error: 'text in quotes such as "300233"' }).min(1).max(20);
export const symbolOfOne = symbol.optional().describe('symbol of the instrument; needed where there are several');

/** As many instruments as a venue was measured with. */
export const MOST_INSTRUMENTS = 100;

/** Entries told apart by a word of theirs, each with the parameters of the definition that the word names. */
export function named<Key extends string, Common extends z.ZodRawShape>(
  key: Key,
  definitions: readonly Definition[],
  common: Common,
  more: (definition: Definition) => z.ZodRawShape = () => ({}),
) {
  const options = definitions.map((definition) =>
    z
      .strictObject({
        [key]: z.literal(definition.id).describe(definition.summary),
        ...common,
        ...more(definition),
        ...definition.parameters.shape,
      })
      .meta({ title: definition.id }),
  );
  return z.discriminatedUnion(key, options as unknown as [z.ZodObject<Common & Record<Key, z.ZodLiteral<string>>>]);
}

/** The id of an entry. */
export function idOf(entries: readonly { readonly id: string }[]) {
  return z.enum(entries.map((entry) => entry.id) as [string, ...string[]]);
}
