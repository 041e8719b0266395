import { FarLevels } from './far-levels.js';
import { LevelBitmap } from './level-bitmap.js';

/** Best bid of a side without orders; below every price. */
export const NO_BID = -1;
/** Best ask of a side without orders; above every price. */
export const NO_ASK = 2_147_483_647;

/** No level: nobody occupies the price. */
const NO_LEVEL = 0;

const BUY = 0;
/** Words of a level record. */
const LEVEL_WORDS = 4;
const SMALLEST_WIDTH = 1024;
const LARGEST_WIDTH = 65_536;
/** The window stays below 2^30, so that twice the distance of any price from it is an int32 of the right sign. */
const HIGHEST_BASE = (1 << 30) - LARGEST_WIDTH;
/** Value of the low word of a quantity beyond which the high word counts. */
const LOW_WORD = 2_147_483_647;

/**
 * The occupied price levels of a book. A level is a record of four words [head, tail, quantity, carry]: the first order
 * of its queue, the last, and the quantity of all of them, which may pass 2^31 in the queue of a stock at its limit and
 * then carries into the fourth word. Its *place* is the offset of the first word, and stays the same as long as the level
 * is occupied, so that orders can name their level by it; places of levels that are gone are used again, which keeps the
 * records of even a wide book together. Place 0 is {@link NO_LEVEL}.
 *
 * From a price to its place leads a dense window of consecutive prices near the touch, one of its own for each side since
 * a book may be crossed during a call phase; for all others {@link FarLevels}. The window is moved or doubled when claims
 * outside it have paid for the work, so that any price from 1 to 2^31 − 2 is possible and a far one is never ruinous;
 * what a move costs depends on the levels that are occupied, not on the orders.
 */
export class PriceLevels {
  /** The records. A free one is zeros but for its head, which threads it to the next. */
  records = new Int32Array(64 * LEVEL_WORDS);
  /** What level a record is: price × 2 + side, by place / 4. */
  keys = new Int32Array(64);
  /** Places by price, of buys and of sells in turn; what lies outside reads as {@link NO_LEVEL}. */
  private window: Int32Array;
  private base: number;
  private width = SMALLEST_WIDTH;
  private buyBits: LevelBitmap;
  private sellBits: LevelBitmap;
  private readonly buyFar = new FarLevels();
  private readonly sellFar = new FarLevels();
  private occupied = 0;
  private free = NO_LEVEL;
  private end = LEVEL_WORDS;
  private farClaims = 0;
  private nearClaims = 0;

  /** @param referencePrice - around which the window lies at first */
  constructor(referencePrice = 1) {
    this.base = centred(referencePrice, this.width);
    this.buyBits = new LevelBitmap(this.width);
    this.sellBits = new LevelBitmap(this.width);
    this.window = new Int32Array(this.width << 1);
  }

  /** The place of a level that lies in the window; {@link NO_LEVEL} when it lies elsewhere or nobody occupies it. */
  findNear(side: number, price: number): number {
    return this.window[((price - this.base) << 1) | side] | 0;
  }

  /** The place of a level; {@link NO_LEVEL} when nobody occupies it. */
  find(side: number, price: number): number {
    const near = this.findNear(side, price);
    if (near !== 0) return near;
    const far = side === BUY ? this.buyFar : this.sellFar;
    return far.count === 0 ? NO_LEVEL : far.find(price);
  }

  /**
   * The place of a level that an order is about to join: its queue is empty when nobody occupied it before. The best
   * prices say where trading is, for the window to follow.
   */
  claim(side: number, price: number, bestBid: number, bestAsk: number): number {
    const known = this.findNear(side, price);
    if (known !== NO_LEVEL) return known;
    if ((price - this.base) >>> 0 < this.width) return this.occupyNear(side, price);
    return this.claimFar(side, price, bestBid !== NO_BID ? bestBid : bestAsk !== NO_ASK ? bestAsk : price);
  }

  /** The last order of a level has gone. */
  vacate(place: number): void {
    const { records } = this;
    const key = this.keys[place >> 2];
    const side = key & 1;
    const price = key >>> 1;
    const offset = price - this.base;
    if (offset >>> 0 < this.width) {
      this.window[(offset << 1) | side] = NO_LEVEL;
      (side === BUY ? this.buyBits : this.sellBits).clear(offset);
    } else (side === BUY ? this.buyFar : this.sellFar).remove(price);
    records[place] = this.free;
    records[place | 1] = 0;
    records[place | 2] = 0;
    records[place | 3] = 0;
    this.free = place;
    this.occupied--;
  }

