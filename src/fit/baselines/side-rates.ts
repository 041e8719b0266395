import type { ContStoikovTalreja, FlowModel, QueueReactive, ZeroIntelligence } from '../../model/index.js';
import { EventKind } from '../../order-flow/index.js';
import { Side } from '../../tape/index.js';
import type { BookLevels } from './book-levels.js';
import { ReferencePrice } from './reference-price.js';

/** What a baseline expects of one side of a book: events per second of each kind, market orders those that take from it. */
export interface SideRates {
  /** Ticks from the opposite touch, and queues, that it must see. */
  readonly distanceLevels: number;
  readonly queueLevels: number;
  /** The book has changed. */
  settle(book: BookLevels): void;
  /** Writes the rates at 2·kind + side; market orders come from the other side. */
  write(rates: Float64Array, side: 0 | 1, book: BookLevels): void;
}

/** A model that has been fitted by counts. */
export type BaselineModel = Exclude<FlowModel, { readonly kind: 'batch-flow' | 'hawkes' }>;

/** The rates of a baseline. */
export function sideRates(model: BaselineModel): SideRates {
  switch (model.kind) {
    case 'zero-intelligence':
      return new ZeroIntelligenceRates(model);
    case 'cont-stoikov-talreja':
      return new ContStoikovTalrejaRates(model);
    case 'queue-reactive':
      return new QueueReactiveRates(model);
  }
}

/** Uniform placement, and one hazard for all that rests within the domain. */
class ZeroIntelligenceRates implements SideRates {
  readonly distanceLevels: number;
  readonly queueLevels = 1;
  private readonly limit: number;
  private readonly hazard: number;

  constructor(private readonly model: ZeroIntelligence) {
    this.distanceLevels = model.file.domainTicks;
    this.limit = model.limitPerSecond / model.file.domainTicks;
    this.hazard = model.file.cancelPerSecond.value / model.maximumQuantity;
  }

  settle(): void {}

  write(rates: Float64Array, side: 0 | 1, { bestBid, bestAsk, near }: BookLevels): void {
    const spread = bestAsk - bestBid;
    const domain = this.distanceLevels;
    rates[2 * EventKind.improve + side] = this.limit * Math.min(domain, spread - 1);
    rates[2 * EventKind.join + side] = spread <= domain ? this.limit : 0;
    rates[2 * EventKind.deeper + side] = this.limit * Math.max(0, domain - spread);
    let resting = 0;
    for (let i = 1; i < near.counts[side]; i++)
      if (near.distanceOf(side, i) <= domain) resting += near.quantities[side][i];
    rates[2 * EventKind.cancelTouch + side] = this.hazard * near.quantities[side][0];
    rates[2 * EventKind.cancelDeeper + side] = this.hazard * resting;
    rates[2 * EventKind.market + (side ^ 1)] = this.model.marketPerSecond;
  }
}

/** Placement and hazard by the distance from the opposite touch; hazards apply to the units that rest. */
class ContStoikovTalrejaRates implements SideRates {
  readonly distanceLevels: number;
  readonly queueLevels = 1;

  constructor(private readonly model: ContStoikovTalreja) {
    this.distanceLevels = model.cancelPerSecond.length;
  }

  settle(): void {}

  write(rates: Float64Array, side: 0 | 1, { bestBid, bestAsk, near, all }: BookLevels): void {
    const { model } = this;
    const { cumulativeLimit, cancelPerSecond, cancelBeyondPerSecond, maximumQuantity } = model;
    const spread = bestAsk - bestBid;
    const last = cumulativeLimit.length;
    const within = (ticks: number) => (ticks < 1 ? 0 : cumulativeLimit[Math.min(ticks, last) - 1]);
    rates[2 * EventKind.improve + side] = within(spread - 1);
    rates[2 * EventKind.join + side] = within(spread) - within(spread - 1);
    rates[2 * EventKind.deeper + side] = cumulativeLimit[last - 1] - within(spread);
    const hazard = (distance: number) => cancelPerSecond[distance - 1] ?? cancelBeyondPerSecond;
    let deeper = 0;
    for (let i = 1; i < near.counts[side]; i++) {
      const distance = near.distanceOf(side, i);
      if (distance <= cancelPerSecond.length) deeper += hazard(distance) * near.quantities[side][i];
    }
    for (let i = all.counts[side] - 1; i > 0 && all.distanceOf(side, i) > cancelPerSecond.length; i--)
      deeper += cancelBeyondPerSecond * all.quantities[side][i];
    rates[2 * EventKind.cancelTouch + side] = (hazard(spread) * near.quantities[side][0]) / maximumQuantity;
    rates[2 * EventKind.cancelDeeper + side] = deeper / maximumQuantity;
    rates[2 * EventKind.market + (side ^ 1)] = model.marketPerSecond;
  }
}

/**
 * Rates by queue and its size. The model says nothing of what lies behind its queues: those events are Poisson at the
 * rate that they had, and a touch that lies there has the rates of the last queue.
 */
class QueueReactiveRates implements SideRates {
  readonly distanceLevels = 1;
  readonly queueLevels: number;
  private readonly reference = new ReferencePrice();
  private readonly sizes: Int32Array;

  constructor(private readonly model: QueueReactive) {
    this.queueLevels = model.levels;
    this.sizes = new Int32Array(model.levels);
  }

  settle({ bestBid, bestAsk }: BookLevels): void {
    this.reference.follow(bestBid, bestAsk);
  }

  write(rates: Float64Array, side: 0 | 1, { bestBid, bestAsk, near }: BookLevels): void {
    const { model, sizes } = this;
    const { levels } = model;
    const { below } = this.reference;
    const levelOf = (price: number) => (side === Side.buy ? below + 1 - price : price - below);
    const touch = levelOf(side === Side.buy ? bestBid : bestAsk);
    sizes.fill(0);
    for (let i = 0; i < near.counts[side]; i++) {
      const level = levelOf(near.prices[side][i]);
      if (level > levels) break;
      if (level >= 1) sizes[level - 1] = model.queueSize(near.quantities[side][i]);
    }
    let [improve, deeper, cancelDeeper] = [0, 0, 0];
    for (let level = 1; level <= levels; level++) {
      const cell = model.cell(level, sizes[level - 1]);
      if (level < touch) improve += model.limit[cell];
      else if (level > touch) {
        deeper += model.limit[cell];
        cancelDeeper += model.cancel[cell];
      }
    }
    const best = model.cell(Math.min(levels, Math.max(1, touch)), model.queueSize(near.quantities[side][0]));
    const { beyond } = model.file;
    // Orders on the other side of the reference price were counted at the queue next to it: half of its are taken for them.
    const across = touch <= 1 && bestAsk - bestBid > 1 ? model.limit[best] / 2 : 0;
    rates[2 * EventKind.improve + side] = improve + across;
    rates[2 * EventKind.join + side] = model.limit[best] - across;
    rates[2 * EventKind.deeper + side] = deeper + beyond.limitPerSecond.value;
    rates[2 * EventKind.cancelTouch + side] = model.cancel[best];
    rates[2 * EventKind.cancelDeeper + side] = cancelDeeper + beyond.cancelPerSecond.value;
    rates[2 * EventKind.market + (side ^ 1)] = model.market[best];
  }
}
