import { InputError } from '../../diagnostics/index.js';
import { priceLimits, type RuleOverrides, type RulePack, rulesInForce, withOverrides } from '../../rules/index.js';
import { type InstrumentHeader, UNKNOWN } from '../../tape/index.js';
import { shiftedDecimal } from './exact-decimal.js';
import type { MapFile } from './map-file.js';

/** Money is 1/10,000 of the currency. */
const MONEY = 4;
const MAXIMUM = 2_147_483_647;

/** The rules of the map's venue on its day, with what the map replaces; undefined where it names no venue. */
export function rulesOfMap({ map, placeOf }: MapFile): RulePack | undefined {
  const { venue, date, rules } = map.market;
  if (venue === undefined) return undefined;
  const inForce = placed(() => rulesInForce(venue, date), placeOf(['market', 'venue']));
  return placed(() => withOverrides(inForce, (rules ?? {}) as RuleOverrides), placeOf(['market', 'rules']));
}

/** What the map says of each instrument that was asked for; limits follow from the previous close unless they are given. */
export function instrumentHeaders(file: MapFile, rules: RulePack | undefined, symbol?: string): InstrumentHeader[] {
  return file.map.instruments
    .map((instrument, index) => ({ instrument, index }))
    .filter(({ instrument }) => symbol === undefined || instrument.symbol === symbol)
    .map(({ instrument: given, index }) => {
      const at = (key: string) => file.placeOf(['instruments', index, key]);
      const moneyPerTick = given.tick === undefined ? rules!.tick : wholeMoney(given.tick, at('tick'));
      const ticks = (key: 'previousClose' | 'lowerLimit' | 'upperLimit') =>
        inTicks(given[key] ?? undefined, moneyPerTick, at(key));
      const { status, statusDay = UNKNOWN } = given;
      if (status === 'new' && statusDay === UNKNOWN)
        throw new InputError(
          'found a new security without its statusDay, expected the trading day from 1',
          at('status'),
        );
      const previousClose = ticks('previousClose');
      const none = { lower: UNKNOWN, upper: UNKNOWN };
      const limits = rules === undefined ? none : priceLimits(rules, { previousClose, status, statusDay });
      return {
        symbol: given.symbol,
        currency: given.currency ?? rules!.currency,
        moneyPerTick,
        quantityUnit: given.quantityUnit ?? rules?.quantityUnit ?? 'share',
        status,
        statusDay,
        previousClose,
        lowerLimit: given.lowerLimit === undefined ? limits.lower : ticks('lowerLimit'),
        upperLimit: given.upperLimit === undefined ? limits.upper : ticks('upperLimit'),
        referenceVolume: given.referenceVolume ?? UNKNOWN,
        referenceDepth5: given.referenceDepth5 ?? { bid: UNKNOWN, ask: UNKNOWN },
        floatShares: given.floatShares ?? UNKNOWN,
      };
    });
}

type Place = ReturnType<MapFile['placeOf']>;

function wholeMoney(value: number, place: Place): number {
  const money = shiftedDecimal(String(value), MONEY);
  if (money === undefined || money < 1 || money > MAXIMUM)
    throw new InputError(`found ${value}, expected a multiple of 0.0001 of the currency`, place);
  return money;
}

function inTicks(value: number | undefined, moneyPerTick: number, place: Place): number {
  if (value === undefined) return UNKNOWN;
  const money = wholeMoney(value, place);
  if (money % moneyPerTick !== 0)
    throw new InputError(`found ${value}, expected a price on the tick of ${moneyPerTick / 10_000}`, place);
  return money / moneyPerTick;
}

/** An error of the rules, with its place in the map. */
function placed<T>(read: () => T, place: Place): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const path = [place.path, error.place.path].filter((part) => part !== undefined).join('.');
    throw new InputError(error.problem, { ...place, path }, error.hint);
  }
}
