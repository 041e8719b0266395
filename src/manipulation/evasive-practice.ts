import { InputError } from '../diagnostics/index.js';
import type { Latency } from '../simulation/index.js';
import { decoyFunding } from './decoy-trades.js';
import { disguises, type Evasion } from './evasion.js';
import { checkEvasion } from './evasion-checks.js';
import { EvasiveManipulator } from './evasive-manipulator.js';
import type { PracticeDefinition } from './practice.js';
import { checkSpread, shareOfDay } from './session-spread.js';
import { silent } from './silent.js';

/** What an attack may have besides what its practice asks for. */
interface Given {
  readonly evasion?: Evasion;
  readonly latency?: Latency;
}

/**
 * Puts the ways to hide around a practice, the same for all: it refuses those that mean nothing, divides totals over
 * days, plans for delays, funds decoys, and disguises what is sent. An attack without any is the practice as it is.
 */
export function evasive(definition: PracticeDefinition): PracticeDefinition {
  const { id, evasion: support = {} } = definition;
  const { totals = [] } = support;
  const check: PracticeDefinition['check'] = (parameters, accounts) => {
    const { evasion = {} } = parameters as Given;
    return (
      checkEvasion(id, evasion, support) ??
      checkSpread(parameters as object, totals, evasion.sessionSpread ?? 1) ??
      definition.check?.(hesitating(parameters as Given), accounts)
    );
  };
  const expectSound = (parameters: unknown, accounts: number): void => {
    const found = check(parameters, accounts);
    if (found !== undefined) throw new InputError(found.problem, { path: found.path });
  };
  return {
    ...definition,
    check,
    checkVenue: (parameters, context) => definition.checkVenue?.(hesitating(parameters as Given), context),
    funding: (parameters, instrument, accounts) => {
      expectSound(parameters, accounts);
      const { cash, holdings } = definition.funding(hesitating(parameters as Given), instrument, accounts);
      const { decoyTradeRate = 0 } = (parameters as Given).evasion ?? {};
      if (decoyTradeRate === 0) return { cash, holdings };
      const decoys = decoyFunding(instrument);
      return { cash: cash + decoys.cash, holdings: holdings + decoys.holdings };
    },
    create: (parameters, context) => {
      expectSound(parameters, context.accounts.length);
      const { evasion } = parameters as Given;
      if (evasion === undefined) return definition.create(parameters, context);
      const { day = 0, arm } = context;
      const days = evasion.sessionSpread ?? 1;
      const share = shareOfDay(hesitating(parameters as Given), totals, Math.min(day, days - 1), days);
      const manipulator = definition.create(share, { ...context, evasion });
      if (evasion.sessionSpread !== undefined && day >= days) return silent(context.id);
      const quiet = arm === 'clean' || (arm === 'purpose' && !definition.purposeLeg);
      return disguises(evasion) && !quiet
        ? new EvasiveManipulator(manipulator, evasion, context, parameters as Given)
        : manipulator;
    },
  };
}

/** A hand whose messages leave late is one with a slower way to the venue, and plans for the slowest. */
function hesitating(given: Given): Given {
  const { evasion, latency } = given;
  const { timeJitter = 0 } = evasion ?? {};
  if (timeJitter === 0 || latency === undefined) return given;
  return { ...given, latency: { ...latency, order: latency.order + timeJitter } };
}
