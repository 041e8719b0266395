import { exp, log } from '../../random/index.js';

/** Investors who trade alike, told apart by the value of their orders. */
export interface InvestorClass {
  readonly id: string;
  /** Share of the accounts that are active in a day. */
  readonly accounts: number;
  /** Mean value of an order, in units of the currency, and the spread of its logarithm. */
  readonly meanValue: number;
  readonly sigma: number;
  /** Share of all orders that rest, and of all that execute at once. */
  readonly restingOrders: number;
  readonly marketableOrders: number;
  /** Trades on both sides at a time. */
  readonly twoSided: boolean;
}

/**
 * Classes of a Shenzhen stock. Turnover by class and mean trade values follow one table of exchange statistics of
 * 2016–17 (small retail about half of turnover in trades near CNY 9,000, large households a third at CNY
 * 110,000–150,000, institutions 14–18 % at CNY 165,000–195,000), read at second hand: a prior, not a measurement. Shares
 * of orders are turnover over mean value. The share of quoting accounts is an assumption.
 */
export const investorClasses: readonly InvestorClass[] = [
  {
    id: 'retail',
    accounts: 0.88,
    meanValue: 9_000,
    sigma: 1.1,
    restingOrders: 0.905,
    marketableOrders: 0.935,
    twoSided: false,
  },
  {
    id: 'household',
    accounts: 0.1,
    meanValue: 130_000,
    sigma: 1,
    restingOrders: 0.045,
    marketableOrders: 0.045,
    twoSided: false,
  },
  {
    id: 'institution',
    accounts: 0.017,
    meanValue: 180_000,
    sigma: 1,
    restingOrders: 0.02,
    marketableOrders: 0.015,
    twoSided: false,
  },
  {
    id: 'quoter',
    accounts: 0.003,
    meanValue: 60_000,
    sigma: 0.8,
    restingOrders: 0.03,
    marketableOrders: 0.005,
    twoSided: true,
  },
];

/** Buckets of an order's value: the logarithm from {@link LOWEST} in steps of {@link STEP}. */
const BUCKETS = 64;
const LOWEST = 4;
const STEP = 0.25;

/** Bucket of a value in units of the currency. */
function bucketOf(value: number): number {
  const bucket = Math.floor((log(value) - LOWEST) / STEP);
  return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket;
}

/** Which class an order belongs to, given its value: Bayes' rule over {@link investorClasses}, tabulated by value. */
export class ClassPosterior {
  /** Cumulative probabilities, [marketable][bucket][class]. */
  private readonly cumulative = new Float64Array(2 * BUCKETS * investorClasses.length);

  constructor() {
    for (let marketable = 0; marketable < 2; marketable++)
      for (let bucket = 0; bucket < BUCKETS; bucket++) this.tabulate(marketable, bucket);
  }

  /** The class that belongs to a uniform number u in [0, 1). */
  classOf(value: number, marketable: boolean, u: number): number {
    const at = ((marketable ? BUCKETS : 0) + bucketOf(value)) * investorClasses.length;
    let klass = 0;
    while (klass < investorClasses.length - 1 && this.cumulative[at + klass] <= u) klass++;
    return klass;
  }

  /** Probability of a class. */
  probability(klass: number, value: number, marketable: boolean): number {
    const at = ((marketable ? BUCKETS : 0) + bucketOf(value)) * investorClasses.length + klass;
    return this.cumulative[at] - (klass === 0 ? 0 : this.cumulative[at - 1]);
  }

  private tabulate(marketable: number, bucket: number): void {
    const logValue = LOWEST + (bucket + 0.5) * STEP;
    // Log-densities, the largest taken out before exponentials are: far from all classes every density underflows.
    const weights = investorClasses.map((klass) => {
      const prior = marketable === 1 ? klass.marketableOrders : klass.restingOrders;
      const z = (logValue - log(klass.meanValue) + (klass.sigma * klass.sigma) / 2) / klass.sigma;
      return log(prior / klass.sigma) - (z * z) / 2;
    });
    const largest = Math.max(...weights);
    const total = weights.reduce((sum, weight) => sum + exp(weight - largest), 0);
    let sum = 0;
    const at = (marketable * BUCKETS + bucket) * investorClasses.length;
    weights.forEach((weight, klass) => {
      sum += exp(weight - largest) / total;
      this.cumulative[at + klass] = sum;
    });
  }
}
