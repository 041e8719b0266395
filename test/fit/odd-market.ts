import { exponential, integerBelow, Streams } from '../../src/random/index.js';
import { columns, HOUR, MINUTE, Phase, SECOND, Side, Tape, TapeChunk } from '../../src/tape/index.js';
import { TapeOfCommands } from '../order-flow/tape-of-commands.js';

export interface OddMarketOptions {
  readonly requests: number;
  /** Every order has a hundred shares. */
  readonly equalSizes?: boolean;
  /** Nobody sells. */
  readonly oneSided?: boolean;
  /** Trading stands still for ten minutes in the middle of the requests. */
  readonly halted?: boolean;
}

export const OPEN = 10 * HOUR;

/** A market of random limit orders, market orders and cancels, two a second, that has something odd about it. */
export function oddMarket({ requests, equalSizes, oneSided, halted }: OddMarketOptions): Tape {
  const tape = new TapeOfCommands();
  const stream = new Streams('odd').stream('requests');
  const open: { order: number; side: number }[] = [];
  tape.time = OPEN;
  tape.phase(Phase.continuous);
  for (let request = 0; request < requests; request++) {
    tape.time += Math.ceil((exponential(stream) * SECOND) / 2);
    if (halted === true && request === Math.floor(requests / 2)) {
      tape.phase(Phase.haltCall);
      tape.time += 10 * MINUTE;
      tape.phase(Phase.continuous);
    }
    const kind = stream.uniform();
    if (kind < 0.35 && open.length > 60) {
      // Young orders go first, and are mostly near the touch.
      const [{ order }] = open.splice(open.length - 1 - integerBelow(stream, 20), 1);
      tape.cancel(order);
      continue;
    }
    const side = oneSided === true ? Side.buy : integerBelow(stream, 2);
    const quantity = equalSizes === true ? 100 : 100 * (1 + Math.floor(exponential(stream) * 6));
    const { bestBid, bestAsk } = tape.book;
    const known = open.length > 60 && oneSided !== true;
    if (kind > 0.85 && known) {
      tape.submit(side, -1, quantity);
      continue;
    }
    const away = Math.floor(exponential(stream) * 5);
    const improve = known && bestAsk - bestBid > 1 && stream.uniform() < 0.3;
    const best = known ? (side === Side.buy ? bestBid : bestAsk) : side === Side.buy ? 999 : 1001;
    const price = side === Side.buy ? best - (improve ? -1 : away) : best + (improve ? -1 : away);
    open.push({ order: tape.submit(side, price, quantity), side });
  }
  return tape.writer.finish();
}

/** Every row of a tape of one chunk twice in a row, as of a feed that was recorded twice. */
export function rowsTwice(tape: Tape): Tape {
  const [from] = tape.chunks;
  const to = new TapeChunk();
  for (let row = 0; row < tape.length; row++)
    for (let copy = 0; copy < 2; copy++) for (const { name } of columns) to[name][2 * row + copy] = from[name][row];
  to.length = 2 * tape.length;
  return new Tape(tape.header, [to], to.length);
}
