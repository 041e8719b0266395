import { describe, expect, it } from 'vitest';
import { EventKind, openingStates, readFlow, readFlowRecord, sliceRecord } from '../../src/order-flow/index.js';
import { Kind, Phase, SECOND, TradeStage } from '../../src/tape/index.js';
import { TapeOfCommands } from './tape-of-commands.js';

const MILLISECOND = SECOND / 1000;

/** A book of 1000 × 1002 with 10 on each side and 10 behind, in continuous trading. */
function smallMarket(): TapeOfCommands {
  const tape = new TapeOfCommands();
  tape.phase(Phase.continuous);
  for (const [side, price] of [
    [0, 1000],
    [0, 999],
    [1, 1002],
    [1, 1003],
  ])
    tape.submit(side, price, 10);
  tape.time = SECOND;
  return tape;
}

/** An execution against order `resting` as sources that name no aggressors record it. */
function execution(tape: TapeOfCommands, side: number, price: number, quantity: number, resting: number): void {
  tape.writer.beginCommand(tape.time);
  tape.writer.append(Kind.trade, 0, -1, -1, side, price, quantity, resting, -1, -1, TradeStage.continuous, 0);
}

function hidden(tape: TapeOfCommands, side: number, price: number): void {
  tape.writer.beginCommand(tape.time);
  tape.writer.append(Kind.unseen, 0, -1, -1, side, price, 5, -1, -1, -1, -1, 0);
}

const names = Object.keys(EventKind);

function events(tape: TapeOfCommands): string[] {
  const record = readFlowRecord(tape.writer, 0, { startNs: SECOND });
  return Array.from(
    { length: record.count },
    (_, i) => `${names[record.kind[i]]} ${record.side[i]} ${record.quantity[i]} at ${record.distance[i]}`,
  );
}

describe('executions of a nameless aggressor', () => {
  it('are one market order while stamp and side are the same, hidden ones between them or not', () => {
    const tape = smallMarket();
    execution(tape, 0, 1002, 10, 2);
    hidden(tape, 0, 1002);
    execution(tape, 0, 1003, 4, 3);
    tape.time += 1;
    execution(tape, 0, 1003, 2, 3);
    expect(events(tape)).toEqual(['market 0 14 at 1', 'market 0 2 at 0']);
  });

  it('are told apart by side, and see the book before the first of them', () => {
    const tape = smallMarket();
    execution(tape, 0, 1002, 10, 2);
    execution(tape, 1, 1000, 3, 0);
    const seen: number[][] = [];
    readFlow(tape.writer, 0, {
      arrival: ({ order, executed, quantity, before }) => {
        if (order < 0) seen.push([executed, quantity, before.bestBid, before.bestAsk]);
      },
    });
    expect(seen).toEqual([
      [10, 10, 1000, 1002],
      [3, 3, 1000, 1003],
    ]);
  });

  it('settle once', () => {
    const tape = smallMarket();
    execution(tape, 0, 1002, 10, 2);
    execution(tape, 0, 1003, 4, 3);
    const asks: number[] = [];
    readFlow(tape.writer, 0, { settled: (time, { bestAsk }) => time > 0 && asks.push(bestAsk) });
    expect(asks).toEqual([1003]);
  });
});

describe('readFlowRecord', () => {
  it('has one row an event, with what a marketable order leaves in the book as a row of its own', () => {
    const tape = smallMarket();
    tape.submit(0, 1002, 14);
    tape.submit(1, 1004, 5);
    tape.submit(0, 990, 5);
    tape.submit(1, 1003, 5);
    expect(events(tape)).toEqual([
      'market 0 10 at 0',
      'improve 0 4 at -2',
      'deeper 1 5 at 1',
      'deeper 0 5 at 12',
      'join 1 5 at 0',
    ]);
  });

  it('tells cancels at the touch from others, and knows which order follows one', () => {
    const tape = smallMarket();
    tape.cancel(1);
    tape.submit(0, 998, 10);
    tape.cancel(2);
    tape.time += 2 * MILLISECOND;
    tape.submit(1, 1002, 10);
    const record = readFlowRecord(tape.writer, 0, { startNs: SECOND });
    expect([...record.kind].map((kind) => names[kind])).toEqual(['cancelDeeper', 'deeper', 'cancelTouch', 'improve']);
    expect([...record.resubmits]).toEqual([-1, 0, -1, -1]);
    expect([...record.age]).toEqual([SECOND, -1, SECOND, -1]);
    expect([record.bestAsk[3], record.askQuantity[3], record.distance[3]]).toEqual([1003, 10, -1]);
    const cut = sliceRecord(record, 1, 3);
    expect([cut.count, [...cut.resubmits], cut.endNs]).toEqual([2, [-1, -1], SECOND + 2 * MILLISECOND]);
  });
});

describe('openingStates', () => {
  it('are the book before each time, in priority, with ages and the flow before', () => {
    const tape = smallMarket();
    tape.submit(0, 1000, 7);
    tape.time = 2 * SECOND;
    tape.submit(1, 1000, 4);
    const [before, after] = openingStates(tape.writer, 0, [2 * SECOND, 3 * SECOND]);
    expect(before.orders).toEqual([
      { side: 0, price: 1000, quantity: 10, bornNs: 0 },
      { side: 0, price: 1000, quantity: 7, bornNs: SECOND },
      { side: 0, price: 999, quantity: 10, bornNs: 0 },
      { side: 1, price: 1002, quantity: 10, bornNs: 0 },
      { side: 1, price: 1003, quantity: 10, bornNs: 0 },
    ]);
    expect([before.history.count, after.history.count, after.orders[0].quantity]).toEqual([2, 3, 6]);
  });
});
