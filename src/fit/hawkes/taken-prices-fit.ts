import { bucketOf, type HawkesFile } from '../../model/index.js';
import { FlowType, readFlow } from '../../order-flow/index.js';
import { Phase, type RowSource } from '../../tape/index.js';
import { share } from '../tick-law-fit.js';

/** The first zone is a tick behind the touch; each later one reaches twice as far. */
const FIRST_EDGE = 2;
const LARGEST_EDGE = 8192;

/**
 * How often an order behind the touch stands at a price where others of its side stand already, by distance: people like
 * round prices, and prices at which others wait. (Bouchaud, Bonart, Donier & Gould 2018, ch. 4, on clustering.)
 */
export function fitTakenPrices(
  tape: RowSource,
  instrument: number,
  span: { readonly startNs: number; readonly endNs: number },
  farthestTicks: number,
): HawkesFile['placement']['takenPrices'] {
  const distanceEdgesTicks: number[] = [];
  for (let edge = FIRST_EDGE; edge <= Math.min(farthestTicks, LARGEST_EDGE); edge *= 2) distanceEdgesTicks.push(edge);
  const orders = new Array<number>(distanceEdgesTicks.length + 1).fill(0);
  const taken = orders.slice();
  readFlow(tape, instrument, {
    arrival({ time, phase, type, side, price, quantity, distance }, { book }) {
      if (type !== FlowType.deeper || phase !== Phase.continuous || time < span.startNs || time >= span.endNs) return;
      const there = book.quantityAt(side, price);
      // Beyond what a windowed source shows nothing is known of what stands there.
      if (there < quantity) return;
      const zone = bucketOf(distanceEdgesTicks, distance);
      orders[zone]++;
      if (there > quantity) taken[zone]++;
    },
  });
  return { distanceEdgesTicks, shares: orders.map((count, zone) => share(taken[zone], count)) };
}
