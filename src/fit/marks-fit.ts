import { arrivalTypes, estimate, LARGE_BATCH, type MarksFile, type QuantityMixtureFile } from '../model/index.js';
import { MINUTE, Side } from '../tape/index.js';
import { fitAggression } from './aggression-fit.js';
import type { FlowSample, SampledArrival } from './flow-sample.js';
import { fitLogLogistic } from './log-logistic-fit.js';
import { fitQuantities } from './quantity-fit.js';
import { counted } from './tick-law-fit.js';

/** Minutes after the start of the window at which a part of the day begins: the rush, the rest of the first hour. */
const PART_MINUTES = [0, 15, 60];
/** Marketable orders that a part must have to get laws of its own. */
const FEWEST_MARKETABLE = 1000;
/** A law of its own needs so many orders; fewer share one. */
const FEWEST_ORDERS = 50;

/** Fits what orders look like, part by part of the day; a part with little trading belongs to the one before it. */
export function fitMarks(sample: FlowSample, lot: number): MarksFile[] {
  const starts = PART_MINUTES.map((minutes) => sample.startNs + minutes * MINUTE).filter(
    (start) => start < sample.endNs,
  );
  const between = (from: number, to: number) => sample.arrivals.filter(({ time }) => time >= from && time < to);
  const enough = (arrivals: readonly SampledArrival[]) =>
    arrivals.filter(({ type }) => type === 0).length >= FEWEST_MARKETABLE;
  const kept = starts.filter(
    (start, i) =>
      i === 0 || (enough(between(start, starts[i + 1] ?? sample.endNs)) && enough(between(starts[0], start))),
  );
  return kept.map((start, i) => fitPart(start, between(start, kept[i + 1] ?? sample.endNs), lot));
}

function fitPart(fromNs: number, arrivals: readonly SampledArrival[], lot: number): MarksFile {
  const { aggression, quantities: marketable } = fitAggression(
    arrivals.filter(({ batch }) => !batch.atWall),
    lot,
  );
  const walls = fitAggression(
    arrivals.filter(({ batch }) => batch.atWall),
    lot,
  ).quantities;
  const count = (belongs: (arrival: SampledArrival) => boolean) => {
    const counts = new Map<number, number>();
    let orders = 0;
    for (const arrival of arrivals) {
      if (!belongs(arrival)) continue;
      const lots = Math.max(1, Math.round(arrival.quantity / lot));
      counts.set(lots, (counts.get(lots) ?? 0) + 1);
      orders++;
    }
    return { counts, orders };
  };
  const all = count(() => true);
  const quantities = (type: number, side: number, large: boolean): QuantityMixtureFile => {
    const own = count((a) => a.batch.type === type && a.side === side && a.batch.size >= LARGE_BATCH === large);
    if (type === 0) return marketable[side][large ? 1 : 0];
    if (own.orders >= FEWEST_ORDERS) return fitQuantities(own.counts).file;
    return large ? quantities(type, side, false) : fitQuantities(all.counts).file;
  };
  const bySide = <T>(fitted: (type: number, side: number) => T) =>
    Object.fromEntries(
      arrivalTypes.map((name, type) => [name, { buy: fitted(type, Side.buy), sell: fitted(type, Side.sell) }]),
    ) as Record<(typeof arrivalTypes)[number], { buy: T; sell: T }>;
  return {
    fromNs,
    batchSize: bySide((type, side) => fitBatchSize(arrivals, type, side, false)),
    quantities: bySide((type, side) => quantities(type, side, false)),
    batchQuantities: bySide((type, side) => quantities(type, side, true)),
    aggression,
    atWall: {
      batchSize: { buy: fitBatchSize(arrivals, 0, Side.buy, true), sell: fitBatchSize(arrivals, 0, Side.sell, true) },
      quantities: { buy: walls[Side.buy][0], sell: walls[Side.sell][0] },
      batchQuantities: { buy: walls[Side.buy][1], sell: walls[Side.sell][1] },
    },
  };
}

/** How many orders a batch has, marketable ones at walls or elsewhere: log-logistic, cut at the largest seen. */
function fitBatchSize(arrivals: readonly SampledArrival[], type: number, side: number, atWall: boolean) {
  const counts = new Map<number, number>();
  let largest = 1;
  for (const { head, batch, type: ownType, side: ownSide } of arrivals) {
    if (!head || ownType !== type || ownSide !== side || (type === 0 && batch.atWall !== atWall)) continue;
    counts.set(batch.size, (counts.get(batch.size) ?? 0) + 1);
    largest = Math.max(largest, batch.size);
  }
  const { law, scaleError, shapeError } = fitLogLogistic(counted(counts, largest), 1);
  return { largest, scale: estimate(law.scale, scaleError), shape: estimate(law.shape, shapeError) };
}
