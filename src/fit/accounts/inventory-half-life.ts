import { log } from '../../random/elementary.js';
import { SECOND } from '../../tape/index.js';
import { type Measured, notMeasured } from './median-life.js';

/** Executions below which a position is not followed. */
const FEWEST = 8;

/**
 * Log of the half-life of the position that an account has gained since the opening: how fast it goes back to none, by
 * the likelihood of a mean-reverting process in continuous time, κ = −Σ q dq / Σ q² dt, whose variance is 2κ / T. A
 * position that does not go back within the day has the day's length.
 */
export function inventoryHalfLife(
  fills: readonly { readonly timeNs: number; readonly quantity: number }[],
  endNs: number,
): Measured {
  if (fills.length < FEWEST) return notMeasured;
  const duration = (endNs - fills[0].timeNs) / SECOND;
  let [position, reversion, exposure] = [0, 0, 0];
  fills.forEach(({ timeNs, quantity }, i) => {
    reversion -= position * quantity;
    position += quantity;
    const next = i + 1 < fills.length ? fills[i + 1].timeNs : endNs;
    exposure += (position * position * (next - timeNs)) / SECOND;
  });
  if (!(duration > 0 && exposure > 0)) return notMeasured;
  const rate = Math.max(reversion / exposure, 1 / duration);
  return { value: log(Math.LN2 / rate), variance: 2 / (rate * duration) };
}
