import { z } from 'zod';
import { didYouMean, InputError } from '../diagnostics/index.js';
import { datedSchema } from './dated-schema.js';
import type { DatedThresholds, DatedThresholdTest } from './dated-thresholds.js';
import { effective, type Provenance } from './effective.js';
import { checkDate } from './rules-in-force.js';
import { szseChinextThresholds } from './thresholds/szse-chinext.js';

interface ThresholdTest extends Omit<DatedThresholdTest, 'values'> {
  readonly values: Readonly<Record<string, number>>;
  readonly sources: Readonly<Record<string, Provenance>>;
}

/** The tests as they hold on one day, by id. */
export interface DetectorThresholds {
  readonly id: string;
  /** `szse-chinext@2025-07-07`: the id with the first day of this state. */
  readonly version: string;
  readonly tests: Readonly<Record<string, ThresholdTest>>;
}

const packs: readonly DatedThresholds[] = [szseChinextThresholds];
const values = z.record(z.string(), datedSchema(z.number()));

/**
 * What the detectors of a market compare with on a day. Tests that were not in force are left out.
 * @throws {@link InputError} for an unknown pack or a day that does not exist
 */
export function thresholdsInForce(packId: string, date: string): DetectorThresholds {
  const pack = packs.find(({ id }) => id === packId);
  if (pack === undefined) {
    const known = packs.map(({ id }) => id);
    throw new InputError(
      `there are no detector thresholds "${packId}"; expected one of ${known.join(', ')}`,
      {},
      didYouMean(packId, known),
    );
  }
  checkDate(date);
  const tests: Record<string, ThresholdTest> = {};
  let from = '';
  for (const test of pack.tests) {
    const inForce = Object.entries(values.parse(test.values)).map(
      ([name, dated]) => [name, effective(dated, date)] as const,
    );
    if (inForce.some(([, dated]) => dated === undefined)) continue;
    const sources: Record<string, Provenance> = {};
    const numbers: Record<string, number> = {};
    for (const [name, dated] of inForce) {
      const { value, ...source } = dated!;
      numbers[name] = value;
      sources[name] = source;
      if (source.from > from) from = source.from;
    }
    tests[test.id] = { ...test, values: numbers, sources };
  }
  return { id: packId, version: `${packId}@${from === '' ? 'none' : from}`, tests };
}
