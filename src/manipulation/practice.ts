import type { z } from 'zod';
import { InputError } from '../diagnostics/index.js';
import type { Agent, InformationSet } from '../simulation/index.js';
import type { InstrumentHeader, Phase } from '../tape/index.js';
import type { Campaign } from '../truth/index.js';
import type { Evasion, EvasionKnob } from './evasion.js';
import type { InsideKnowledge } from './inside-knowledge.js';
import { silent } from './silent.js';

/**
 * What of an attack happens in a run: nothing, its genuine leg alone, or all of it. The genuine leg has the same
 * accounts, policy, quantities and times in both arms that have it.
 */
type Arm = 'clean' | 'purpose' | 'attack';

/** An agent that carries out a practice and remembers what it did and meant. */
export interface Manipulator extends Agent {
  /** What it did until now; nothing in the clean and the purpose arm, and nothing before its first abusive order. */
  truth(): readonly Campaign[];
}

/** The venue's rules that a manipulator obeys; a rule pack has all of them. Times are ns since midnight. */
export interface OrderRules {
  readonly phases: readonly { readonly phase: Phase; readonly startNs: number; readonly endNs: number }[];
  /** Phases that take orders and refuse cancels. */
  readonly noCancel: readonly Phase[];
  readonly lots: { readonly buy: { readonly step: number }; readonly sell: { readonly step: number } };
  /** Greatest quantity of a limit order; larger ones are split. */
  readonly maximumLimitQuantity: number | null;
  /** What an investor may buy of a risk-warning stock in a day. */
  readonly riskWarningDailyBuy: number | null;
}

/** Where and for whom a practice acts. */
export interface PracticeContext {
  /** The agent's id, `<attack>/<n>`: names its random streams. */
  readonly id: string;
  /** The attack's id in the scenario. */
  readonly attackId: string;
  readonly arm: Arm;
  /** Who controls the accounts; only the truth knows. */
  readonly controller: string;
  /** The accounts under one control. */
  readonly accounts: readonly number[];
  readonly instrument: InstrumentHeader;
  /** Index of the instrument in the tape's header. @defaultValue 0 */
  readonly instrumentIndex?: number;
  /** Index of the day among those of the market. @defaultValue 0 */
  readonly day?: number;
  readonly rules: OrderRules;
  /** @defaultValue nothing */
  readonly inside?: InsideKnowledge;
  /** How it hides, as far as a practice has to know. */
  readonly evasion?: Evasion;
}

/** What every account needs when the day opens. */
export interface Funding {
  /** Money units, integer-valued. */
  readonly cash: number;
  /** Quantity units. */
  readonly holdings: number;
}

/** Parameters that do not go together. */
export interface PracticeProblem {
  /** Key of the attack in the scenario: `purpose`, `accounts.count`. */
  readonly path: string;
  /** What was found and what was expected. */
  readonly problem: string;
}

/** How a practice keeps its sizes below what a test asks for. */
export interface ThresholdHug<Parameters> {
  /** The test: `fd-c`. */
  readonly test: string;
  /**
   * Parameters in place of those that were given, so that what the test measures is expected at a part of its threshold.
   * @param part - above 0, at most 1
   * @param thresholds - of the test, by name: `residualShares`
   */
  solve(
    part: number,
    thresholds: Readonly<Record<string, number>>,
    parameters: Parameters,
    instrument: InstrumentHeader,
  ): Readonly<Record<string, unknown>>;
}

/** What a practice says of the ways to hide; what it does not speak of is done around it. */
export interface EvasionSupport<Parameters> {
  /** Knobs that mean nothing for it, each with the reason. */
  readonly refuses?: Partial<Readonly<Record<EvasionKnob, string>>>;
  /** It has displays that may stay while they are executed. */
  readonly toleratesFills?: boolean;
  readonly thresholdHug?: ThresholdHug<Parameters>;
  /** Keys of its totals, which can be divided over days: `purpose`, `cycles`. */
  readonly totals?: readonly string[];
}

/** A practice as the registry lists it. */
export interface PracticeDefinition<Parameters = unknown> {
  /** Kebab-case: `wash-trading`. */
  readonly id: string;
  readonly summary: string;
  /** Where it is defined: articles of law, rules, papers. */
  readonly source: string;
  /** Keys other than `id`, `practice` and `accounts`, which belong to the scenario. */
  readonly parameters: z.ZodObject;
  /** Parameters that play no part in the purpose arm, so that runs of that arm can be shared. */
  readonly attackOnly: readonly string[];
  /** Whether it has a genuine leg; without one the purpose arm is the clean arm. */
  readonly purposeLeg: boolean;
  /** Whether the tape shows one owner of all the accounts. Without it each has an owner of its own. */
  readonly oneOwner?: boolean;
  /** What it says of the ways to hide, which are keys of every attack. */
  readonly evasion?: EvasionSupport<Parameters>;
  /** What its agent may see of the market. */
  informationSet(parameters: Parameters): InformationSet;
  /** What the schema cannot see. */
  check?(parameters: Parameters, accounts: number): PracticeProblem | undefined;
  /** What the venue or the instrument lacks on the day: a call auction, a price limit. Asked in every arm. */
  checkVenue?(parameters: Parameters, context: PracticeContext): PracticeProblem | undefined;
  /**
   * What each of so many accounts needs so that no order of the practice is refused for lack of cash or holdings, prices
   * being anywhere within the day's limits. The margin is stated where it is computed.
   * @throws {@link InputError} for parameters that do not go together
   */
  funding(parameters: Parameters, instrument: InstrumentHeader, accounts: number): Funding;
  /** @throws {@link InputError} for parameters that do not go together */
  create(parameters: Parameters, context: PracticeContext): Manipulator;
}

/** Checks a definition's types and sees to it that {@link PracticeDefinition.check} is asked; a practice starts here. */
export function definePractice<Schema extends z.ZodObject>(
  definition: Omit<PracticeDefinition<z.output<Schema>>, 'parameters'> & { readonly parameters: Schema },
): PracticeDefinition {
  const checked = (parameters: z.output<Schema>, accounts: number) => {
    const found = definition.check?.(parameters, accounts);
    if (found !== undefined) throw new InputError(found.problem, { path: found.path });
  };
  const whole: PracticeDefinition<z.output<Schema>> = {
    ...definition,
    funding: (parameters, instrument, accounts) => {
      checked(parameters, accounts);
      return definition.funding(parameters, instrument, accounts);
    },
    create: (parameters, context) => {
      checked(parameters, context.accounts.length);
      const lacking = definition.checkVenue?.(parameters, context);
      if (lacking !== undefined)
        throw new InputError(lacking.problem, { path: `attacks.${context.attackId}.${lacking.path}` });
      return context.arm === 'clean' || (context.arm === 'purpose' && !definition.purposeLeg)
        ? silent(context.id)
        : definition.create(parameters, context);
    },
  };
  return whole as unknown as PracticeDefinition;
}
