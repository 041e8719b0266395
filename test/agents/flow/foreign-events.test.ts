import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { ForeignEvents } from '../../../src/agents/flow/foreign-events.js';
import { fitHawkesModel } from '../../../src/fit/index.js';
import { loadModel } from '../../../src/model/index.js';
import { EventKind, openingStates, readFlowRecord } from '../../../src/order-flow/index.js';
import { type MarketView, type OrderReport, type Participant, ReportKind } from '../../../src/simulation/index.js';
import { CancelReason, HOUR, OrderType, Phase, SECOND, Side } from '../../../src/tape/index.js';
import { flowMarket } from './flow-market.js';

interface Book {
  bid?: number;
  ask?: number;
  bidTouch?: number;
  askTouch?: number;
  bidDepth?: number;
  askDepth?: number;
  volume?: number;
  lastTradeSide?: number;
  phase?: number;
}

/** Best prices 100 and 102, five shares at the touch and twenty on five levels a side, but for what is given. */
function marketOf(book: Book): MarketView {
  const touch = [book.bidTouch ?? 5, book.askTouch ?? 5];
  const depth = [book.bidDepth ?? 20, book.askDepth ?? 20];
  return {
    phase: book.phase ?? Phase.continuous,
    bestBid: book.bid ?? 100,
    bestAsk: book.ask ?? 102,
    levelQuantity: (side: number) => touch[side],
    depth5: (side: number) => depth[side],
    volume: book.volume ?? 0,
    lastTradeSide: book.lastTradeSide ?? Side.none,
  } as unknown as MarketView;
}

function seen(books: readonly Book[], report?: Partial<OrderReport>): number[] {
  const events = new ForeignEvents();
  const types: number[] = [];
  events.see(marketOf({ phase: Phase.openCallLocked }), () => types.push(-1));
  for (const book of books) {
    if (report !== undefined) events.report(report as OrderReport);
    events.see(marketOf(book), (type) => types.push(type));
  }
  return types;
}

const type = (kind: number, side: number) => 2 * kind + side;

describe('what others do', () => {
  it.each<[string, Book, number]>([
    ['a better bid', { bid: 101, bidTouch: 1 }, type(EventKind.improve, Side.buy)],
    ['a better offer', { ask: 101, askTouch: 1 }, type(EventKind.improve, Side.sell)],
    ['more at the bid', { bidTouch: 7, bidDepth: 22 }, type(EventKind.join, Side.buy)],
    ['more behind the offer', { askDepth: 24 }, type(EventKind.deeper, Side.sell)],
    ['less at the offer', { askTouch: 3, askDepth: 18 }, type(EventKind.cancelTouch, Side.sell)],
    ['the bid gone', { bid: 99, bidDepth: 15 }, type(EventKind.cancelTouch, Side.buy)],
    ['less behind the bid', { bidDepth: 16 }, type(EventKind.cancelDeeper, Side.buy)],
    [
      'an execution',
      { askTouch: 1, askDepth: 16, volume: 4, lastTradeSide: Side.buy },
      type(EventKind.market, Side.buy),
    ],
  ])('%s is told as the event that it is', (_, book, expected) => {
    expect(seen([book])).toEqual([expected]);
    // Once: the next look finds it there.
    expect(seen([book, book])).toEqual([expected]);
  });

  it('is not what the flow does itself, nor what happens in a call', () => {
    expect(seen([{ bidTouch: 9, bidDepth: 24 }], { kind: ReportKind.accepted })).toEqual([]);
    expect(seen([{ bidTouch: 3 }], { kind: ReportKind.cancelled, code: CancelReason.user })).toEqual([]);
    // Of an own order that others execute there is a report too.
    expect(seen([{ bidTouch: 3, volume: 2, lastTradeSide: Side.sell }], { kind: ReportKind.traded })).toEqual([
      type(EventKind.market, Side.sell),
    ]);
    expect(seen([{ bidTouch: 9, phase: Phase.openCallCancelable }])).toEqual([]);
  });
});

describe('a Hawkes flow with others in its market', () => {
  const START = 10 * HOUR;
  const market = sampleMarket({ seed: 3, symbol: '300233', requests: 16_000, meanGapNs: 100_000_000, clockNs: 1 });
  const model = loadModel(fitHawkesModel(market, { name: 'sample', decays: [0.3, 30, 3000] }));
  const [opening] = openingStates(market, 0, [START]);

  /** Takes a hundred shares on either side in turn, so many times a second. */
  function taker(perSecond: number): Participant {
    let side: number = Side.buy;
    const agent = {
      id: 'taker/0',
      latency: { market: 0, order: 0 },
      start: (desk: { now: number; wakeAt(timeNs: number): void }) => desk.wakeAt(desk.now + SECOND),
      onWake: (desk: Parameters<Participant['agent']['onWake']>[0]) => {
        desk.submit(1, side, OrderType.marketIoc, -1, 100);
        side ^= 1;
        desk.wakeAt(desk.now + SECOND / perSecond);
      },
    };
    return { agent, informationSet: 'order-by-order', accounts: [1] };
  }

  it('is excited by them as by its own events: what gives way to them is made up for', () => {
    const run = (options: { company?: boolean; thinning?: number; others?: readonly Participant[] }) =>
      readFlowRecord(flowMarket({ model, seed: 6, minutes: 8, startNs: START, opening, ...options }), 0);
    const alone = run({});
    const market = alone.kind.filter((each) => each === EventKind.market).length;
    const share = 0.4;
    const perSecond = (share * market) / 480;
    const ratio = (company: boolean) =>
      run({ company, thinning: 1 - share, others: [taker(perSecond)] }).count / alone.count;
    const [deaf, excited] = [ratio(false), ratio(true)];
    expect(excited).toBeGreaterThan(deaf);
    expect(Math.abs(excited - 1)).toBeLessThan(0.15);
  });

  it('is the same as without others where none come', () => {
    const count = (company: boolean) =>
      readFlowRecord(flowMarket({ model, seed: 7, minutes: 2, startNs: START, opening, company }), 0);
    expect(count(true).time).toEqual(count(false).time);
  });
});
