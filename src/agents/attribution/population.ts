import { InputError } from '../../diagnostics/index.js';
import type { AccountClasses, FlowModel, OrderSplittings } from '../../model/index.js';
import { discrete, integerBelow, type Stream, type Streams } from '../../random/index.js';
import type { AccountTable, InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import { ConcentratedAttribution } from './concentrated-attribution.js';
import { dataAccounts } from './data-accounts.js';
import { DataAttribution } from './data-attribution.js';
import { type FlowProfile, flowProfile } from './flow-profile.js';
import { investorClasses } from './investor-classes.js';
import { PerOrderAttribution } from './per-order-attribution.js';
import { type SplitAccounts, splitAccounts } from './split-accounts.js';
import { SplitAttribution } from './split-attribution.js';

export interface PopulationOptions {
  /**
   * How anonymous orders get accounts: a population drawn from the classes that the model found in the data, one that
   * splits its orders, or one of the two bounds.
   */
  readonly attribution: 'data' | 'split' | 'per-order' | 'concentrated';
  /** Accounts that trade; the bounds do not heed it. */
  readonly active: number;
  /**
   * Share of the volume that the five busiest have together; only `split` heeds it. Where single orders are large, chance
   * alone gives five accounts a few hundredths, below which no dial reaches.
   */
  readonly topFiveShare: number;
  readonly model: FlowModel;
  /** Draws who is who; the same population for the same stream. */
  readonly stream: Stream;
  readonly instrument: InstrumentHeader;
  /** Index of the instrument: names the random stream of who sends which order. @defaultValue 0 */
  readonly number?: number;
}

/** The accounts of the background flow of one instrument, counted from 0, and who of them sends which order. */
export interface Population {
  readonly accounts: AccountTable;
  /** The class of every account, where the population tells investors apart. */
  readonly classes?: readonly string[];
  /** @param firstAccount - number of the first of them in the market's table; 0 unless given */
  attribution(streams: Streams, firstAccount?: number): OrderAttribution;
}

/** Fewest accounts of a population that splits its orders. */
const LEAST_ACTIVE = 100;

/** Least share of the five busiest, times the number of accounts; 5 when all are alike. */
const LEAST_CONCENTRATION = 8;

/** Accounts of the bound `concentrated`. */
const FEW = 20;

/** Most accounts of the bound `per-order`; they come round again when there are more orders. */
const MANY = 250_000;

/** Opening cash and holdings cover this many times what an account is expected to order in a day. */
const COVER = 2;

/** Brokers, the n-th with a share of accounts in proportion to 1/n. */
const BROKERS = 100;

/**
 * Builds the accounts behind the background flow, with opening cash and holdings from the model's usual prices and
 * quantities. They need not add up to the float: who does not trade today is not among them.
 */
export function buildPopulation(options: PopulationOptions): Population {
  const profile = flowProfile(options.model, options.instrument);
  const { attribution } = options;
  return attribution === 'data'
    ? drawnPopulation(profile, options)
    : populationOf(profile, { ...options, attribution });
}

/** Accounts drawn from the classes of the model's data. */
function drawnPopulation(profile: FlowProfile, options: PopulationOptions): Population {
  const { instrument, stream, active, number = 0 } = options;
  const classes = classesOf(options.model);
  const accounts = dataAccounts(profile, classes, active, stream);
  return {
    accounts: fund(accounts.expectedQuantity, accounts.floor, profile, instrument, stream),
    attribution: (streams, firstAccount = 0) => {
      const own = streams.stream(`accounts/${number}/attribution`);
      return new DataAttribution(accounts, classes, profile.lot, instrument, own, firstAccount);
    },
  };
}

function classesOf({ file: { accounts, name } }: FlowModel): AccountClasses {
  if (accounts !== undefined) return accounts;
  throw new InputError(
    `attribution "data" was found, but the model ${name} has no classes of accounts: expected split, per-order, concentrated, or a model that has them`,
    { path: 'accounts.attribution' },
    'touchstone fit … --accounts finds them in data that name accounts',
  );
}

/** The same from a profile of the flow, without data on accounts. */
export function populationOf(
  profile: FlowProfile,
  options: Omit<PopulationOptions, 'model' | 'attribution'> & {
    readonly attribution: Exclude<PopulationOptions['attribution'], 'data'>;
  },
): Population {
  const { instrument, stream, number = 0 } = options;
  const name = `accounts/${number}/attribution`;
  if (options.attribution === 'split') return splitPopulation(profile, options);
  const orders = profile.sample.reduce((sum, entry) => sum + entry.orders * entry.weight, 0);
  const quantity = profile.sample.reduce((sum, entry) => sum + (entry.weight * entry.quantity) / 2, 0);
  const count = options.attribution === 'concentrated' ? FEW : Math.min(MANY, Math.ceil(orders * 1.2));
  const expected = new Float64Array(count).fill(quantity / count);
  const floor = new Float64Array(count).fill(profile.maximumQuantity);
  return {
    accounts: fund(expected, floor, profile, instrument, stream),
    attribution: (streams, firstAccount = 0) =>
      options.attribution === 'concentrated'
        ? new ConcentratedAttribution(count, instrument, streams.stream(name), firstAccount)
        : new PerOrderAttribution(count, instrument, firstAccount),
  };
}

/** A population that splits its orders, and who of it sends which of them. */
export interface SplitPopulation extends Population {
  attribution(streams: Streams, firstAccount?: number): SplitAttribution;
}

export function splitPopulation(
  profile: FlowProfile,
  options: Pick<PopulationOptions, 'active' | 'topFiveShare' | 'instrument' | 'stream' | 'number'>,
): SplitPopulation {
  const { active, topFiveShare, instrument, stream, number = 0 } = options;
  checkDial(active, topFiveShare);
  const splittings = splittingsOf(profile);
  const accounts = splitAccounts(profile, active, topFiveShare, stream);
  return {
    classes: investorsOf(accounts, active),
    accounts: fund(accounts.expectedQuantity, accounts.floor, profile, instrument, stream),
    attribution: (streams, firstAccount = 0) => {
      const own = streams.stream(`accounts/${number}/attribution`);
      const links = streams.stream(`accounts/${number}/resubmissions`);
      return new SplitAttribution(accounts, profile, splittings, instrument, own, links, firstAccount);
    },
  };
}

function splittingsOf({ splittings }: FlowProfile): OrderSplittings {
  if (splittings !== undefined) return splittings;
  throw new InputError(
    'attribution "split" was found, but the model does not say how traders split their orders: expected per-order, concentrated, or a model that does',
    { path: 'accounts.attribution' },
    'touchstone fit finds it, for models of every kind',
  );
}

/** The class of every account of a population that splits its orders; the busiest five are a class of their own. */
function investorsOf({ members }: SplitAccounts, active: number): string[] {
  const classes = new Array<string>(active).fill('busiest');
  members.forEach((accounts, klass) => {
    for (const account of accounts) classes[account] = investorClasses[klass].id;
  });
  return classes;
}

/** Five accounts of a hundred cannot have less than a twentieth, and being busier than others means having more. */
function checkDial(active: number, topFiveShare: number): void {
  if (active < LEAST_ACTIVE)
    throw new InputError(`${active} accounts were found, expected at least ${LEAST_ACTIVE}`, {
      path: 'accounts.active',
    });
  const least = LEAST_CONCENTRATION / active;
  if (topFiveShare < least)
    throw new InputError(
      `topFiveShare ${topFiveShare} was found, but the five busiest of ${active} accounts have more: expected at least ${least}`,
      { path: 'accounts.topFiveShare' },
    );
}

/** Opening cash and holdings by what is expected of each account, and owners and brokers. */
function fund(
  expectedQuantity: Float64Array,
  floor: Float64Array,
  profile: FlowProfile,
  instrument: InstrumentHeader,
  stream: Stream,
): AccountTable {
  const count = expectedQuantity.length;
  const owner = new Int32Array(count);
  const broker = new Int32Array(count);
  const cash = new Float64Array(count);
  const holdings = new Int32Array(count);
  const brokers = new Float64Array(BROKERS);
  for (let n = 1; n <= BROKERS; n++) brokers[n - 1] = (n === 1 ? 0 : brokers[n - 2]) + 1 / n;
  // A buy without a limit freezes cash up to the highest price of the day.
  const dearest = Math.max(instrument.upperLimit, Math.ceil(profile.priceTicks * 1.1)) * instrument.moneyPerTick;
  let owners = 0;
  for (let account = 0; account < count; account++) {
    const lots = Math.ceil((COVER * expectedQuantity[account] + floor[account]) / profile.lot);
    holdings[account] = lots * profile.lot;
    cash[account] = lots * profile.lot * dearest;
    // One account in thirty-three is the second one of the owner before.
    owner[account] = account > 0 && integerBelow(stream, 33) === 0 ? owners - 1 : owners++;
    broker[account] = discrete(stream, brokers);
  }
  return { count, owner, broker, cash, holdings };
}
