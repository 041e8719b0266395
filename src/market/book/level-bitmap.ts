/**
 * Which levels of a window are occupied, as a bitmap of three storeys: a bit of an upper storey says that the word of
 * 32 bits below it is not empty, so the nearest occupied level is found in a few steps however sparse the window is.
 */
export class LevelBitmap {
  private readonly ground: Int32Array;
  private readonly middle: Int32Array;
  private readonly top: Int32Array;

  /** @param width - number of levels, a power of two of at least 32 */
  constructor(private readonly width: number) {
    this.ground = new Int32Array(width >> 5);
    this.middle = new Int32Array(Math.max(1, width >> 10));
    this.top = new Int32Array(Math.max(1, width >> 15));
  }

  has(index: number): boolean {
    return (this.ground[index >> 5] & (1 << (index & 31))) !== 0;
  }

  set(index: number): void {
    const word = index >> 5;
    if (this.ground[word] === 0) {
      const upper = word >> 5;
      if (this.middle[upper] === 0) this.top[upper >> 5] |= 1 << (upper & 31);
      this.middle[upper] |= 1 << (word & 31);
    }
    this.ground[word] |= 1 << (index & 31);
  }

  clear(index: number): void {
    const word = index >> 5;
    this.ground[word] &= ~(1 << (index & 31));
    if (this.ground[word] !== 0) return;
    const upper = word >> 5;
    this.middle[upper] &= ~(1 << (word & 31));
    if (this.middle[upper] === 0) this.top[upper >> 5] &= ~(1 << (upper & 31));
  }

  /** The lowest occupied index at or above `index` (which is ≥ 0), or −1. */
  atOrAbove(index: number): number {
    if (index >= this.width) return -1;
    let word = index >> 5;
    let bits = this.ground[word] & (-1 << (index & 31));
    if (bits === 0) {
      let upper = word >> 5;
      bits = (word & 31) === 31 ? 0 : this.middle[upper] & (-1 << ((word & 31) + 1));
      if (bits === 0) {
        let roof = upper >> 5;
        bits = (upper & 31) === 31 ? 0 : this.top[roof] & (-1 << ((upper & 31) + 1));
        while (bits === 0) {
          if (++roof >= this.top.length) return -1;
          bits = this.top[roof];
        }
        upper = (roof << 5) + lowest(bits);
        bits = this.middle[upper];
      }
      word = (upper << 5) + lowest(bits);
      bits = this.ground[word];
    }
    return (word << 5) + lowest(bits);
  }

  /** The highest occupied index at or below `index` (which is < width), or −1. */
  atOrBelow(index: number): number {
    if (index < 0) return -1;
    let word = index >> 5;
    let bits = this.ground[word] & (-1 >>> (31 - (index & 31)));
    if (bits === 0) {
      let upper = word >> 5;
      bits = this.middle[upper] & ((1 << (word & 31)) - 1);
      if (bits === 0) {
        let roof = upper >> 5;
        bits = this.top[roof] & ((1 << (upper & 31)) - 1);
        while (bits === 0) {
          if (--roof < 0) return -1;
          bits = this.top[roof];
        }
        upper = (roof << 5) + highest(bits);
        bits = this.middle[upper];
      }
      word = (upper << 5) + highest(bits);
      bits = this.ground[word];
    }
    return (word << 5) + highest(bits);
  }
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function highest(bits: number): number {
  return 31 - Math.clz32(bits);
}
