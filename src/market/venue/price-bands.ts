import { portion, type RulePack } from '../../rules/index.js';
import { type InstrumentHeader, UNKNOWN } from '../../tape/index.js';
import type { Clock } from './clock.js';

/** Fractions are taken to four decimals. */
const PARTS = 10_000;
/** Money units, 1/10,000 of the currency. */
const THREE = 30_000;
const THREE_QUARTERS = 7_500;
const FIFTEEN_CENTS = 1_500;

/**
 * The limit-up–limit-down band of an instrument (US NMS Plan to Address Extraordinary Market Volatility): a percentage
 * around a reference price, which is the mean price of the trades of the last five minutes and moves only when that has
 * moved by one per cent. The width follows from the tier and the previous close.
 */
export class PriceBands {
  /** When the limit state ends in a pause, ns; Infinity outside a limit state. */
  pauseAt = Infinity;
  private reference: number;
  private opened = false;
  private changedAt = -Infinity;
  private readonly percent: number;
  private readonly narrowest: number;
  private readonly doubles: boolean;
  private times = new Float64Array(64);
  private prices = new Int32Array(64);
  private first = 0;
  private count = 0;
  private sum = 0;

  constructor(
    private readonly rule: NonNullable<RulePack['luld']>,
    { previousClose, moneyPerTick }: InstrumentHeader,
    private readonly clock: Clock,
  ) {
    const close = previousClose * moneyPerTick;
    this.reference = previousClose > 0 ? previousClose : UNKNOWN;
    const cheap = previousClose > 0 && close < THREE_QUARTERS;
    const middling = previousClose > 0 && close <= THREE;
    this.percent = cheap ? 7_500 : middling ? 2_000 : rule.tier === 1 ? 500 : 1_000;
    this.narrowest = cheap ? Math.floor(FIFTEEN_CENTS / moneyPerTick) : UNKNOWN;
    this.doubles = rule.tier === 1 || middling;
  }

  /** Highest price of a buy, in ticks; −1 while there is no band. */
  get upper(): number {
    return this.reference < 0 ? UNKNOWN : this.reference + this.width();
  }

  /** Lowest price of a sell, in ticks; −1 while there is no band. */
  get lower(): number {
    return this.reference < 0 ? UNKNOWN : Math.max(1, this.reference - this.width());
  }

  /** Takes note of a trade. */
  traded(price: number): void {
    const capacity = this.times.length;
    if (this.count === capacity) this.grow();
    const at = (this.first + this.count++) & (this.times.length - 1);
    this.times[at] = this.clock.now;
    this.prices[at] = price;
    this.sum += price;
  }

  /** After a command with trades: whether the reference price has moved. The day's first trade sets it. */
  update(firstPrice: number): boolean {
    const { now } = this.clock;
    while (this.count > 0 && this.times[this.first] <= now - this.rule.windowNs) {
      this.sum -= this.prices[this.first];
      this.first = (this.first + 1) & (this.times.length - 1);
      this.count--;
    }
    if (!this.opened) {
      this.opened = true;
      this.reference = firstPrice;
      this.changedAt = now;
      return true;
    }
    if (this.count === 0) return false;
    const mean = Math.floor((2 * this.sum + this.count) / (2 * this.count));
    const moved = Math.abs(mean - this.reference) >= this.rule.updateFraction * this.reference;
    if (!moved || now - this.changedAt < this.rule.minimumStandNs) return false;
    this.reference = mean;
    this.changedAt = now;
    return true;
  }

  /** Trading resumed at a price, which is the new reference. */
  resume(price: number): void {
    this.opened = true;
    this.reference = price;
    this.changedAt = this.clock.now;
  }

  private width(): number {
    const times = this.doubles && this.clock.now >= this.rule.doubledFromNs ? 2 : 1;
    const width = portion(this.reference, this.percent * times, PARTS);
    return Math.max(1, this.narrowest >= 0 ? Math.min(width, this.narrowest * times) : width);
  }

  private grow(): void {
    const capacity = this.times.length;
    const times = new Float64Array(capacity * 2);
    const prices = new Int32Array(capacity * 2);
    for (let index = 0; index < this.count; index++) {
      times[index] = this.times[(this.first + index) & (capacity - 1)];
      prices[index] = this.prices[(this.first + index) & (capacity - 1)];
    }
    this.times = times;
    this.prices = prices;
    this.first = 0;
  }
}
