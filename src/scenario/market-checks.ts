import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Places, ValuePath } from '../documents/index.js';
import { nextWeekday, type RuleOverrides, type RulePack, rulesInForce, withOverrides } from '../rules/index.js';
import { placed } from './placed-error.js';
import type { ParsedScenario } from './schema.js';

/** What of a market the schema cannot see. */
export interface CheckedMarket {
  /** Trading days, ascending. */
  readonly dates: readonly string[];
  /** Rules in force on each of them, with what the scenario replaces. */
  readonly rules: readonly RulePack[];
  /** By instrument, ticks. */
  readonly previousCloses: readonly number[];
}

/** @throws InputError for days or prices that cannot be, rules that are not known, or a symbol that is there twice */
export function checkMarket({ market }: ParsedScenario, places: Places): CheckedMarket {
  const dates = tradingDates(market, places);
  const rules = dates.map((date, day) => {
    const from = market.dates === undefined ? ['market', 'date'] : ['market', 'dates', day];
    const pack = placed(from, places, () => rulesInForce(market.venue, date));
    return placed(['market', 'rules'], places, () => withOverrides(pack, (market.rules ?? {}) as RuleOverrides));
  });
  const previousCloses = market.instruments.map(({ symbol, previousClose }, index) => {
    if (market.instruments.findIndex((other) => other.symbol === symbol) < index)
      throw new InputError(
        `the symbol "${symbol}" is listed twice`,
        places.placeOf(['market', 'instruments', index, 'symbol']),
      );
    return ticksOf(previousClose, rules[0], ['market', 'instruments', index, 'previousClose'], places);
  });
  return { dates, rules, previousCloses };
}

/**
 * The symbol of what an agent or attack trades: the one it names, or the only one there is.
 * @param owner - where it stands
 */
export function symbolFor(
  { market }: ParsedScenario,
  { instrument }: { readonly instrument?: string },
  owner: ValuePath,
  places: Places,
): string {
  const symbols = market.instruments.map(({ symbol }) => symbol);
  const path = [...owner, 'instrument'];
  if (instrument === undefined) {
    if (symbols.length === 1) return symbols[0];
    throw new InputError(
      `is missing where there are ${symbols.length} instruments, expected one of ${symbols.join(', ')}`,
      places.placeOf(path),
    );
  }
  if (symbols.includes(instrument)) return instrument;
  throw new InputError(
    `there is no instrument "${instrument}", expected one of ${symbols.join(', ')}`,
    places.placeOf(path),
    didYouMean(instrument, symbols),
  );
}

function tradingDates({ date, days = 1, dates }: ParsedScenario['market'], places: Places): readonly string[] {
  if (dates === undefined) {
    const following = [date!];
    while (following.length < days) following.push(nextWeekday(following[following.length - 1]));
    return following;
  }
  dates.forEach((day, index) => {
    if (index > 0 && day <= dates[index - 1])
      throw new InputError(
        `found ${day} behind ${dates[index - 1]}, expected days in order of time`,
        places.placeOf(['market', 'dates', index]),
      );
  });
  return dates;
}

/** A price in ticks, from its decimal digits; it must lie on the tick. */
function ticksOf(price: number, rules: RulePack, path: ValuePath, places: Places): number {
  const text = String(price);
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text);
  const money = match === null ? Number.NaN : Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  if (money > 0 && money % rules.tick === 0) return money / rules.tick;
  throw new InputError(
    `found ${text}, expected a multiple of the tick ${rules.tick / 10_000} ${rules.currency}`,
    places.placeOf(path),
  );
}
