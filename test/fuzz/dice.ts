/** Where random choices come from. */
export interface Dice {
  /** An integer from 0 to below `sides`. */
  roll(sides: number): number;
}

/** The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded with a number; the first rolls are thrown away. */
export class SeededDice implements Dice {
  private a: number;
  private b: number;
  private c = 0x9e3779b9;
  private counter = 1;

  constructor(seed: number) {
    this.a = seed >>> 0;
    this.b = Math.floor(seed / 4_294_967_296) >>> 0;
    for (let warm = 0; warm < 16; warm++) this.next();
  }

  roll(sides: number): number {
    return Math.floor((this.next() / 4_294_967_296) * sides);
  }

  private next(): number {
    const sum = (this.a + this.b + this.counter) >>> 0;
    this.counter = (this.counter + 1) >>> 0;
    this.a = (this.b ^ (this.b >>> 9)) >>> 0;
    this.b = (this.c + (this.c << 3)) >>> 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) >>> 0;
    return sum;
  }
}

/** Choices that were drawn before, so that fast-check can make them smaller; after the last one always 0. */
export class DrawnDice implements Dice {
  private next = 0;

  constructor(private readonly drawn: readonly number[]) {}

  roll(sides: number): number {
    return (this.drawn[this.next++] ?? 0) % sides;
  }
}

export function pick<Item>(dice: Dice, items: readonly Item[]): Item {
  return items[dice.roll(items.length)];
}

/** Whether something happens that happens in so many of a hundred cases. */
export function chance(dice: Dice, percent: number): boolean {
  return dice.roll(100) < percent;
}

/** An integer from `low` to `high`. */
export function between(dice: Dice, low: number, high: number): number {
  return low + dice.roll(high - low + 1);
}
