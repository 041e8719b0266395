import { FarLevels } from './far-levels.js';
import { LevelBitmap } from './level-bitmap.js';

/** Best bid of a side without orders; below every price. */
export const NO_BID = -1;
/** Best ask of a side without orders; above every price. */
export const NO_ASK = 2_147_483_647;

/** Added to the places of far records, which lie in memory of their own. */
export const FAR = 1 << 30;
/** The offset of a place in its memory. */
export const OFFSET = FAR - 1;

const BUY = 0;
const SMALLEST_WIDTH = 1024;
const LARGEST_WIDTH = 65_536;
/** Value of the low word of a quantity beyond which the high word counts. */
const LOW_WORD = 2_147_483_647;

/**
 * Where the price levels of a book lie. A level is four words [head, tail, quantity, carry]: the first order of its
 * queue, the last, and the quantity of all of them, which may pass 2^31 in the queue of a stock at its limit and then
 * carries into the fourth word. A level without orders is four zeros, so fresh memory is an empty window.
 *
 * Levels near the touch lie in a dense window of consecutive prices, one of its own for each side since a book may be
 * crossed during a call phase; all others in {@link FarLevels}. The window is moved or doubled when claims outside it
 * have paid for the work, so that any price from 1 to 2^31 − 2 is possible and a far one is never ruinous; what a move
 * costs depends on the levels that change place, not on the book.
 *
 * A *place* is a word offset: in {@link near}, or with {@link FAR} added in {@link far}.
 */
export class PriceLevels {
  /** Records of the window: those of buys, then those of sells. */
  near: Int32Array;
  /** Records of the levels outside. */
  far = new Int32Array(64);
  private base: number;
  private width = SMALLEST_WIDTH;
  /** Bits that an offset inside the window does not have. */
  private outside = -SMALLEST_WIDTH;
  private buyBits: LevelBitmap;
  private sellBits: LevelBitmap;
  private readonly buyFar = new FarLevels();
  private readonly sellFar = new FarLevels();
  private occupied = 0;
  /** First of the free far records plus one, threaded through their heads; 0 when there is none. */
  private freeFar = 0;
  private endFar = 0;
  private farClaims = 0;
  private nearClaims = 0;

  /** @param referencePrice - around which the window lies at first */
  constructor(referencePrice = 1) {
    this.base = centred(referencePrice, this.width);
    this.buyBits = new LevelBitmap(this.width);
    this.sellBits = new LevelBitmap(this.width);
    this.near = new Int32Array(this.width << 3);
  }

  /** The place of a level; −1 for one outside the window that nobody occupies. */
  find(side: number, price: number): number {
    const offset = (price - this.base) | 0;
    if ((offset & this.outside) === 0) return (offset + (this.width & -side)) << 2;
    const place = (side === BUY ? this.buyFar : this.sellFar).find(price);
    return place < 0 ? -1 : place | FAR;
  }

  /**
   * The place of a level that is about to be occupied. The best prices say where trading is, for the window to follow.
   */
  claim(side: number, price: number, bestBid: number, bestAsk: number): number {
    const offset = (price - this.base) | 0;
    if ((offset & this.outside) === 0) return (offset + (this.width & -side)) << 2;
    return this.claimFar(side, price, bestBid !== NO_BID ? bestBid : bestAsk !== NO_ASK ? bestAsk : price);
  }

  /** Marks a claimed level as occupied, once the first order is in. */
  occupy(side: number, price: number): void {
    this.occupied++;
    const offset = (price - this.base) | 0;
    if ((offset & this.outside) === 0) (side === BUY ? this.buyBits : this.sellBits).set(offset);
  }

  /** The last order of a level has gone. */
  vacate(side: number, price: number, place: number): void {
    this.occupied--;
    const words = place < FAR ? this.near : this.far;
    const at = place & OFFSET;
    words[at] = 0;
    words[at | 1] = 0;
    words[at | 2] = 0;
    words[at | 3] = 0;
    if (place < FAR) (side === BUY ? this.buyBits : this.sellBits).clear((price - this.base) | 0);
    else this.releaseFar((side === BUY ? this.buyFar : this.sellFar).remove(price));
  }

