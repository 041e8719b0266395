import { didYouMean, InputError, type InputPlace } from '../diagnostics/index.js';
import { dateSchema } from './dated-schema.js';
import { type Dated, effective, type Provenance } from './effective.js';
import { rulePacks } from './registry.js';
import type { RulePack, RuleValues } from './rule-pack.js';

/**
 * The rules of a venue on a day.
 * @param date - `YYYY-MM-DD`
 * @throws {@link InputError} for an unknown venue, a day that does not exist, or one before the pack's first
 * @example rulesInForce('szse-chinext', '2025-05-06').limitRates.ordinary // 0.2
 */
export function rulesInForce(venueId: string, date: string): RulePack {
  const pack = rulePacks.find(({ id }) => id === venueId);
  if (pack === undefined) {
    const known = rulePacks.map(({ id }) => id);
    throw new InputError(
      `there is no venue "${venueId}"; expected one of ${known.join(', ')}`,
      {},
      didYouMean(venueId, known),
    );
  }
  checkDate(date);
  if (date < pack.firstDay)
    throw new InputError(
      `the rules of ${venueId} are known from ${pack.firstDay}${pack.opened ? ', when it opened' : ''}, found the day ${date}`,
    );
  const sources: Record<string, Provenance> = {};
  const inForce = (name: string, values: readonly Dated<unknown>[]): unknown => {
    const { value, ...source } = effective(values, date)!;
    // What is older than the pack holds in it since its first day.
    sources[name] = source.from < pack.firstDay ? { ...source, from: pack.firstDay } : source;
    return value;
  };
  const values = {
    ...mapEntries(pack.rules, inForce),
    fees: mapEntries(pack.fees, (name, dated) => inForce(`fees.${name}`, dated)),
  };
  const effectiveFrom = Object.values(sources)
    .map(({ from }) => from)
    .sort()
    .at(-1)!;
  const { id, currency, tick, quantityUnit } = pack;
  const version = `${id}@${effectiveFrom}`;
  return { ...(values as RuleValues), id, version, effectiveFrom, currency, tick, quantityUnit, sources };
}

/** @throws {@link InputError} unless the text is a day that exists; `place` is where it was found */
export function checkDate(date: string, place: InputPlace = {}): void {
  if (!dateSchema.safeParse(date).success)
    throw new InputError(`"${date}" is not a day; expected YYYY-MM-DD, such as 2025-05-06`, place);
}

function mapEntries(
  record: Readonly<Record<string, readonly Dated<unknown>[]>>,
  map: (name: string, values: readonly Dated<unknown>[]) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, values]) => [name, map(name, values)]));
}
