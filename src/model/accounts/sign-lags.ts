import { autocorrelation } from '../../statistics/index.js';

/** Lags, in orders, at which the memory of signs is looked at. */
export const SIGN_LAGS = [1, 2, 4, 8, 16, 32, 64, 128] as const;

/**
 * Autocorrelation of the signs of orders at each of {@link SIGN_LAGS}.
 * @param sides 0 buy, 1 sell
 */
export function signMemory(sides: Uint8Array): number[] {
  const signs = Float64Array.from(sides, (side) => 1 - 2 * side);
  return SIGN_LAGS.map((lag) => autocorrelation(signs, lag));
}

/**
 * Share of pairs of orders a lag apart that have the same owner, account or metaorder: were every owner's sign tossed
 * anew, this is the autocorrelation that would be left.
 */
export function ownerMemory(owners: Int32Array): number[] {
  return SIGN_LAGS.map((lag) => {
    let same = 0;
    for (let i = 0; i + lag < owners.length; i++) if (owners[i] === owners[i + lag]) same++;
    return same / Math.max(1, owners.length - lag);
  });
}