  /** Quantity of the record at a place. */
  quantityAt(place: number): number {
    const words = place < FAR ? this.near : this.far;
    const at = place & OFFSET;
    return words[at | 2] + words[at | 3] * (LOW_WORD + 1);
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

  private claimFar(side: number, price: number, touch: number): number {
    if (this.occupied === 0) {
      this.base = centred(price, this.width);
      return this.find(side, price);
    }
    this.farClaims++;
    if (price >= this.base - (this.width >> 1) && price < this.base + this.width + (this.width >> 1)) this.nearClaims++;
    if (this.farClaims >= this.width >> 3 && this.settle(touch) && (price - this.base) >>> 0 < this.width)
      return this.find(side, price);
    const far = side === BUY ? this.buyFar : this.sellFar;
    const known = far.find(price);
    if (known >= 0) return known | FAR;
    const place = this.takeFar();
    far.insert(price, place);
    return place | FAR;
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
    const old = { near: this.near, base: this.base, width: this.width };
    this.base = base;
    this.width = width;
    this.outside = -width;
    this.near = new Int32Array(width << 3);
    for (const side of [0, 1]) {
      const bits = side === BUY ? this.buyBits : this.sellBits;
      const fresh = new LevelBitmap(width);
      if (side === BUY) this.buyBits = fresh;
      else this.sellBits = fresh;
      for (let at = bits.atOrAbove(0); at >= 0; at = bits.atOrAbove(at + 1))
        this.adopt(side, old.base + at, old.near, (side * old.width + at) << 2);
      const far = side === BUY ? this.buyFar : this.sellFar;
      for (let price = far.atOrAbove(base); price >= 0 && price < base + width; price = far.atOrAbove(price + 1)) {
        // What was just adopted lies outside the new window, so all in here are old far levels.
        const place = far.remove(price);
        this.adopt(side, price, this.far, place);
        this.releaseFar(place);
      }
    }
  }

  private adopt(side: number, price: number, from: Int32Array, at: number): void {
    const offset = price - this.base;
    let words = this.near;
    let to = (side * this.width + offset) << 2;
    if ((offset & this.outside) === 0) (side === BUY ? this.buyBits : this.sellBits).set(offset);
    else {
      to = this.takeFar();
      words = this.far;
      (side === BUY ? this.buyFar : this.sellFar).insert(price, to);
    }
    words[to] = from[at];
    words[to | 1] = from[at | 1];
    words[to | 2] = from[at | 2];
    words[to | 3] = from[at | 3];
  }

  private takeFar(): number {
    if (this.freeFar !== 0) {
      const place = this.freeFar - 1;
      this.freeFar = this.far[place];
      this.far[place] = 0;
      return place;
    }
    const place = this.endFar;
    this.endFar += 4;
    if (this.endFar > this.far.length) {
      const far = new Int32Array(this.far.length * 2);
      far.set(this.far);
      this.far = far;
    }
    return place;
  }

  /** The record is four zeros but for the thread. */
  private releaseFar(place: number): void {
    this.far[place] = this.freeFar;
    this.far[place | 1] = 0;
    this.far[place | 2] = 0;
    this.far[place | 3] = 0;
    this.freeFar = place + 1;
  }

  /** Throws when the window, its bitmaps and the far store contradict each other. */
  validate(): void {
    let seen = 0;
    for (const [side, bits, far] of [
      [0, this.buyBits, this.buyFar],
      [1, this.sellBits, this.sellFar],
    ] as const) {
      for (let at = 0; at < this.width; at++) {
        const occupied = this.near[((side * this.width + at) << 2) + 1] !== 0;
        if (occupied) seen++;
        if (bits.has(at) !== occupied) throw new Error(`bitmap and level disagree at price ${this.base + at}`);
      }
      let counted = 0;
      for (let price = far.atOrAbove(0); price >= 0; price = far.atOrAbove(price + 1)) {
        if ((price - this.base) >>> 0 < this.width) throw new Error(`price ${price} is stored far, and in the window`);
        if (far.below(price + 1) !== price) throw new Error(`far prices are not sorted at ${price}`);
        if (this.far[far.find(price) + 1] === 0) throw new Error(`far price ${price} is kept without orders`);
        counted++;
      }
      if (counted !== far.count) throw new Error(`${far.count} far levels were counted, ${counted} are there`);
      seen += counted;
    }
    if (seen !== this.occupied) throw new Error(`${this.occupied} levels were counted, ${seen} are occupied`);
  }
}

/** Adds to the quantity of a level record. */
export function enlarge(words: Int32Array, at: number, quantity: number): void {
  const sum = (words[at | 2] + quantity) | 0;
  if (sum >= 0) words[at | 2] = sum;
  else {
    words[at | 2] = sum & LOW_WORD;
    words[at | 3]++;
  }
}

/** Takes from the quantity of a level record. */
export function diminish(words: Int32Array, at: number, quantity: number): void {
  const rest = (words[at | 2] - quantity) | 0;
  if (rest >= 0) words[at | 2] = rest;
  else {
    words[at | 2] = rest & LOW_WORD;
    words[at | 3]--;
  }
}

function centred(price: number, width: number): number {
  return Math.max(0, price - (width >> 1));
}
