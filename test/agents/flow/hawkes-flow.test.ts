import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { tapeDigest } from '../../../src/archive/index.js';
import { InputError } from '../../../src/diagnostics/index.js';
import { fitHawkesModel } from '../../../src/fit/index.js';
import { loadModel, modelText } from '../../../src/model/index.js';
import { EventKind, openingStates, readFlow, readFlowRecord } from '../../../src/order-flow/index.js';
import { HOUR, MINUTE, Phase, type RowSource } from '../../../src/tape/index.js';
import { flowMarket } from './flow-market.js';

const START = 10 * HOUR;
const market = sampleMarket({ seed: 3, symbol: '300233', requests: 16_000, meanGapNs: 100_000_000, clockNs: 1 });
const file = fitHawkesModel(market, { name: 'sample', decays: [0.3, 30, 3000] });
const model = loadModel(JSON.parse(modelText(file)));
const [opening] = openingStates(market, 0, [START]);

function emptySides(tape: RowSource): number {
  let [empty, opened] = [0, false];
  readFlow(tape, 0, {
    settled: (_time, { bestBid, bestAsk }, rebuilt) => {
      if (rebuilt.phase !== Phase.continuous) return;
      if (bestBid > 0 && bestAsk > 0) opened = true;
      else if (opened) empty++;
    },
  });
  return empty;
}

describe('a Hawkes flow', () => {
  it('is fitted to the same bytes each time', () => {
    expect(modelText(fitHawkesModel(market, { name: 'sample', decays: [3000, 0.3, 30] }))).toBe(modelText(file));
  });

  it('is the same for the same seed, and another for another', () => {
    const digest = (seed: number) => tapeDigest(flowMarket({ model, seed, minutes: 1, startNs: START, opening }));
    expect(digest(1)).toBe(digest(1));
    expect(digest(2)).not.toBe(digest(1));
  });

  it('starts from a given book, order by order', () => {
    const tape = flowMarket({ model, seed: 1, minutes: 1, startNs: START, opening, previousClose: 1570 });
    const orders: { side: number; price: number; quantity: number }[] = [];
    readFlow(tape, 0, {
      arrival: ({ time, side, price, quantity }) => {
        if (time === START) orders.push({ side, price, quantity });
      },
    });
    expect(orders).toEqual(opening.orders.map(({ side, price, quantity }) => ({ side, price, quantity })));
  });

  it('keeps both sides, and the kinds of events in proportion', () => {
    const tape = flowMarket({ model, seed: 4, minutes: 10, startNs: START, opening, previousClose: 1570 });
    expect(emptySides(tape)).toBe(0);
    const real = readFlowRecord(market, 0);
    // Without the orders that opened it.
    const simulated = readFlowRecord(tape, 0, { startNs: START + 1, endNs: START + 10 * MINUTE });
    const rate = ({ kind, startNs, endNs }: typeof real, wanted: number) =>
      kind.filter((each) => each === wanted).length / (endNs - startNs);
    for (const kind of [EventKind.join, EventKind.deeper, EventKind.cancelDeeper, EventKind.market]) {
      const ratio = rate(simulated, kind) / rate(real, kind);
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.33);
    }
  });

  it('begins with a typical book where it is given none', () => {
    const tape = flowMarket({ model, seed: 4, minutes: 3, previousClose: 1570 });
    expect(emptySides(tape)).toBe(0);
    expect(readFlowRecord(tape, 0).count).toBeGreaterThan(500);
  });

  it('sends fewer market orders when others send their share', () => {
    const taken = (thinning: number) => {
      const { kind } = readFlowRecord(flowMarket({ model, seed: 5, minutes: 6, thinning, startNs: START, opening }), 0);
      return kind.filter((each) => each === EventKind.market).length;
    };
    const ratio = taken(0.3) / taken(1);
    expect(ratio).toBeGreaterThan(0.15);
    expect(ratio).toBeLessThan(0.45);
  });
});

describe('too little to fit', () => {
  it('is refused by naming the type of event and how many are needed', () => {
    const windowNs = [START, START + MINUTE / 2] as const;
    expect(() => fitHawkesModel(market, { name: 'sample', windowNs })).toThrow(InputError);
    expect(() => fitHawkesModel(market, { name: 'sample', windowNs })).toThrow(/expected at least/);
  });
});
