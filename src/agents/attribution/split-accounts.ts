import { exp, integerBelow, log, type Stream } from '../../random/index.js';
import { drawAccountWeight, shareOut } from './account-weights.js';
import type { FlowProfile } from './flow-profile.js';
import { ClassPosterior, investorClasses } from './investor-classes.js';

/** The busiest accounts that the dial speaks of. */
export const TOP = 5;

/** No other account is expected to trade more than this part of what each of the busiest five does. */
const BELOW_TOP = 0.8;

/** An account can send at least this many orders of its class's larger size. */
const FLOOR_ORDERS = 4;

/** Who is who in a population that splits its orders. */
export interface SplitAccounts {
  readonly topFiveShare: number;
  /** The five busiest. */
  readonly top: Int32Array;
  /** Accounts of each investor class, without the five, and their cumulative shares of the class's orders. */
  readonly members: readonly Int32Array[];
  readonly cumulative: readonly Float64Array[];
  /** Share of each class in the number of orders of all classes. */
  readonly orderShares: readonly number[];
  /** Quantity that each account is expected to offer, and to bid for, in a day. */
  readonly expectedQuantity: Float64Array;
  /** Quantity that each account can trade at least. */
  readonly floor: Float64Array;
}

/** Divides accounts among investor classes and decides how often each of them trades. */
export function splitAccounts(
  profile: FlowProfile,
  active: number,
  topFiveShare: number,
  stream: Stream,
): SplitAccounts {
  const largest = (BELOW_TOP * topFiveShare) / TOP;
  const { shares, orderShares, total } = classShares(profile, 1 - topFiveShare);
  const counts = classCounts(shares, largest, active - TOP);
  const numbers = shuffled(active, stream);
  const expectedQuantity = new Float64Array(active);
  const floor = new Float64Array(active);
  const top = numbers.slice(0, TOP);
  for (const account of top) {
    expectedQuantity[account] = (topFiveShare / TOP) * total;
    floor[account] = profile.maximumQuantity * FLOOR_ORDERS;
  }
  let next = TOP;
  const cumulative: Float64Array[] = [];
  const members = investorClasses.map((investors, klass) => {
    const accounts = numbers.slice(next, next + counts[klass]);
    next += counts[klass];
    const weights = Float64Array.from(accounts, () => drawAccountWeight(stream));
    shareOut(weights, Math.max(largest / shares[klass], 1 / counts[klass]));
    const largerOrder = exp(log(investors.meanValue) + investors.sigma) / profile.price;
    const smallest = investors.id === 'institution' ? profile.maximumQuantity : largerOrder;
    accounts.forEach((account, i) => {
      expectedQuantity[account] = weights[i] * shares[klass] * total;
      floor[account] = smallest * FLOOR_ORDERS;
    });
    for (let i = 1; i < weights.length; i++) weights[i] += weights[i - 1];
    cumulative.push(weights);
    return accounts;
  });
  return { topFiveShare, top, members, cumulative, orderShares, expectedQuantity, floor };
}

/** Each class's share of the quantity ordered, out of `whole`, that of all orders, and the quantity of one side altogether. */
function classShares(profile: FlowProfile, whole: number): { shares: number[]; orderShares: number[]; total: number } {
  const posterior = new ClassPosterior();
  const quantities = investorClasses.map(() => 0);
  const orders = investorClasses.map(() => 0);
  let allOrders = 0;
  let total = 0;
  for (const { quantity, marketable, weight } of profile.sample) {
    allOrders += weight;
    total += (quantity * weight) / 2;
    const value = quantity * profile.price;
    investorClasses.forEach((_, klass) => {
      const probability = posterior.probability(klass, value, marketable);
      quantities[klass] += (probability * quantity * weight) / 2;
      orders[klass] += probability * weight;
    });
  }
  return {
    shares: quantities.map((quantity) => (whole * quantity) / total),
    orderShares: orders.map((count) => count / allOrders),
    total,
  };
}

/** Accounts of each class: its usual share, or as many as are needed for none to outdo the five busiest. */
function classCounts(shares: readonly number[], largest: number, accounts: number): number[] {
  const counts = investorClasses.map((investors, klass) =>
    Math.max(Math.ceil(shares[klass] / largest), Math.round(investors.accounts * accounts)),
  );
  // Retail takes what is left: by the bounds that the population asks for, more than its own least number.
  counts[0] = accounts - counts.slice(1).reduce((sum, count) => sum + count, 0);
  return counts;
}

/** The numbers 0 … n−1 in random order (Fisher and Yates). */
function shuffled(n: number, stream: Stream): Int32Array {
  const numbers = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = integerBelow(stream, i + 1);
    const swapped = numbers[i];
    numbers[i] = numbers[j];
    numbers[j] = swapped;
  }
  return numbers;
}
