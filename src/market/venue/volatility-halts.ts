import { portion, type RulePack } from '../../rules/index.js';
import { UNKNOWN } from '../../tape/index.js';

/** Fractions are taken to four decimals. */
const PARTS = 10_000;

/**
 * When trading stops on a day without price limits: the price first reaches 30 %, and first reaches 60 %, above or below
 * the opening price, each once a day (SZSE and SSE trading rules). A price that jumps over both levels stops it once.
 */
export class VolatilityHalts {
  private open = UNKNOWN;
  private readonly levels: readonly number[];
  private reachedUp = 0;
  private reachedDown = 0;

  constructor({ levels }: NonNullable<RulePack['halts']>) {
    this.levels = levels.map((level) => Math.round(level * PARTS));
  }

  /** The first trade of the day gives the opening price. */
  opens(price: number): void {
    if (this.open === UNKNOWN) this.open = price;
  }

  /** Whether the price of the last trade stops trading. */
  reaches(price: number): boolean {
    const { levels, open } = this;
    // Of a stock so cheap that a level rounds to the open, the open itself still stops nothing.
    if (price === open) return false;
    let up = this.reachedUp;
    while (up < levels.length && price >= portion(open, PARTS + levels[up], PARTS)) up++;
    let down = this.reachedDown;
    while (down < levels.length && price <= portion(open, PARTS - levels[down], PARTS)) down++;
    const reaches = up > this.reachedUp || down > this.reachedDown;
    this.reachedUp = up;
    this.reachedDown = down;
    return reaches;
  }
}
