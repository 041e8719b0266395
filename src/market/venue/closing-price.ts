import type { RulePack } from '../../rules/index.js';
import { MINUTE, TradeStage, UNKNOWN } from '../../tape/index.js';
import type { Clock } from './clock.js';

/** How far back the average reaches from the last trade. */
const WINDOW = MINUTE;

/**
 * The closing price of an instrument: that of the closing call; without one the volume-weighted average of the minute
 * up to and including the last trade; without any trade the previous close (SZSE and SSE trading rules).
 */
export class ClosingPrice {
  private called = UNKNOWN;
  private last = UNKNOWN;
  private readonly averages: boolean;
  private times = new Float64Array(64);
  private prices = new Int32Array(64);
  private quantities = new Int32Array(64);
  private first = 0;
  private count = 0;

  constructor(
    private readonly rule: RulePack['closingPrice'],
    private readonly previousClose: number,
    private readonly clock: Clock,
  ) {
    this.averages = rule !== 'last-trade';
  }

  /** A trade of a call or of continuous trading. */
  traded(stage: number, price: number, quantity: number): void {
    this.last = price;
    if (stage === TradeStage.closeCall) this.called = price;
    else if (this.averages) this.note(price, quantity);
  }

  /** Ticks; −1 when nothing was traded and no previous close is known. */
  price(): number {
    if (this.last === UNKNOWN) return this.previousClose > 0 ? this.previousClose : UNKNOWN;
    if (this.rule === 'last-trade') return this.last;
    if (this.rule === 'call-then-vwap' && this.called !== UNKNOWN) return this.called;
    return this.count === 0 ? this.last : this.average();
  }

  private note(price: number, quantity: number): void {
    const capacity = this.times.length;
    const { now } = this.clock;
    while (this.count > 0 && this.times[this.first] <= now - WINDOW) {
      this.first = (this.first + 1) & (capacity - 1);
      this.count--;
    }
    if (this.count === capacity) this.grow();
    const at = (this.first + this.count++) & (this.times.length - 1);
    this.times[at] = now;
    this.prices[at] = price;
    this.quantities[at] = quantity;
  }

  /** Half up, in whole numbers of any size. */
  private average(): number {
    let value = 0n;
    let volume = 0n;
    for (let index = 0; index < this.count; index++) {
      const at = (this.first + index) & (this.times.length - 1);
      value += BigInt(this.prices[at]) * BigInt(this.quantities[at]);
      volume += BigInt(this.quantities[at]);
    }
    return Number((2n * value + volume) / (2n * volume));
  }

  private grow(): void {
    const capacity = this.times.length;
    const times = new Float64Array(capacity * 2);
    const prices = new Int32Array(capacity * 2);
    const quantities = new Int32Array(capacity * 2);
    for (let index = 0; index < this.count; index++) {
      const at = (this.first + index) & (capacity - 1);
      times[index] = this.times[at];
      prices[index] = this.prices[at];
      quantities[index] = this.quantities[at];
    }
    this.times = times;
    this.prices = prices;
    this.quantities = quantities;
    this.first = 0;
  }
}
