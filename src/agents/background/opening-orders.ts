import { type BackgroundModel, QuantityLaw } from '../../model/index.js';
import { exponential, type Stream } from '../../random/index.js';
import { SECOND, Side } from '../../tape/index.js';

/** Kinds of arrivals in the opening call: buys, sells, and the latent class of each side. */
const CLOCKS = 4;

/**
 * Orders of the opening call: Poisson arrivals with rates that are constant between the model's edges, prices from a
 * tabulated law around the previous close. The fields hold the last draw.
 */
export class OpeningOrders {
  /** Ticks. */
  price = -1;
  quantity = 0;
  /** When the next order comes, ns, and which: 0 buy, 1 sell, 2 and 3 latent buy and sell. */
  nextTime = Infinity;
  nextClock = -1;

  private readonly rates: readonly Float64Array[];
  private readonly quantities: readonly QuantityLaw[];
  private readonly offsets: readonly Float64Array[];
  private readonly edges: readonly number[];
  private readonly times = new Float64Array(CLOCKS).fill(Infinity);

  constructor(
    private readonly model: BackgroundModel,
    private readonly clocks: readonly Stream[],
    private readonly marks: readonly Stream[],
  ) {
    const { openingCall, latentDepth } = model.file;
    const values = (estimates: readonly { value: number }[]) => Float64Array.from(estimates, ({ value }) => value);
    if (openingCall === null) throw new Error('the model has no opening call');
    this.edges = openingCall.edgesNs;
    this.offsets = [values(openingCall.offsetTicks.buy), values(openingCall.offsetTicks.sell)];
    this.quantities = [new QuantityLaw(openingCall.quantities.buy), new QuantityLaw(openingCall.quantities.sell)];
    const seconds = (this.edges[this.edges.length - 1] - this.edges[0]) / SECOND;
    const latent = (side: number, lots: number) =>
      new Float64Array(this.edges.length - 1).fill(lots / model.quantities[4][side].mean / seconds);
    this.rates = [
      values(openingCall.ratePerSecond.buy),
      values(openingCall.ratePerSecond.sell),
      latent(0, latentDepth?.openingLots.buy.value ?? 0),
      latent(1, latentDepth?.openingLots.sell.value ?? 0),
    ];
  }

  /** Draws the first order of each kind after a time. */
  begin(now: number): void {
    for (let clock = 0; clock < CLOCKS; clock++) this.times[clock] = this.timeAfter(clock, now);
    this.chooseNext();
  }

  /** The planned order has come; draws when its kind comes again. */
  advance(): void {
    this.times[this.nextClock] = this.timeAfter(this.nextClock, this.times[this.nextClock]);
    this.chooseNext();
  }

  /** Draws an order of a side that is not latent. */
  draw(side: number, previousClose: number): void {
    const marks = this.marks[side];
    this.quantity = this.quantities[side].quantile(marks.uniform()) * this.model.file.market.lot;
    const { probabilities } = this.model.file.openingCall!;
    const u = marks.uniform();
    let i = 0;
    while (i < probabilities.length - 2 && u >= probabilities[i + 1]) i++;
    const weight = (u - probabilities[i]) / (probabilities[i + 1] - probabilities[i]);
    const offsets = this.offsets[side];
    this.price = previousClose + Math.round((1 - weight) * offsets[i] + weight * offsets[i + 1]);
  }

  private chooseNext(): void {
    this.nextClock = Side.buy;
    for (let clock = 1; clock < CLOCKS; clock++)
      if (this.times[clock] < this.times[this.nextClock]) this.nextClock = clock;
    this.nextTime = this.times[this.nextClock];
  }

  private timeAfter(clock: number, from: number): number {
    let left = exponential(this.clocks[clock]);
    let time = Math.max(from, this.edges[0]);
    const rates = this.rates[clock];
    for (let i = 0; i < rates.length; i++) {
      const end = this.edges[i + 1];
      if (time >= end) continue;
      const reach = (rates[i] * (end - time)) / SECOND;
      if (reach > left) return time + (left / rates[i]) * SECOND;
      left -= reach;
      time = end;
    }
    return Infinity;
  }
}