  /** Price of an occupied level. */
  priceOf(place: number): number {
    return this.keys[place >> 2] >>> 1;
  }

  /** Side of an occupied level. */
  sideOf(place: number): number {
    return this.keys[place >> 2] & 1;
  }

  /** Quantity of the level at a place; that of {@link NO_LEVEL} is 0. */
  quantityAt(place: number): number {
    return this.records[place | 2] + this.records[place | 3] * (LOW_WORD + 1);
  }

  /** Adds to the quantity of a level. */
  enlarge(place: number, quantity: number): void {
    const { records } = this;
    const sum = (records[place | 2] + quantity) | 0;
    if (sum >= 0) records[place | 2] = sum;
    else {
      records[place | 2] = sum & LOW_WORD;
      records[place | 3]++;
    }
  }

  /** Takes from the quantity of a level. */
  diminish(place: number, quantity: number): void {
    const { records } = this;
    const rest = (records[place | 2] - quantity) | 0;
    if (rest >= 0) records[place | 2] = rest;
    else {
      records[place | 2] = rest & LOW_WORD;
      records[place | 3]--;
    }
  }

  /** The next occupied price away from the touch: below for buys, above for sells; NO_BID or NO_ASK at the end. */
  next(side: number, price: number): number {
    if (side === BUY) {
      const offset = price - this.base;
      if (offset > 0 && offset <= this.width) {
        const found = this.buyBits.atOrBelow(offset - 1);
        if (found >= 0) return this.base + found;
      }
      return this.nextBuyFar(price);
    }
    const offset = price - this.base;
    if (offset >= -1 && offset < this.width) {
      const found = this.sellBits.atOrAbove(offset + 1);
      if (found >= 0) return this.base + found;
    }
    return this.nextSellFar(price);
  }

  private nextBuyFar(price: number): number {
    const far = this.buyFar.below(price);
    if (price <= this.base + this.width || far >= this.base + this.width) return far < 0 ? NO_BID : far;
    const found = this.buyBits.atOrBelow(this.width - 1);
    if (found >= 0) return this.base + found;
    return far < 0 ? NO_BID : far;
  }

  private nextSellFar(price: number): number {
    const far = this.sellFar.atOrAbove(price + 1);
    if (price >= this.base - 1 || (far >= 0 && far < this.base)) return far < 0 ? NO_ASK : far;
    const found = this.sellBits.atOrAbove(0);
    if (found >= 0) return this.base + found;
    return far < 0 ? NO_ASK : far;
  }

  private occupyNear(side: number, price: number): number {
    const offset = price - this.base;
    const place = this.take(side, price);
    this.window[(offset << 1) | side] = place;
    (side === BUY ? this.buyBits : this.sellBits).set(offset);
    return place;
  }

  private claimFar(side: number, price: number, touch: number): number {
    if (this.occupied === 0) {
      this.base = centred(price, this.width);
      if ((price - this.base) >>> 0 < this.width) return this.occupyNear(side, price);
    }
    this.farClaims++;
    if (price >= this.base - (this.width >> 1) && price < this.base + this.width + (this.width >> 1)) this.nearClaims++;
    if (this.farClaims >= this.width >> 3 && this.settle(touch) && (price - this.base) >>> 0 < this.width) {
      const near = this.find(side, price);
      return near !== NO_LEVEL ? near : this.occupyNear(side, price);
    }
    const far = side === BUY ? this.buyFar : this.sellFar;
    const known = far.find(price);
    if (known !== NO_LEVEL) return known;
    const place = this.take(side, price);
    far.insert(price, place);
    return place;
  }

  /** Moves the window to the touch, or doubles it when that would take in a quarter of the claims outside. */
  private settle(touch: number): boolean {
    const besides = this.nearClaims * 4 >= this.farClaims;
    this.farClaims = 0;
    this.nearClaims = 0;
    const offset = touch - this.base;
    const central = offset >= this.width >> 2 && offset < this.width - (this.width >> 2);
    if (!central && centred(touch, this.width) !== this.base) this.move(centred(touch, this.width), this.width);
    else if (besides && this.width < LARGEST_WIDTH) this.move(centred(touch, this.width * 2), this.width * 2);
    else return false;
    return true;
  }

