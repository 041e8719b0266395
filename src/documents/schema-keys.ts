import type * as z from 'zod';
import type { ValuePath } from './yaml-source.js';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

/** The keys that a schema knows for the mapping at a path of a value; none where it expects no mapping. */
export function keysAt(schema: Schema, value: unknown, path: ValuePath): string[] {
  const [step, ...rest] = path;
  const keys = new Set<string>();
  for (const form of forms(schema, value)) {
    const definition = form._zod.def as Definition;
    if (step === undefined) {
      if (definition.type === 'object') for (const key of Object.keys(definition.shape)) keys.add(key);
      continue;
    }
    const inner = childSchema(definition, step);
    const child = (value as Record<string | number, unknown> | null | undefined)?.[step];
    if (inner !== undefined) for (const key of keysAt(inner, child, rest)) keys.add(key);
  }
  return [...keys];
}

function childSchema(definition: Definition, step: string | number): Schema | undefined {
  switch (definition.type) {
    case 'object':
      return definition.shape[step];
    case 'array':
      return definition.element;
    case 'tuple':
      return definition.items[Number(step)];
    case 'record':
      return definition.valueType;
    default:
      return undefined;
  }
}

/** A schema without its wrappers; the options of a union, only the one that a discriminator names when it names one. */
function forms(schema: Schema, value: unknown): Schema[] {
  const definition = schema._zod.def as Definition;
  switch (definition.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return forms(definition.innerType, value);
    case 'pipe':
      return forms(definition.in, value);
    case 'lazy':
      return forms(definition.getter(), value);
    case 'union': {
      const options = definition.options.flatMap((option) => forms(option, value));
      const { discriminator } = definition as { discriminator?: string };
      if (discriminator === undefined) return options;
      const named = (value as Record<string, unknown> | null | undefined)?.[discriminator];
      const fitting = options.filter((option) => literalOf(option, discriminator)?.includes(named));
      return fitting.length > 0 ? fitting : options;
    }
    default:
      return [schema];
  }
}

function literalOf(option: Schema, key: string): readonly unknown[] | undefined {
  const definition = option._zod.def as Definition;
  if (definition.type !== 'object') return undefined;
  const inner = definition.shape[key]?._zod.def as Definition | undefined;
  return inner?.type === 'literal' ? inner.values : undefined;
}
