import { MODEL_VERSION, sixDigits } from '../../model/index.js';
import { EventKind } from '../../order-flow/index.js';
import type { BaselineSample } from './baseline-sample.js';

/** What the files of all baselines open with, and the assumptions that they share. */
export function baselineHeader<Kind extends string>(
  kind: Kind,
  sample: BaselineSample,
  assumptions: readonly { readonly name: string; readonly statement: string }[],
) {
  return {
    modelVersion: MODEL_VERSION,
    kind,
    name: sample.options.name,
    provenance: provenanceOf(sample),
    assumptions: [
      ...assumptions,
      {
        name: 'constant-rates',
        statement:
          'Rates do not depend on the time of day, on the past, or on the other side; standard errors are those of counts.',
      },
      {
        name: 'sides-alike',
        statement: 'Both sides have the same rates: events and time of bid and ask are counted together.',
      },
      {
        name: 'unit-orders',
        statement: 'All orders have one quantity and are cancelled as a whole.',
      },
      {
        name: 'side-never-empty',
        statement:
          'The last order of a side is neither cancelled nor taken; a side that others emptied is filled by the price last seen there.',
      },
    ],
    market: {
      lot: lotOf(sample),
      typicalPriceTicks: sample.market.meanPriceTicks,
      referenceDepth5: sample.market.referenceDepth5,
      referenceVolume: sample.distances.marketSizes.total,
      marketableVolumePerSecond: sixDigits(sample.distances.marketSizes.total / sample.market.seconds),
      typicalBook: sample.market.typicalBook,
    },
  };
}

/** Where a model of this sample comes from. */
export function provenanceOf({ header, instrument, options, record, rows, startNs, endNs }: BaselineSample) {
  return {
    source: header.source,
    sourceDigest: options.sourceDigest ?? '',
    venue: header.venue,
    rulePack: header.rulePack,
    symbol: instrument.symbol,
    tradingDay: header.date,
    rows,
    windowNs: [startNs, endNs],
    orders: record.kind.reduce(
      (sum, each) => sum + (each < EventKind.cancelTouch || each === EventKind.market ? 1 : 0),
      0,
    ),
  };
}

/** A lot is 100 units where nearly all orders are multiples of it, otherwise one unit. */
export function lotOf({ record: { kind, quantity, count } }: BaselineSample): number {
  let [orders, round] = [0, 0];
  for (let row = 0; row < count; row++) {
    if (kind[row] >= EventKind.cancelTouch) continue;
    orders++;
    if (quantity[row] % 100 === 0) round++;
  }
  return round >= 0.99 * orders ? 100 : 1;
}
