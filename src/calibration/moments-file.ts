import * as z from 'zod';
import { InputError } from '../diagnostics/index.js';
import { schemaProblems, YamlSource } from '../documents/index.js';
import type { Target } from './target.js';

const momentsFile = z.strictObject({
  momentsVersion: z.literal(1),
  stretches: z.int().min(1),
  moments: z.array(z.string()).min(1),
  values: z.array(z.number()),
  covariance: z.array(z.number()),
});

/** A target as the text of a file that {@link readMomentsFile} reads. */
export function momentsText({ stretches, moments, values, covariance }: Target): string {
  return `${JSON.stringify({ momentsVersion: 1, stretches, moments, values, covariance }, null, 1)}\n`;
}

/**
 * Reads the moments that a calibration wants of a file.
 * @throws InputError where it is no such file, or lacks one of them
 */
export function readMomentsFile(file: string, wanted: readonly string[]): Target {
  const source = YamlSource.read(file, 'moments that touchstone calibrate wrote');
  const result = momentsFile.safeParse(source.value);
  if (!result.success) throw schemaProblems(momentsFile, source.value, result.error, source)[0];
  const { moments, values, covariance, stretches } = result.data;
  const count = moments.length;
  if (values.length !== count || covariance.length !== count * count)
    throw new InputError(
      `found ${values.length} values and ${covariance.length} covariances, expected ${count} and ${count * count}`,
      { file },
    );
  const rows = wanted.map((id) => {
    const row = moments.indexOf(id);
    if (row < 0) throw new InputError(`the moment ${id} is not among those of the file`, { file, path: 'moments' });
    return row;
  });
  return {
    moments: wanted,
    values: rows.map((row) => values[row]),
    covariance: rows.flatMap((row) => rows.map((column) => covariance[row * count + column])),
    stretches,
  };
}
