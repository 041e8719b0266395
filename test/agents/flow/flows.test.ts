import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { tapeDigest } from '../../../src/archive/index.js';
import { type Baselines, fitBaselines } from '../../../src/fit/index.js';
import { type FlowModel, loadModel } from '../../../src/model/index.js';
import { EventKind, openingStates, readFlow, readFlowRecord } from '../../../src/order-flow/index.js';
import type { Desk } from '../../../src/simulation/index.js';
import { HOUR, MINUTE, OrderType, Phase, type RowSource, Side } from '../../../src/tape/index.js';
import { flowMarket } from './flow-market.js';

const START = 10 * HOUR;
const market = sampleMarket({ seed: 3, symbol: '300233', requests: 12_000, meanGapNs: 100_000_000, clockNs: 1 });
const fitted: Baselines = fitBaselines(market, { name: 'sample' });
const models: readonly FlowModel[] = Object.values(fitted).map((file) => loadModel(JSON.parse(JSON.stringify(file))));
const [opening] = openingStates(market, 0, [START]);

/** Settled states of continuous trading in which a side has nothing, after the book was opened. */
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

describe.each(models)('a flow of the kind $kind', (model) => {
  it('is the same for the same seed, and another for another', () => {
    const digest = (seed: number) => tapeDigest(flowMarket({ model, seed, minutes: 1 }));
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
    expect(emptySides(tape)).toBe(0);
  });

  it('keeps both sides in a typical book, and its kinds of events in proportion', () => {
    const tape = flowMarket({ model, seed: 4, minutes: 6, previousClose: 1570 });
    expect(emptySides(tape)).toBe(0);
    const real = readFlowRecord(market, 0);
    const simulated = readFlowRecord(tape, 0);
    const share = ({ kind }: typeof real, wanted: number) =>
      kind.filter((each) => each === wanted).length / kind.length;
    for (const kind of [EventKind.join, EventKind.cancelTouch, EventKind.market])
      expect(Math.abs(share(simulated, kind) - share(real, kind))).toBeLessThan(0.15);
  });

  it('sends fewer marketable orders when others send their share', () => {
    const taken = (thinning: number) => {
      const { kind } = readFlowRecord(flowMarket({ model, seed: 5, minutes: 4, thinning }), 0);
      return kind.filter((each) => each === EventKind.market).length;
    };
    const ratio = taken(0.3) / taken(1);
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(0.4);
  });
});

describe('a market that others have emptied', () => {
  it('is filled again by the last prices that were seen', () => {
    for (const model of models) {
      let done = false;
      const taker = {
        id: 'taker/0',
        latency: { market: 0, order: 0 },
        start: (desk: Desk) => desk.wakeAt(START + MINUTE),
        onWake: (desk: Desk) => {
          if (done) return;
          done = true;
          for (let order = 0; order < 40; order++) desk.submit(1, Side.buy, OrderType.marketIoc, -1, 90_000);
        },
      };
      const tape = flowMarket({
        model,
        seed: 6,
        minutes: 2,
        startNs: START,
        previousClose: 1570,
        others: [{ agent: taker, informationSet: 'order-by-order', accounts: [1] }],
      });
      expect(emptySides(tape)).toBeGreaterThan(0);
      let last = { bestBid: -1, bestAsk: -1 };
      readFlow(tape, 0, {
        settled: (_time, state) => {
          last = { ...state };
        },
      });
      expect(last.bestAsk).toBeGreaterThan(last.bestBid);
      expect(last.bestBid).toBeGreaterThan(0);
    }
  });
});
