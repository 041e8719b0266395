import * as z from 'zod';
import { ScenarioError } from '../diagnostics/index.js';
import { schemaProblems, YamlSource } from '../documents/index.js';
import { exp, latinHypercube, log, Streams } from '../random/index.js';

const range = z
  .strictObject({
    from: z.number().describe('least value'),
    to: z.number().describe('greatest value'),
    scale: z.enum(['linear', 'log']).default('linear').describe('even in the value, or in its logarithm'),
    whole: z.boolean().default(false).describe('whole numbers alone, both ends included'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'a number of at least from' })
  .refine(({ from, scale }) => scale === 'linear' || from > 0, {
    path: ['from'],
    error: 'a number above 0 on a log scale',
  });
const choice = z.strictObject({
  oneOf: z
    .array(z.union([z.number(), z.string(), z.boolean()]))
    .min(1)
    .describe('values that are equally likely'),
});

/**
 * A blind pack: what is believed of knobs before anything ran, practice by practice. Detectors are scored on draws from it
 * beside what presets say, so that neither cases nor thresholds have chosen what they are asked to find.
 */
const blindPackSchema = z.strictObject({
  schema: z.literal(1).describe('version of this file format'),
  about: z.string().max(2_000).optional().describe('where the priors come from, for people'),
  practices: z
    .record(
      z.string(),
      z.strictObject({
        fixed: z
          .record(z.string(), z.unknown())
          .default({})
          .describe('knobs that are not drawn, as an attack has them'),
        priors: z.record(z.string(), z.union([range, choice])).describe('by the path of a knob: size.best5Depth'),
      }),
    )
    .describe('by practice'),
});

export type BlindPack = z.output<typeof blindPackSchema>;
type Prior = BlindPack['practices'][string]['priors'][string];

/** Reads a blind pack. @throws ScenarioError with every problem of its form */
export function readBlindPack(file: string): BlindPack {
  const source = YamlSource.read(file, 'a blind pack');
  const read = blindPackSchema.safeParse(source.value);
  if (read.success) return read.data;
  throw new ScenarioError(schemaProblems(blindPackSchema, source.value, read.error, source));
}

/**
 * Knobs of an attack drawn from a pack's priors: a Latin hypercube over all that are drawn, the same for the same seed.
 * @returns as a scenario would write them, one record a draw
 */
export function drawKnobs(
  { practices }: BlindPack,
  practice: string,
  draws: number,
  seed: number,
): Readonly<Record<string, unknown>>[] {
  const { fixed, priors } = practices[practice];
  const points = latinHypercube(new Streams(`blind/${seed}/${practice}`), Object.keys(priors), draws);
  return points.map((point) => {
    const knobs = structuredClone(fixed);
    for (const [path, prior] of Object.entries(priors)) put(knobs, path.split('.'), valueAt(prior, point[path]));
    return knobs;
  });
}

/** The value below which a part of a prior lies; reals with four significant digits, as a person would write them. */
function valueAt(prior: Prior, part: number): number | string | boolean {
  if ('oneOf' in prior) return prior.oneOf[Math.floor(part * prior.oneOf.length)];
  const { from, scale, whole } = prior;
  const to = whole ? prior.to + 1 : prior.to;
  const value = scale === 'linear' ? from + part * (to - from) : exp(log(from) + part * (log(to) - log(from)));
  return whole ? Math.min(prior.to, Math.floor(value)) : Number(value.toPrecision(4));
}

function put(into: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[key] = value;
  else {
    const inner = typeof into[key] === 'object' && into[key] !== null ? (into[key] as Record<string, unknown>) : {};
    into[key] = inner;
    put(inner, rest, value);
  }
}
