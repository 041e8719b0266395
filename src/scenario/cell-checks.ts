import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Places, ValuePath } from '../documents/index.js';
import { type RuleOverrides, type RulePack, rulesInForce, thresholdsInForce, withOverrides } from '../rules/index.js';
import { formatTimeOfDay, Phase } from '../tape/index.js';
import type { Cell } from './scenario.js';
import { type ParsedScenario, type Registries, readRules } from './schema.js';

/** Names that results already use for something else. */
const reservedIds = ['accounts', 'background', 'base', 'clean', 'purpose', 'attack'];

/** What the schema cannot see: whether the parts of one market fit its rules and each other. */
export interface CheckedMarket {
  readonly rules: RulePack;
  /** Ticks. */
  readonly previousClose: number;
  /** Thresholds that the detectors compare with; null where the supervisor of the market has none. */
  readonly thresholds: Cell['surveillance']['rules'];
}

/**
 * Checks the parts of a scenario against the rules in force and against each other.
 * @throws InputError at the first that does not fit
 */
export function checkCell(parsed: ParsedScenario, registries: Registries, places: Places): CheckedMarket {
  const { market } = parsed;
  const rules = at(['market', 'date'], places, () => rulesInForce(market.venue, market.date));
  const inForce = at(['market', 'rules'], places, () => withOverrides(rules, (market.rules ?? {}) as RuleOverrides));
  checkMarketWindow(market.window, inForce, places);
  checkIds(parsed, places);
  parsed.attacks.forEach((attack, index) => {
    checkWindow(attack, market.window, inForce, ['attacks', index], places);
    checkPractice(attack, registries, ['attacks', index], places);
  });
  parsed.agents.forEach((agent, index) => {
    checkWindow(agent, market.window, inForce, ['agents', index], places);
  });
  const attackIds = parsed.attacks.map((attack) => attack.id);
  parsed.lookalikes.forEach((lookalike, index) => {
    const { matchedTo } = lookalike as unknown as { matchedTo: string };
    if (!attackIds.includes(matchedTo))
      throw new InputError(
        `there is no attack "${matchedTo}", expected ${attackIds.length === 0 ? 'an attack in attacks' : `one of ${attackIds.join(', ')}`}`,
        places.placeOf(['lookalikes', index, 'matchedTo']),
        didYouMean(matchedTo, attackIds),
      );
  });
  checkDetectors(parsed, places);
  return {
    rules: inForce,
    previousClose: previousCloseTicks(parsed, inForce, places),
    thresholds: thresholdRules(parsed, places),
  };
}

/** The previous close in ticks, from its decimal digits; it must lie on the tick. */
function previousCloseTicks(parsed: ParsedScenario, rules: RulePack, places: Places): number {
  const path = ['market', 'instruments', 0, 'previousClose'];
  const text = String(parsed.market.instruments[0].previousClose);
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text);
  const money = match === null ? Number.NaN : Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  if (money > 0 && money % rules.tick === 0) return money / rules.tick;
  throw new InputError(
    `found ${text}, expected a multiple of the tick ${rules.tick / 10_000} ${rules.currency}`,
    places.placeOf(path),
  );
}

function checkMarketWindow([start, end]: readonly [number, number], rules: RulePack, places: Places): void {
  const path = ['market', 'window'];
  const open = rules.phases[0].startNs;
  const close = rules.phases[rules.phases.length - 1].endNs;
  if (start >= end) throw notAWindow(start, end, path, places);
  if (start < open || end > close)
    throw new InputError(
      `found ${span(start, end)}, expected times within the day of ${rules.id}, ${span(open, close)}`,
      places.placeOf(path),
    );
}

/** The `window` of an attack or agent lies in that of the market and reaches into continuous trading. */
function checkWindow(
  parameters: object,
  [marketStart, marketEnd]: readonly [number, number],
  rules: RulePack,
  owner: ValuePath,
  places: Places,
): void {
  const { window } = parameters as { window?: unknown };
  if (!Array.isArray(window) || typeof window[0] !== 'number' || typeof window[1] !== 'number') return;
  const [start, end] = window as [number, number];
  const path = [...owner, 'window'];
  if (start >= end) throw notAWindow(start, end, path, places);
  if (start < marketStart || end > marketEnd)
    throw new InputError(
      `found ${span(start, end)}, expected times within the market's window, ${span(marketStart, marketEnd)}`,
      places.placeOf(path),
    );
  const trading = rules.phases.filter(({ phase }) => phase === Phase.continuous);
  if (!trading.some((phase) => start < phase.endNs && end > phase.startNs))
    throw new InputError(
      `found ${span(start, end)}, in which ${rules.id} has no continuous trading, expected times within ${trading.map(({ startNs, endNs }) => span(startNs, endNs)).join(', ')}`,
      places.placeOf(path),
    );
}

function notAWindow(start: number, end: number, path: ValuePath, places: Places): InputError {
  return new InputError(`found ${span(start, end)}, expected a start before its end`, places.placeOf(path));
}

function span(start: number, end: number): string {
  return `${short(start)}–${short(end)}`;
}

function short(timeNs: number): string {
  return formatTimeOfDay(timeNs).replace(/(?::00)?\.000$/, '');
}

function checkIds(parsed: ParsedScenario, places: Places): void {
  const seen = new Map<string, string>();
  for (const list of ['agents', 'attacks', 'lookalikes'] as const)
    parsed[list].forEach((entry, index) => {
      const { id } = entry as unknown as { id: string };
      const place = places.placeOf([list, index, 'id']);
      if (reservedIds.includes(id))
        throw new InputError(`the id "${id}" has a meaning of its own, expected another`, place);
      const other = seen.get(id);
      if (other !== undefined) throw new InputError(`the id "${id}" is used twice, first in ${other}`, place);
      seen.set(id, list);
    });
}

function checkDetectors(parsed: ParsedScenario, places: Places): void {
  const seen = new Set<string>();
  parsed.surveillance.detectors.forEach((detector, index) => {
    const id = typeof detector === 'string' ? detector : (detector as unknown as { id: string }).id;
    if (seen.has(id))
      throw new InputError(
        `the detector "${id}" is listed twice`,
        places.placeOf(['surveillance', 'detectors', index]),
      );
    seen.add(id);
  });
}

/** Asks a practice whether its parameters go together. */
function checkPractice(attack: object, registries: Registries, owner: ValuePath, places: Places): void {
  const {
    id: _id,
    practice,
    accounts,
    ...parameters
  } = attack as { practice: string; accounts: { count: number } } & {
    id: string;
  };
  const found = registries.practices.find(({ id }) => id === practice)?.check?.(parameters, accounts.count);
  if (found !== undefined) throw new InputError(found.problem, places.placeOf([...owner, ...found.path.split('.')]));
}

/** The thresholds that the scenario names, or those of the market on its day. */
function thresholdRules(parsed: ParsedScenario, places: Places): CheckedMarket['thresholds'] {
  const { rules } = parsed.surveillance;
  const named = rules === undefined ? { id: parsed.market.venue, date: parsed.market.date } : readRules(rules)!;
  try {
    thresholdsInForce(named.id, named.date);
    return named;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (rules === undefined) return null;
    throw new InputError(error.problem, places.placeOf(['surveillance', 'rules']), error.hint);
  }
}

/** Gives an error of another room the place in the file that caused it. */
function at<T>(path: ValuePath, places: Places, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const inner = error.place.path?.split('.') ?? [];
    throw new InputError(error.problem, places.placeOf([...path, ...inner]), error.hint);
  }
}
