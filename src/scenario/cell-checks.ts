import { InputError, type InputPlace } from '../diagnostics/index.js';
import type { Places, ValuePath } from '../documents/index.js';
import type { Evasion } from '../manipulation/index.js';
import { priceLimits, type RulePack, thresholdsInForce } from '../rules/index.js';
import { formatTimeOfDay, Phase } from '../tape/index.js';
import { checkInitialState } from './initial-state.js';
import { type CheckedMarket, checkMarket, symbolFor } from './market-checks.js';
import { matchOf } from './matched-to.js';
import type { Registries } from './registry-shape.js';
import type { Cell } from './scenario.js';
import { type ParsedScenario, readRules } from './schema.js';

/** Names that results already use for something else. */
const reservedIds = ['accounts', 'background', 'base', 'clean', 'purpose', 'attack'];

/** What the schema cannot see: whether the parts of one market fit its rules and each other. */
export interface CheckedCell extends CheckedMarket {
  /** Symbols of what agents, attacks and look-alikes trade, in their order. */
  readonly agents: readonly string[];
  readonly attacks: readonly string[];
  readonly lookalikes: readonly string[];
  /** Symbols of what is announced about, likewise. */
  readonly news: readonly string[];
  /** Thresholds that the detectors compare with; null where the supervisor of the market has none. */
  readonly thresholds: Cell['surveillance']['rules'];
}

/**
 * Checks the parts of a scenario against the rules in force and against each other.
 * @throws InputError at the first that does not fit
 */
export function checkCell(parsed: ParsedScenario, registries: Registries, places: Places): CheckedCell {
  const market = checkMarket(parsed, places);
  const { window } = parsed.market;
  for (const rules of market.rules) checkMarketWindow(window, rules, places);
  checkIds(parsed, places);
  checkInitialStates(parsed, market, places);
  const attacks = parsed.attacks.map((attack, index) => {
    const owner = ['attacks', index];
    for (const rules of market.rules) checkWindow(attack, window, rules, owner, places);
    checkPractice(attack, registries, owner, places);
    checkSpread(attack, market.dates.length, owner, places);
    const first = symbolFor(parsed, attack as { instrument?: string }, owner, places);
    checkFurther(first, (attack as { alsoIn?: readonly string[] }).alsoIn ?? [], parsed, owner, places);
    return first;
  });
  const agents = parsed.agents.map((agent, index) => {
    const owner = ['agents', index];
    for (const rules of market.rules) checkWindow(agent, window, rules, owner, places);
    return symbolFor(parsed, agent as { instrument?: string }, owner, places);
  });
  const attackIds = parsed.attacks.map((attack) => attack.id);
  const lookalikes = parsed.lookalikes.map((lookalike, index) => {
    const { matchedTo, ...traded } = lookalike as unknown as { matchedTo: string; instrument?: string };
    const owner = ['lookalikes', index];
    for (const rules of market.rules) checkWindow(lookalike, window, rules, owner, places);
    const attack = matchOf(matchedTo, attackIds, registries.practices, places.placeOf([...owner, 'matchedTo']));
    return attack < 0 || traded.instrument !== undefined ? symbolFor(parsed, traded, owner, places) : attacks[attack];
  });
  const news = parsed.news.map((announcement, index) => {
    checkNews(announcement, window, market.dates.length, ['news', index], places);
    return symbolFor(parsed, announcement, ['news', index], places);
  });
  checkDetectors(parsed, places);
  return { ...market, agents, attacks, lookalikes, news, thresholds: thresholdRules(parsed, market.dates, places) };
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

/** Further instruments are there, and each is named once. */
function checkFurther(
  first: string,
  further: readonly string[],
  parsed: ParsedScenario,
  owner: ValuePath,
  places: Places,
): void {
  further.forEach((symbol, index) => {
    symbolFor(parsed, { instrument: symbol }, [...owner, 'alsoIn', index], places);
    if ([first, ...further.slice(0, index)].includes(symbol))
      throw new InputError(
        `found ${symbol} again, expected every instrument once`,
        places.placeOf([...owner, 'alsoIn', index]),
      );
  });
}

function checkNews(
  { day, time }: ParsedScenario['news'][number],
  [start, end]: readonly [number, number],
  days: number,
  owner: ValuePath,
  places: Places,
): void {
  if (day > days)
    throw new InputError(
      `found day ${day} of a market of ${days}, expected a day from 1 to ${days}`,
      places.placeOf([...owner, 'day']),
    );
  if (time < start || time > end)
    throw new InputError(
      `found ${short(time)}, expected a time within the market's window, ${span(start, end)}`,
      places.placeOf([...owner, 'time']),
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
  for (const list of ['agents', 'attacks', 'lookalikes', 'news'] as const)
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

/** A price stands at a limit only where there is one, and there it takes the place of any other book. */
function checkInitialStates(parsed: ParsedScenario, market: CheckedMarket, places: Places): void {
  parsed.market.instruments.forEach(({ status, statusDay = -1, background, ...own }, index) => {
    const initialState = own.initialState ?? parsed.initialState;
    if (initialState === undefined) return;
    const owner = own.initialState === undefined ? [] : ['market', 'instruments', index];
    const previousClose = market.previousCloses[index];
    const limits = priceLimits(market.rules[0], { previousClose, status, statusDay });
    checkInitialState(initialState, limits, places.placeOf([...owner, 'initialState']));
    const book = background?.openingBook ?? parsed.background.openingBook;
    if (book !== undefined)
      throw new InputError(
        `found ${initialState.state} beside the opening book ${book}, expected one of the two`,
        places.placeOf([...owner, 'initialState']),
      );
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
    instrument: _instrument,
    alsoIn: _alsoIn,
    ...parameters
  } = attack as { alsoIn?: unknown; practice: string; instrument?: string; accounts: { count: number } } & {
    id: string;
  };
  const definition = registries.practices.find(({ id }) => id === practice);
  const found = placed(() => definition?.check?.(parameters, accounts.count), places.placeOf(owner));
  if (found !== undefined) throw new InputError(found.problem, places.placeOf([...owner, ...found.path.split('.')]));
}

/** What a practice of somebody's own throws stands where the attack does. */
function placed<T>(act: () => T, place: InputPlace): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.problem, { ...place, ...error.place }, error.hint);
  }
}

/** Totals are divided over no more days than there are. */
function checkSpread(attack: object, days: number, owner: ValuePath, places: Places): void {
  const { sessionSpread = 1 } = (attack as { evasion?: Evasion }).evasion ?? {};
  if (sessionSpread > days)
    throw new InputError(
      `found ${sessionSpread} days in a market of ${days}, expected at most as many`,
      places.placeOf([...owner, 'evasion', 'sessionSpread']),
    );
}

/** The thresholds that the scenario names, or those of the market: on its day, or on each of its days. */
function thresholdRules(parsed: ParsedScenario, dates: readonly string[], places: Places): CheckedCell['thresholds'] {
  const { rules } = parsed.surveillance;
  const { venue } = parsed.market;
  const named = rules === undefined ? { id: venue, date: dates[0] } : readRules(rules)!;
  try {
    thresholdsInForce(named.id, named.date);
    return rules === undefined && dates.length > 1 ? { id: venue } : named;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (rules === undefined) return null;
    throw new InputError(error.problem, places.placeOf(['surveillance', 'rules']), error.hint);
  }
}
