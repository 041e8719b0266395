/** Levels in a block; a block that is full is split. */
const BLOCK = 256;

/**
 * The occupied prices of one side outside the dense window, sorted upwards, each with the place of its level record.
 * They stand in blocks of up to 256, found by bisection over the blocks' first prices; so a search takes two short
 * bisections and a new price moves one block, even if every price of a million is far.
 */
export class FarLevels {
  count = 0;
  private blocks: Block[] = [];

  /** The place of a price's level record, or 0. */
  find(price: number): number {
    if (this.count === 0) return 0;
    const block = this.blocks[this.blockOf(price)];
    const index = block.lowerBound(price);
    return index < block.count && block.prices[index] === price ? block.places[index] : 0;
  }

  insert(price: number, place: number): void {
    if (this.blocks.length === 0) this.blocks.push(new Block());
    let at = this.blockOf(price);
    if (this.blocks[at].count === BLOCK) {
      this.blocks.splice(at + 1, 0, this.blocks[at].split());
      if (this.blocks[at + 1].prices[0] <= price) at++;
    }
    this.blocks[at].insert(price, place);
    this.count++;
  }

  /** Forgets a price and returns the place of its record. The price is here. */
  remove(price: number): number {
    const at = this.blockOf(price);
    const block = this.blocks[at];
    const place = block.remove(block.lowerBound(price));
    if (block.count === 0 && this.blocks.length > 1) this.blocks.splice(at, 1);
    this.count--;
    return place;
  }

  /** The lowest price at or above `price`, or −1. */
  atOrAbove(price: number): number {
    if (this.count === 0) return -1;
    const at = this.blockOf(price);
    const block = this.blocks[at];
    const index = block.lowerBound(price);
    if (index < block.count) return block.prices[index];
    return at + 1 < this.blocks.length ? this.blocks[at + 1].prices[0] : -1;
  }

  /** The highest price below `price`, or −1. */
  below(price: number): number {
    if (this.count === 0) return -1;
    const at = this.blockOf(price);
    const index = this.blocks[at].lowerBound(price);
    if (index > 0) return this.blocks[at].prices[index - 1];
    return at > 0 ? this.blocks[at - 1].last : -1;
  }

  /** The block in which a price stands or would stand. */
  private blockOf(price: number): number {
    const { blocks } = this;
    let low = 0;
    let high = blocks.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (blocks[middle].prices[0] <= price) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** A run of sorted prices; empty only when it is the last one. */
class Block {
  count = 0;
  readonly prices = new Int32Array(BLOCK);
  readonly places = new Int32Array(BLOCK);

  get last(): number {
    return this.prices[this.count - 1];
  }

  /** Index of the first price that is not below `price`. */
  lowerBound(price: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.prices[middle] < price) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(price: number, place: number): void {
    const index = this.lowerBound(price);
    this.prices.copyWithin(index + 1, index, this.count);
    this.places.copyWithin(index + 1, index, this.count);
    this.prices[index] = price;
    this.places[index] = place;
    this.count++;
  }

  remove(index: number): number {
    const place = this.places[index];
    this.prices.copyWithin(index, index + 1, this.count);
    this.places.copyWithin(index, index + 1, this.count);
    this.count--;
    return place;
  }

  /** Gives its upper half to a new block. */
  split(): Block {
    const upper = new Block();
    const kept = this.count >> 1;
    upper.prices.set(this.prices.subarray(kept, this.count));
    upper.places.set(this.places.subarray(kept, this.count));
    upper.count = this.count - kept;
    this.count = kept;
    return upper;
  }
}
