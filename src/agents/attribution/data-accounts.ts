import type { AccountClasses } from '../../model/index.js';
import { exp, log, type Stream } from '../../random/index.js';
import { drawAccounts } from './drawn-accounts.js';
import type { FlowProfile } from './flow-profile.js';

/** Buckets of a quantity: the logarithm of its lots in steps of log 2, the last without an end. */
const SIZE_BUCKETS = 16;
const LOG_2 = Math.LN2;

/** An account can send at least this many orders of a size that it seldom exceeds. */
const FLOOR_ORDERS = 4;

/** Who is who in a population that is drawn from fitted classes: accounts stand class by class. */
export interface DataAccounts {
  readonly buys: Float64Array;
  /** First account of each class, and behind the last one. */
  readonly classStarts: Int32Array;
  /** Cumulative rates of orders over the accounts of all classes, one row for each of {@link orderRow}. */
  readonly cumulative: readonly Float64Array[];
  /** Probability that an order of a class has a round quantity. */
  readonly roundShares: readonly number[];
  readonly expectedQuantity: Float64Array;
  readonly floor: Float64Array;
}

/** Row of an order by what it is and how large. */
export function orderRow(marketable: boolean, lots: number): number {
  const bucket = Math.floor(log(Math.max(1, lots)) / LOG_2);
  return (marketable ? SIZE_BUCKETS : 0) + Math.min(SIZE_BUCKETS - 1, bucket);
}

/** Draws accounts and tabulates how often each of them sends what. */
export function dataAccounts(
  profile: FlowProfile,
  classes: AccountClasses,
  active: number,
  stream: Stream,
): DataAccounts {
  const drawn = drawAccounts(classes, active, stream);
  const order = Int32Array.from(drawn.klass.keys()).sort((a, b) => drawn.klass[a] - drawn.klass[b] || a - b);
  const classStarts = new Int32Array(classes.classes.length + 1);
  for (const klass of drawn.klass) classStarts[klass + 1]++;
  for (let c = 0; c < classes.classes.length; c++) classStarts[c + 1] += classStarts[c];
  const cumulative = Array.from({ length: 2 * SIZE_BUCKETS }, () => new Float64Array(active));
  const sent = new Float64Array(active);
  const floor = new Float64Array(active);
  let sum = 0;
  order.forEach((from, account) => {
    const { rate, marketable, sizeMean, sizeSpread } = drawn;
    const [mean, spread] = [sizeMean[from], sizeSpread[from]];
    const masses = bucketMasses(mean, spread);
    for (let bucket = 0; bucket < SIZE_BUCKETS; bucket++) {
      const before = (row: number) => (account === 0 ? 0 : cumulative[row][account - 1]);
      const mass = rate[from] * masses[bucket];
      cumulative[bucket][account] = before(bucket) + mass * (1 - marketable[from]);
      const row = SIZE_BUCKETS + bucket;
      cumulative[row][account] = before(row) + mass * marketable[from];
    }
    sent[account] = rate[from] * exp(mean + (spread * spread) / 2);
    sum += sent[account];
    floor[account] = Math.min(profile.maximumQuantity, exp(mean + 3 * spread) * profile.lot) * FLOOR_ORDERS;
  });
  const total = profile.sample.reduce((whole, { quantity, weight }) => whole + (quantity * weight) / 2, 0);
  return {
    buys: Float64Array.from(order, (from) => drawn.buys[from]),
    classStarts,
    cumulative,
    roundShares: classes.classes.map(({ counted }) => counted.roundShare?.mean.value ?? 0.5),
    expectedQuantity: sent.map((quantity) => (quantity / sum) * total),
    floor,
  };
}

/** Probabilities of the buckets under a normal law of the log quantity, by its density in their middles. */
function bucketMasses(mean: number, spread: number): Float64Array {
  // No narrower than a bucket is wide, so that what lies beside an account's sizes is unlikely and not impossible.
  const width = Math.max(spread, LOG_2 / 2);
  const masses = Float64Array.from({ length: SIZE_BUCKETS }, (_, bucket) => {
    const z = ((bucket + 0.5) * LOG_2 - mean) / width;
    return exp(Math.max(-50, (-z * z) / 2));
  });
  const sum = masses.reduce((whole, mass) => whole + mass, 0);
  return masses.map((mass) => mass / sum);
}
