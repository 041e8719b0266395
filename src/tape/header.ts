/** Version of the tape's columns and meanings; a reader refuses another one. */
export const TAPE_SCHEMA = 2;

/** What a security is on a day: it decides its price limits and some quantities. */
export const securityStatuses = ['ordinary', 'risk-warning', 'delisting', 'new', 'relisted'] as const;
export type SecurityStatus = (typeof securityStatuses)[number];

/** What is known of an instrument before the day begins. */
export interface InstrumentHeader {
  readonly symbol: string;
  readonly currency: string;
  /** Value of one tick of one unit of quantity, in 1/10,000 of the currency: 100 for a tick of CNY 0.01. */
  readonly moneyPerTick: number;
  /** What one unit of quantity is, for people: `share`. */
  readonly quantityUnit: string;
  readonly status: SecurityStatus;
  /** Trading day since the status began, from 1; −1 when it does not matter or is not known. */
  readonly statusDay: number;
  /** Ticks; −1 when unknown. */
  readonly previousClose: number;
  /** Ticks; −1 when the day has no limit. */
  readonly lowerLimit: number;
  /** Ticks; −1 when the day has no limit. */
  readonly upperLimit: number;
  /** A usual day's volume in quantity units, fixed before the day; −1 when unknown. */
  readonly referenceVolume: number;
  /** Usual quantity on the best five levels of a side (D5), fixed before the day; −1 when unknown. */
  readonly referenceDepth5: { readonly bid: number; readonly ask: number };
  /** Shares in free float; −1 when unknown. */
  readonly floatShares: number;
}

/**
 * The accounts of a day, one entry an account. Owners are visible to a regulator; who *controls* an account is truth
 * and never stands here. `holdings[account * instrumentCount + instrument]` are opening holdings.
 */
export interface AccountTable {
  readonly count: number;
  readonly owner: Int32Array;
  readonly broker: Int32Array;
  /** Opening cash in 1/10,000 of the currency, integer-valued. */
  readonly cash: Float64Array;
  readonly holdings: Int32Array;
}

export interface TapeHeader {
  readonly schema: number;
  /** Where the rows come from: `simulated`, or the id of a history format. */
  readonly source: string;
  readonly venue: string;
  /** Trading day, `YYYY-MM-DD`. */
  readonly date: string;
  /** Id of the rule pack in force, with the date from which it is. */
  readonly rulePack: string;
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
}

/** The table of a source that names no accounts. */
export function noAccounts(): AccountTable {
  return {
    count: 0,
    owner: new Int32Array(0),
    broker: new Int32Array(0),
    cash: new Float64Array(0),
    holdings: new Int32Array(0),
  };
}
