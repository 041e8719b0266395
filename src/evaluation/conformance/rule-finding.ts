import type { DetectorThresholds } from '../../rules/index.js';
import type { Scale } from '../../surveillance/index.js';
import type { TapeHeader } from '../../tape/index.js';

/** Where a written rule holds, by an evaluation of the whole tape. */
export interface RuleFinding {
  readonly instrument: number;
  /** `owner 7`, or `account 12` where the owner is not known. */
  readonly investor: string;
  /** 0 buy, 1 sell, −1 both. */
  readonly side: number;
  /** FD-C: when all conditions first held. WS: the investor's first trade with himself. */
  readonly timeNs: number;
}

/** What a rule is evaluated with: the same numbers that the detector was given. */
export interface RuleOptions {
  readonly thresholds: DetectorThresholds;
  /** @defaultValue `absolute` */
  readonly scale?: Scale;
  /** Numbers that the scenario sets instead of those in force, by their names as parameters of the detector. */
  readonly parameters?: Readonly<Record<string, number | undefined>>;
}

/** Who answers for an account under an abnormal-trading rule: its owner, with all accounts he has. */
export function investorBehind(header: TapeHeader, account: number): string {
  const owner = header.accounts.owner[account];
  return owner >= 0 ? `owner ${owner}` : `account ${account}`;
}
