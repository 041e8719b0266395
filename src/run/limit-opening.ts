import type { LimitState } from '../agents/index.js';
import { InputError } from '../diagnostics/index.js';
import type { RulePack } from '../rules/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import type { InstrumentSpec } from './run-spec.js';

/**
 * The limit state that a run declares for an instrument, in shares and ticks; undefined where it declares none.
 * @throws InputError where the queue is a multiple of a depth that nobody knows
 */
export function limitOpening(
  { initialState }: Pick<InstrumentSpec, 'initialState'>,
  { symbol, referenceDepth5, upperLimit, lowerLimit }: InstrumentHeader,
): LimitState | undefined {
  if (initialState === undefined) return undefined;
  const { state, queue, joins, trades, order } = initialState;
  const [side, price, depth] =
    state === 'limit-up' ? [Side.buy, upperLimit, referenceDepth5.bid] : [Side.sell, lowerLimit, referenceDepth5.ask];
  if (!('shares' in queue) && depth < 0)
    throw new InputError(`the usual best-five depth of ${symbol} is not known, expected a queue in shares`, {
      path: 'initialState.queue',
    });
  const shares = 'shares' in queue ? queue.shares : Math.round(queue.best5Depth * depth);
  return { side, price, queue: shares, joinsPerMinute: joins * shares, tradesPerMinute: trades * shares, order };
}

/** In which steps and up to which quantity orders of either side can be made. */
export function orderQuantities({ lots, maximumLimitQuantity }: Pick<RulePack, 'lots' | 'maximumLimitQuantity'>): {
  readonly lot: number;
  readonly maximumQuantity: number;
} {
  const lot = Math.max(lots.buy.minimum, lots.buy.step, lots.sell.step);
  return { lot, maximumQuantity: maximumLimitQuantity ?? Infinity };
}