  /** Lays the window elsewhere: levels that fall out of it become far ones, far ones that fall into it become near. */
  private move(base: number, width: number): void {
    const old = { window: this.window, base: this.base };
    this.base = base;
    this.width = width;
    this.window = new Int32Array(width << 1);
    for (const side of [0, 1]) {
      const bits = side === BUY ? this.buyBits : this.sellBits;
      const fresh = new LevelBitmap(width);
      if (side === BUY) this.buyBits = fresh;
      else this.sellBits = fresh;
      for (let at = bits.atOrAbove(0); at >= 0; at = bits.atOrAbove(at + 1))
        this.adopt(side, old.base + at, old.window[(at << 1) | side]);
      const far = side === BUY ? this.buyFar : this.sellFar;
      // What was just adopted as far lies outside the new window, so all in here are old far levels.
      for (let price = far.atOrAbove(base); price >= 0 && price < base + width; price = far.atOrAbove(price + 1))
        this.adopt(side, price, far.remove(price));
    }
  }

  private adopt(side: number, price: number, place: number): void {
    const offset = price - this.base;
    if (offset >>> 0 < this.width) {
      this.window[(offset << 1) | side] = place;
      (side === BUY ? this.buyBits : this.sellBits).set(offset);
    } else (side === BUY ? this.buyFar : this.sellFar).insert(price, place);
  }

  /** A record of zeros for a level. */
  private take(side: number, price: number): number {
    let place = this.free;
    if (place !== NO_LEVEL) {
      this.free = this.records[place];
      this.records[place] = 0;
    } else {
      place = this.end;
      if (place === this.records.length) this.grow();
      this.end += LEVEL_WORDS;
    }
    this.keys[place >> 2] = (price << 1) | side;
    this.occupied++;
    return place;
  }

  private grow(): void {
    const records = new Int32Array(this.records.length * 2);
    records.set(this.records);
    this.records = records;
    const keys = new Int32Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
  }

  /** Throws when records, window, bitmaps and the far store contradict each other. */
  validate(): void {
    let seen = 0;
    for (const [side, bits, far] of [
      [0, this.buyBits, this.buyFar],
      [1, this.sellBits, this.sellFar],
    ] as const) {
      for (let at = 0; at < this.width; at++) {
        const place = this.window[(at << 1) | side];
        if (place !== NO_LEVEL) {
          seen++;
          this.validateLevel(place, side, this.base + at);
        }
        if (bits.has(at) !== (place !== NO_LEVEL))
          throw new Error(`bitmap and window disagree at price ${this.base + at}`);
      }
      let counted = 0;
      for (let price = far.atOrAbove(0); price >= 0; price = far.atOrAbove(price + 1)) {
        if ((price - this.base) >>> 0 < this.width) throw new Error(`price ${price} is stored far, and in the window`);
        if (far.below(price + 1) !== price) throw new Error(`far prices are not sorted at ${price}`);
        this.validateLevel(far.find(price), side, price);
        counted++;
      }
      if (counted !== far.count) throw new Error(`${far.count} far levels were counted, ${counted} are there`);
      seen += counted;
    }
    if (seen !== this.occupied) throw new Error(`${this.occupied} levels were counted, ${seen} are occupied`);
    let free = 0;
    for (let place = this.free; place !== NO_LEVEL; place = this.records[place])
      if (++free > this.end) throw new Error('the list of free levels has a loop');
    if ((free + seen + 1) * LEVEL_WORDS !== this.end)
      throw new Error(`${this.end / LEVEL_WORDS - 1} level records, ${free} free, ${seen} in use`);
  }

  private validateLevel(place: number, side: number, price: number): void {
    if (this.priceOf(place) !== price || this.sideOf(place) !== side)
      throw new Error(`the record of price ${price} says ${this.priceOf(place)}`);
    if (this.records[place | 1] === 0) throw new Error(`price ${price} is kept without orders`);
  }
}

function centred(price: number, width: number): number {
  return Math.min(HIGHEST_BASE, Math.max(0, price - (width >> 1)));
}
