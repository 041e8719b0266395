import { Side } from '../../tape/index.js';
import type { CsvReader } from '../csv-reader.js';
import { TICK } from './messages.js';

/** What stands for a level that nobody occupies; its size is 0. */
export const NO_ASK_PRICE = 9_999_999_999;
export const NO_BID_PRICE = -9_999_999_999;

const MAXIMUM_PRICE = 99_999_999_900;
const MAXIMUM = 2_147_483_647;
/** Highest price in ticks that the book can hold with room to spare; above it stand only joke quotes. */
const HIGHEST = 1_000_000_000;

/** Reads rows of a book file in place: the best levels of both sides after a message. */
export class LobsterBookRow {
  /** Prices in ticks by side and level, best first. */
  readonly prices: readonly [Int32Array, Int32Array];
  readonly quantities: readonly [Int32Array, Int32Array];
  /** Occupied levels of a side: they come first. */
  readonly counts: [number, number] = [0, 0];

  constructor(readonly levels: number) {
    this.prices = [new Int32Array(levels), new Int32Array(levels)];
    this.quantities = [new Int32Array(levels), new Int32Array(levels)];
  }

  /** Takes the row at which the reader stands. @throws InputError for everything that is no row of a book */
  parse(rows: CsvReader): void {
    rows.expectFields(4 * this.levels);
    this.parseSide(rows, Side.sell, 0, NO_ASK_PRICE, 'ask');
    this.parseSide(rows, Side.buy, 2, NO_BID_PRICE, 'bid');
  }

  /** Quantity of a level in the row; 0 for a price that it does not show. */
  quantityAt(side: 0 | 1, price: number): number {
    const level = this.prices[side].subarray(0, this.counts[side]).indexOf(price);
    return level < 0 ? 0 : this.quantities[side][level];
  }

  private parseSide(rows: CsvReader, side: 0 | 1, offset: number, none: number, word: string): void {
    const prices = this.prices[side];
    const quantities = this.quantities[side];
    let count = 0;
    for (let level = 0; level < this.levels; level++) {
      const field = 4 * level + offset;
      const price = rows.integer(field, `${word} price ${level + 1}`, NO_BID_PRICE, MAXIMUM_PRICE);
      if (price === none) {
        rows.integer(field + 1, `${word} size ${level + 1}`, 0, 0);
        continue;
      }
      if (price < 1 || price % TICK !== 0 || price > HIGHEST * TICK)
        rows.fail(
          field,
          `${word} price ${level + 1}`,
          `USD × 10000 on the tick of ${TICK}, or ${none} for an empty level`,
        );
      const ticks = price / TICK;
      if (count !== level)
        rows.fail(field, `${word} price ${level + 1}`, `${none}, since the level before it is empty`);
      if (level > 0 && (side === Side.sell ? ticks <= prices[level - 1] : ticks >= prices[level - 1]))
        rows.fail(field, `${word} price ${level + 1}`, 'a price behind that of the level before it');
      prices[level] = ticks;
      quantities[level] = rows.integer(field + 1, `${word} size ${level + 1}`, 1, MAXIMUM);
      count++;
    }
    this.counts[side] = count;
  }
}
