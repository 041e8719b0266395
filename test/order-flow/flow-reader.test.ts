import { describe, expect, it } from 'vitest';
import { FlowType, readFlow } from '../../src/order-flow/index.js';
import { Phase, SECOND } from '../../src/tape/index.js';
import { TapeOfCommands } from './tape-of-commands.js';

/** A book of 1000 × 1002 with 10 on each side, in continuous trading. */
function smallMarket(): TapeOfCommands {
  const tape = new TapeOfCommands();
  tape.phase(Phase.continuous);
  tape.submit(0, 1000, 10);
  tape.submit(1, 1002, 10);
  tape.time = SECOND;
  return tape;
}

function arrivals(tape: TapeOfCommands): string[] {
  const seen: string[] = [];
  const names = ['marketable', 'improve', 'join', 'deeper', 'unplaced'];
  readFlow(tape.writer, 0, {
    arrival: (a) => {
      if (a.time > 0) seen.push(`${names[a.type]} ${a.distance} executed ${a.executed}`);
    },
  });
  return seen;
}

describe('readFlow', () => {
  it('classifies every order against the book before it', () => {
    const tape = smallMarket();
    tape.submit(0, 1001, 5);
    tape.submit(0, 1001, 5);
    tape.submit(0, 995, 5);
    tape.submit(1, 1010, 5);
    tape.submit(0, 1004, 12);
    tape.submit(1, -1, 30);
    expect(arrivals(tape)).toEqual([
      'improve -1 executed 0',
      'join 0 executed 0',
      'deeper 6 executed 0',
      'deeper 8 executed 0',
      'marketable 2 executed 10',
      'marketable -1 executed 27',
    ]);
  });

  it('calls an order unplaced while a side is empty or a call is on', () => {
    const tape = new TapeOfCommands();
    tape.time = 1;
    tape.submit(0, 1000, 10);
    tape.phase(Phase.continuous);
    tape.submit(0, 1001, 10);
    expect(arrivals(tape)).toEqual(['unplaced -1 executed 0', 'unplaced -1 executed 0']);
    expect(FlowType.unplaced).toBe(4);
  });

  it('gives cancels their age and distance, and names orders that are executed away', () => {
    const tape = smallMarket();
    const deep = tape.submit(0, 997, 7);
    tape.time = 3 * SECOND;
    tape.cancel(deep);
    tape.submit(1, 1000, 10);
    const cancels: number[][] = [];
    const gone: number[] = [];
    const touches: string[] = [];
    readFlow(tape.writer, 0, {
      cancel: (c) => cancels.push([c.order, c.age, c.distance, c.quantity, c.before.bidQuantity]),
      gone: (order) => gone.push(order),
      settled: (_time, state) => touches.push(`${state.bestBid} ${state.bestAsk} ${state.bidDepth5}`),
    });
    expect(cancels).toEqual([[deep, 2 * SECOND, 3, 7, 10]]);
    expect(gone).toEqual([0]);
    expect(touches.slice(-3)).toEqual(['1000 1002 17', '1000 1002 10', '-1 1002 0']);
  });
});
