import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderBook } from '../../src/market/index.js';
import { RebuiltBook } from '../../src/order-flow/index.js';
import { Kind, Phase, TapeCursor, TapeWriter } from '../../src/tape/index.js';
import { plainHeader, TapeOfCommands } from './tape-of-commands.js';

/** Every resting order of a book in priority, as text. */
function contents(book: OrderBook): string[] {
  const lines: string[] = [];
  for (const side of [0, 1]) {
    const end = side === 0 ? -1 : 2_147_483_647;
    for (let price = side === 0 ? book.bestBid : book.bestAsk; price !== end; price = book.nextLevel(side, price))
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot))
        lines.push(`${side} ${price} #${book.orderOf(slot)} ${book.quantityOf(slot)} of ${book.accountOf(slot)}`);
  }
  return lines;
}

const command = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('limit'), fc.nat(1), fc.integer({ min: 990, max: 1010 }), fc.nat(30)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('market'), fc.nat(1), fc.constant(-1), fc.nat(60)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('cancel'), fc.nat(1), fc.nat(200), fc.constant(0)) },
);

describe('RebuiltBook', () => {
  it("equals the venue's book after every command", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
        const tape = new TapeOfCommands();
        tape.phase(Phase.continuous);
        const cursor = new TapeCursor(tape.writer);
        const rebuilt = new RebuiltBook(tape.writer.header, 0);
        commands.forEach(([what, side, value, size], index) => {
          if (what === 'cancel') tape.cancel(value);
          else tape.submit(side, value, size + 1, index % 7);
          while (cursor.next()) rebuilt.apply(cursor);
          expect(rebuilt.settled).toBe(true);
          expect(contents(rebuilt.book)).toEqual(contents(tape.book));
        });
        rebuilt.book.validate();
      }),
      { numRuns: 60 },
    );
  });

  it('is unsettled, and not crossed, between the rows of one command', () => {
    const tape = new TapeOfCommands();
    tape.submit(1, 1000, 5);
    tape.submit(1, 1001, 5);
    tape.submit(0, 1001, 20);
    const rebuilt = new RebuiltBook(tape.writer.header, 0);
    const cursor = new TapeCursor(tape.writer);
    const seen: string[] = [];
    while (cursor.next()) {
      rebuilt.apply(cursor);
      seen.push(`${rebuilt.settled} ${rebuilt.book.bestBid} ${rebuilt.book.quantityAt(0, 1001)}`);
    }
    expect(seen).toEqual(['true -1 0', 'true -1 0', 'false -1 0', 'false -1 0', 'true 1001 10']);
  });

  it('takes seeds, levels set to a quantity, replacements, and crossing orders of a call', () => {
    const writer = new TapeWriter(plainHeader());
    const append = (kind: number, order: number, side: number, price: number, quantity: number, other = -1) => {
      writer.beginCommand(0);
      writer.append(kind, 0, order, 3, side, price, quantity, other, -1, -1, 0, 0);
    };
    append(Kind.seed, 0, 0, 998, 10);
    append(Kind.restate, -1, 0, 997, 40);
    append(Kind.accepted, 1, 0, 1003, 10);
    append(Kind.accepted, 2, 1, 1001, 4);
    writer.beginCommand(0);
    writer.append(Kind.trade, 0, 1, 3, -1, 1002, 4, 2, 3, -1, 1, 0);
    append(Kind.replaced, 4, 0, 999, 6, 1);
    const rebuilt = new RebuiltBook(writer.header, 0);
    const cursor = new TapeCursor(writer);
    while (cursor.next()) rebuilt.apply(cursor);
    expect(contents(rebuilt.book)).toEqual(['0 999 #4 6 of 3', '0 998 #0 10 of 3', '0 997 #-1 40 of -1']);
    expect([rebuilt.slotOf(1), rebuilt.slotOf(2), rebuilt.slotOf(99), rebuilt.slotOf(-1)]).toEqual([-1, -1, -1, -1]);
  });

  it('passes over the rows of other instruments', () => {
    const header = plainHeader();
    const writer = new TapeWriter({ ...header, instruments: [header.instruments[0], header.instruments[0]] });
    for (const instrument of [0, 1]) {
      writer.beginCommand(0);
      writer.append(Kind.accepted, instrument, instrument, -1, 0, 100 + instrument, 5, -1, -1, -1, 0, 0);
    }
    const rebuilt = new RebuiltBook(writer.header, 1);
    const cursor = new TapeCursor(writer);
    while (cursor.next()) rebuilt.apply(cursor);
    expect(contents(rebuilt.book)).toEqual(['0 101 #1 5 of -1']);
  });
});
