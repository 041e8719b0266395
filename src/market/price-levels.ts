import { FarLevels } from './far-levels.js';
import { LevelBitmap } from './level-bitmap.js';

/** Best bid of a side without orders; below every price. */
export const NO_BID = -1;
/** Best ask of a side without orders; above every price. */
export const NO_ASK = 2_147_483_647;

const BUY = 0;
const SMALLEST_WIDTH = 1024;
const LARGEST_WIDTH = 65_536;

/**
 * Where the price levels of a book lie. A level is four words [head, tail, quantity as float64]: the first order of its
 * queue, the last, and the quantity of all of them, which may pass 2^31 in the queue of a stock at its limit.
 *
 * Levels near the touch lie in a dense window of consecutive prices, one of its own for each side since a book may be
 * crossed during a call phase; all others in {@link FarLevels}. The window is moved or doubled when claims outside it
 * have paid for the work, so that any price from 1 to 2^31 − 2 is possible and a far one is never ruinous.
 */
export class PriceLevels {
  /** Level records: the window of buys, the window of sells, then far records. A place is a word offset in here. */
  words: Int32Array;
  /** The same memory; the quantity of a place is at `(place >> 1) | 1`. */
  quantities: Float64Array;
  private base: number;
  private width = SMALLEST_WIDTH;
  /** Bits that an offset inside the window does not have. */
  private outside = -SMALLEST_WIDTH;
  private buyBits: LevelBitmap;
  private sellBits: LevelBitmap;
  private buyFar = new FarLevels();
  private sellFar = new FarLevels();
  private occupied = 0;
  /** First of the free far records, threaded through their heads. */
  private freeFar = -1;
  private endFar: number;
  private farClaims = 0;
  private nearClaims = 0;

  /** @param referencePrice - around which the window lies at first */
  constructor(referencePrice = 1) {
    this.base = centred(referencePrice, this.width);
    this.buyBits = new LevelBitmap(this.width);
    this.sellBits = new LevelBitmap(this.width);
    this.endFar = this.width << 3;
    const memory = new ArrayBuffer((this.endFar + 256) * 4);
    this.words = new Int32Array(memory);
    this.quantities = new Float64Array(memory);
    this.emptyWindow();
  }

  /** The place of an occupied level; for an unoccupied one −1, or a place in the window whose tail is −1. */
  find(side: number, price: number): number {
    const offset = (price - this.base) | 0;
    if ((offset & this.outside) === 0) return (offset + (this.width & -side)) << 2;
    return (side === BUY ? this.buyFar : this.sellFar).find(price);
  }

  /**
   * The place of a level that is about to be occupied: its tail is −1 when it was not. The best prices say where trading
   * is, for the window to follow.
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
    const { words } = this;
    words[place] = -1;
    words[place | 1] = -1;
    this.quantities[(place >> 1) | 1] = 0;
    const offset = (price - this.base) | 0;
    if ((offset & this.outside) === 0) (side === BUY ? this.buyBits : this.sellBits).clear(offset);
    else this.releaseFar((side === BUY ? this.buyFar : this.sellFar).remove(price));
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
    const far = this.sellFar.above(price);
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
    if (known >= 0) return known;
    const place = this.takeFar();
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

  /** Lays all levels out anew. */
  private move(base: number, width: number): void {
    const old = { words: this.words, quantities: this.quantities, base: this.base, width: this.width };
    const sides = [
      { side: 0, bits: this.buyBits, far: this.buyFar },
      { side: 1, bits: this.sellBits, far: this.sellFar },
    ];
    this.base = base;
    this.width = width;
    this.outside = -width;
    this.endFar = width << 3;
    const memory = new ArrayBuffer((this.endFar + 256) * 4);
    this.words = new Int32Array(memory);
    this.quantities = new Float64Array(memory);
    this.emptyWindow();
    this.freeFar = -1;
    this.buyBits = new LevelBitmap(width);
    this.sellBits = new LevelBitmap(width);
    this.buyFar = new FarLevels();
    this.sellFar = new FarLevels();
    for (const { side, bits, far } of sides) {
      for (let at = bits.atOrAbove(0); at >= 0; at = bits.atOrAbove(at + 1))
        this.adopt(side, old.base + at, old, (side * old.width + at) << 2);
      for (let index = 0; index < far.count; index++) this.adopt(side, far.priceAt(index), old, far.placeAt(index));
    }
  }

  private adopt(
    side: number,
    price: number,
    from: { readonly words: Int32Array; readonly quantities: Float64Array },
    fromPlace: number,
  ): void {
    const offset = price - this.base;
    let place: number;
    if ((offset & this.outside) === 0) {
      place = (side * this.width + offset) << 2;
      (side === BUY ? this.buyBits : this.sellBits).set(offset);
    } else {
      place = this.takeFar();
      (side === BUY ? this.buyFar : this.sellFar).insert(price, place);
    }
    this.words[place] = from.words[fromPlace];
    this.words[place | 1] = from.words[fromPlace | 1];
    this.quantities[(place >> 1) | 1] = from.quantities[(fromPlace >> 1) | 1];
  }

  /** Puts the heads and tails of fresh memory to −1. */
  private emptyWindow(): void {
    const { words } = this;
    for (let place = 0; place < this.width << 3; place += 4) words[place] = words[place | 1] = -1;
  }

  private takeFar(): number {
    let place = this.freeFar;
    if (place >= 0) this.freeFar = this.words[place];
    else {
      place = this.endFar;
      this.endFar += 4;
      if (this.endFar > this.words.length) this.growFar();
    }
    this.words[place] = -1;
    this.words[place | 1] = -1;
    this.quantities[(place >> 1) | 1] = 0;
    return place;
  }

  private releaseFar(place: number): void {
    this.words[place] = this.freeFar;
    this.freeFar = place;
  }

  private growFar(): void {
    const far = this.words.length - (this.width << 3);
    const memory = new ArrayBuffer((this.words.length + far) * 4);
    const words = new Int32Array(memory);
    words.set(this.words);
    this.words = words;
    this.quantities = new Float64Array(memory);
  }

  /** Throws when the window, its bitmaps and the far store contradict each other. */
  validate(): void {
    let seen = 0;
    for (const [side, bits, far] of [
      [0, this.buyBits, this.buyFar],
      [1, this.sellBits, this.sellFar],
    ] as const) {
      for (let at = 0; at < this.width; at++) {
        const occupied = this.words[((side * this.width + at) << 2) + 1] !== -1;
        if (occupied) seen++;
        if (bits.has(at) !== occupied) throw new Error(`bitmap and level disagree at price ${this.base + at}`);
      }
      for (let index = 0; index < far.count; index++) {
        const price = far.priceAt(index);
        if ((price - this.base) >>> 0 < this.width) throw new Error(`price ${price} is stored far, and in the window`);
        if (index > 0 && far.priceAt(index - 1) >= price) throw new Error(`far prices are not sorted at ${price}`);
        if (this.words[far.placeAt(index) + 1] === -1) throw new Error(`far price ${price} is kept without orders`);
        seen++;
      }
    }
    if (seen !== this.occupied) throw new Error(`${this.occupied} levels were counted, ${seen} are occupied`);
  }
}

function centred(price: number, width: number): number {
  return Math.max(0, price - (width >> 1));
}
