import { InputError } from '../diagnostics/index.js';
import type { FlowModel } from '../model/index.js';
import type { AttackSetup, Cell, Scenario } from '../scenario/index.js';
import type { InstrumentHeader } from '../tape/index.js';
import { type Definitions, practiceOf } from './definitions.js';
import { instrumentHeader, rulesOf } from './instrument-header.js';
import { readModel } from './read-model.js';
import type { AttackSpec } from './run-spec.js';

/** What every account of an attack opens with, and what it would need. */
export interface AttackFunding {
  readonly accounts: number;
  /** Money units and quantity units of every account. */
  readonly cash: number;
  readonly holdings: number;
  readonly neededCash: number;
  readonly neededHoldings: number;
}

/**
 * What every account of an attack has when the first day opens. `auto` is the most that any cell of the sweep needs, so
 * that opening wealth is the same in all cells and tells nothing; of several days, what the first needs for each, since
 * shares that were sold are gone and prices of later days are not known.
 * @throws InputError for an attack that cannot have what it needs
 */
export function fundAttacks(scenario: Scenario, definitions: Definitions): ReadonlyMap<string, AttackFunding> {
  const funding = new Map<string, AttackFunding>();
  for (const { cell, headers } of cellsWithHeaders(scenario))
    for (const attack of allAttacks(cell)) {
      const own = fundingOf(attack, cell, headers, scenario, definitions);
      const other = funding.get(attack.id) ?? own;
      const greatest: Record<string, number> = {};
      for (const key of Object.keys(own) as (keyof AttackFunding)[]) greatest[key] = Math.max(own[key], other[key]);
      funding.set(attack.id, greatest as unknown as AttackFunding);
    }
  return funding;
}

/** The cells of a scenario, each with its instruments as they are on the first day, by symbol. */
export function* cellsWithHeaders(
  scenario: Scenario,
): Generator<{ cell: Cell; headers: ReadonlyMap<string, InstrumentHeader> }> {
  const models = new Map<string, FlowModel>();
  for (const cell of scenario.cells) {
    const { dates, instruments } = cell.market;
    const rules = rulesOf(cell.market, dates[0]);
    const headers = new Map(
      instruments.map((one) => {
        const { digest, path, name } = one.background.model;
        const model = models.get(digest) ?? readModel(path, name);
        models.set(digest, model);
        return [one.symbol, instrumentHeader(rules, one, model)] as const;
      }),
    );
    yield { cell, headers };
  }
}

/** The attacks of a cell, of all draws where they are drawn. */
function allAttacks({ attacks, draws }: Cell): readonly AttackSetup[] {
  return draws === undefined ? attacks : draws.flat();
}

/** Symbols of the instruments in which an attack acts. */
export function instrumentsOf({ instrument, alsoIn = [] }: Pick<AttackSpec, 'instrument' | 'alsoIn'>): string[] {
  return [instrument, ...alsoIn];
}

function fundingOf(
  attack: AttackSetup,
  { market: { dates, instruments } }: Cell,
  headers: ReadonlyMap<string, InstrumentHeader>,
  scenario: Scenario,
  definitions: Definitions,
): AttackFunding {
  const { count, cash, holdings } = attack.accounts;
  const refuse = (path: string, problem: string): never => {
    throw new InputError(problem, scenario.placeOf(`attacks.${attack.id}.${path}`));
  };
  const needs = instrumentsOf(attack).map((symbol) => {
    const { active } = instruments.find((one) => one.symbol === symbol)!.accounts;
    if (count > active)
      refuse(
        'accounts.count',
        `found ${count} accounts under one control, expected at most the ${active} of all others`,
      );
    return named(scenario, attack, () =>
      practiceOf(attack, definitions).funding(attack.parameters, headers.get(symbol)!, count),
    );
  });
  // The accounts pay for all instruments from one purse, and hold as much of each.
  const neededCash = needs.reduce((sum, one) => sum + one.cash, 0) * dates.length;
  const neededHoldings = Math.max(...needs.map((one) => one.holdings)) * dates.length;
  const own = {
    accounts: count,
    cash: cash === 'auto' ? neededCash : Math.floor(cash / count),
    holdings: holdings === 'auto' ? neededHoldings : Math.floor(holdings / count),
    neededCash,
    neededHoldings,
  };
  for (const symbol of instrumentsOf(attack)) {
    const float = headers.get(symbol)!.floatShares;
    const held = own.holdings * count;
    if (float < 0 || held <= float) continue;
    refuse(
      'accounts.holdings',
      `found ${held} shares of ${symbol} that its accounts ${holdings === 'auto' ? 'need' : 'hold'}, expected at most the ${float} in free float`,
    );
  }
  return own;
}

/** Gives a problem of a practice the attack that has it. */
function named<T>(scenario: Scenario, attack: AttackSetup, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const path = ['attacks', attack.id, error.place.path].filter((part) => part !== undefined).join('.');
    throw new InputError(error.problem, scenario.placeOf(path), error.hint);
  }
}
