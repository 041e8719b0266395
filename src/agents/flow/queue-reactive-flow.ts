import type { QueueReactive } from '../../model/index.js';
import { integerBelow, type Stream } from '../../random/index.js';
import type { Agent, MarketView } from '../../simulation/index.js';
import { Side } from '../../tape/index.js';
import { CLOCKS, Clock, type FlowState, type JumpProcess, type OrderSender } from './jump-process.js';
import { type FlowOptions, MarkovFlow } from './markov-flow.js';

/** Makes the agent that issues the flow of a queue-reactive model. */
export function createQueueReactiveFlow(options: FlowOptions & { readonly model: QueueReactive }): Agent {
  const { model } = options;
  return new MarkovFlow(
    options,
    model.file.market,
    (desk) => new QueueReactiveProcess(model, desk.stream('reference')),
  );
}

/** Queues that may change in one event before all are read again. */
const MOST_TOUCHED = 64;

/**
 * Orders of a queue-reactive model: each of the queues next to the reference price has rates that depend on its size,
 * everybody's orders included. Orders beyond the last queue stay.
 */
class QueueReactiveProcess implements JumpProcess {
  readonly perSecond = new Float64Array(CLOCKS);
  readonly quantity: number;
  /** Rates of the queues, [side][level − 1]. */
  private readonly limits: readonly Float64Array[];
  private readonly cancels: readonly Float64Array[];
  /** Price next below the reference price, which lies half a tick above it; −1 before the first book. */
  private reference = -1;
  /** Best bid plus best ask, twice the mid price. */
  private twiceMid = -1;
  private readonly touched = new Int32Array(MOST_TOUCHED);
  private touches = 0;

  constructor(
    private readonly model: QueueReactive,
    /** Decides whether the reference price follows, and how queues are drawn anew. */
    private readonly stream: Stream,
  ) {
    this.quantity = model.maximumQuantity;
    const rates = () => [new Float64Array(model.levels), new Float64Array(model.levels)];
    this.limits = rates();
    this.cancels = rates();
  }

  renew(state: FlowState, sender: OrderSender): void {
    this.touches = 0;
    this.follow(state.market, state, sender);
    for (const side of [Side.buy, Side.sell])
      for (let level = 1; level <= this.model.levels; level++) this.read(side, level, state);
    this.sum(state.market);
  }

  touch(side: number, price: number): void {
    if (this.touches < MOST_TOUCHED) this.touched[this.touches] = (price << 1) | side;
    this.touches++;
  }

  update(state: FlowState, sender: OrderSender): void {
    const before = this.reference;
    if (this.touches > MOST_TOUCHED || this.follow(state.market, state, sender) !== before) {
      this.renew(state, sender);
      return;
    }
    for (let i = 0; i < this.touches; i++) {
      const side = this.touched[i] & 1;
      const level = this.levelOf(side, this.touched[i] >> 1);
      if (level >= 1 && level <= this.model.levels) this.read(side, level, state);
    }
    this.touches = 0;
    this.sum(state.market);
  }

  limitPrice(side: number, _state: FlowState, stream: Stream): number {
    return this.reference < 0 ? -1 : this.priceOf(side, drawIndex(this.limits[side], stream) + 1);
  }

  cancelSlot(side: number, { resting }: FlowState, stream: Stream): number {
    const price = this.priceOf(side, drawIndex(this.cancels[side], stream) + 1);
    const orders = resting.countAt(side, price);
    return orders === 0 ? -1 : resting.atPrice(side, price, integerBelow(stream, orders));
  }

  private priceOf(side: number, level: number): number {
    return side === Side.buy ? this.reference + 1 - level : this.reference + level;
  }

  private levelOf(side: number, price: number): number {
    return side === Side.buy ? this.reference + 1 - price : price - this.reference;
  }

  /** Rates of one queue, from its size. */
  private read(side: number, level: number, { market, resting }: FlowState): void {
    const { model } = this;
    const price = this.priceOf(side, level);
    const cell = model.cell(level, model.queueSize(market.queueQuantity(side, price)));
    this.limits[side][level - 1] = model.limit[cell];
    this.cancels[side][level - 1] = resting.countAt(side, price) === 0 ? 0 : model.cancel[cell];
  }

  private sum(market: MarketView): void {
    const { model, perSecond } = this;
    for (const side of [Side.buy, Side.sell]) {
      let [limit, cancel] = [0, 0];
      for (let i = 0; i < model.levels; i++) {
        limit += this.limits[side][i];
        cancel += this.cancels[side][i];
      }
      perSecond[Clock.limit + side] = limit;
      perSecond[Clock.cancel + side] = cancel;
      const best = side === Side.buy ? market.bestBid : market.bestAsk;
      const level = Math.min(model.levels, Math.max(1, this.levelOf(side, best)));
      const size = model.queueSize(market.queueQuantity(side, best));
      perSecond[Clock.market + (side ^ 1)] = best < 0 ? 0 : model.market[model.cell(level, size)];
    }
  }

  /**
   * Where the reference price is after the mid price moved. It goes along with probability θ if the queue next to it, on
   * the side that gave way, is empty; then the queues are drawn anew with probability θ_reinit. Returns it.
   */
  private follow(market: MarketView, state: FlowState, sender: OrderSender): number {
    const { bestBid, bestAsk } = market;
    if (bestBid < 0 || bestAsk < 0) return this.reference;
    const mid = bestBid + bestAsk;
    const { twiceMid } = this;
    this.twiceMid = mid;
    if (this.reference < 0 || bestBid > this.reference || bestAsk <= this.reference) {
      // The first book, or a foreign order on the other side of the reference price.
      this.reference = (mid - 1) >> 1;
      return this.reference;
    }
    if (mid === twiceMid) return this.reference;
    const up = mid > twiceMid;
    const next = up ? mid >> 1 : (mid - 1) >> 1;
    const emptied = up
      ? market.queueQuantity(Side.sell, this.reference + 1)
      : market.queueQuantity(Side.buy, this.reference);
    if (emptied > 0 || (up ? next <= this.reference : next >= this.reference)) return this.reference;
    const { theta, thetaReinit } = this.model.file.reference;
    if (this.stream.uniform() >= theta.value) return this.reference;
    this.reference = next;
    if (this.stream.uniform() < thetaReinit.value) this.drawAnew(state, sender);
    return next;
  }

  /** Brings each queue to a size drawn from the time it spent at each, by adding and cancelling own orders. */
  private drawAnew({ market, resting }: FlowState, sender: OrderSender): void {
    const { model } = this;
    for (const side of [Side.buy, Side.sell])
      for (let level = 1; level <= model.levels; level++) {
        const price = this.priceOf(side, level);
        const drawn = this.drawSize(level);
        const size = model.queueSize(market.queueQuantity(side, price));
        for (let more = drawn - size; more > 0; more--) sender.limit(side, price);
        const surplus = Math.min(size - drawn, resting.countAt(side, price));
        for (let place = 0; place < surplus; place++) sender.cancel(resting.atPrice(side, price, place));
      }
  }

  private drawSize(level: number): number {
    const { model, stream } = this;
    const u = stream.uniform();
    let bin = 0;
    while (bin < model.bins - 1 && u >= model.occupancy[(level - 1) * model.bins + bin]) bin++;
    return model.file.queueEdges[bin];
  }
}

/** An index with probability in proportion to its weight. */
function drawIndex(weights: Float64Array, stream: Stream): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let target = stream.uniform() * total;
  for (let i = 0; i < weights.length - 1; i++) {
    target -= weights[i];
    if (target < 0) return i;
  }
  return weights.length - 1;
}
