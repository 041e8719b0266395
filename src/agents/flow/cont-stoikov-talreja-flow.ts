import type { ContStoikovTalreja } from '../../model/index.js';
import { discrete, integerBelow, type Stream } from '../../random/index.js';
import type { Agent } from '../../simulation/index.js';
import { Side } from '../../tape/index.js';
import { CLOCKS, Clock, type FlowState, type JumpProcess } from './jump-process.js';
import { type FlowOptions, MarkovFlow } from './markov-flow.js';
import type { RestingOrders } from './resting-orders.js';

/** Makes the agent that issues the flow of a Cont–Stoikov–Talreja model. */
export function createContStoikovTalrejaFlow(options: FlowOptions & { readonly model: ContStoikovTalreja }): Agent {
  const { model } = options;
  return new MarkovFlow(options, model.file.market, () => new ContStoikovTalrejaProcess(model));
}

/** Orders of a Cont–Stoikov–Talreja model: rates and hazards by the distance from the opposite touch. */
class ContStoikovTalrejaProcess implements JumpProcess {
  readonly perSecond = new Float64Array(CLOCKS);
  readonly quantity: number;
  private readonly hazards: Float64Array;
  private readonly hazardBeyond: number;
  private readonly cumulativeLimit: Float64Array;
  /** Opposite touch by which the hazards of a side's orders are summed. */
  private readonly opposite = new Int32Array(2).fill(-1);

  constructor(model: ContStoikovTalreja) {
    this.quantity = model.maximumQuantity;
    this.hazards = model.cancelPerSecond;
    this.hazardBeyond = model.cancelBeyondPerSecond;
    this.cumulativeLimit = model.cumulativeLimit;
    for (const side of [Side.buy, Side.sell]) {
      this.perSecond[Clock.limit + side] = model.cumulativeLimit[model.cumulativeLimit.length - 1];
      this.perSecond[Clock.market + side] = model.marketPerSecond;
    }
  }

  renew(state: FlowState): void {
    for (const side of [Side.buy, Side.sell]) {
      this.opposite[side] = state.lastBest(side ^ 1);
      this.sum(side, state.resting);
    }
  }

  touch(side: number): void {
    this.opposite[side] = -1;
  }

  update(state: FlowState): void {
    for (const side of [Side.buy, Side.sell]) {
      const opposite = state.lastBest(side ^ 1);
      if (this.opposite[side] === opposite) continue;
      this.opposite[side] = opposite;
      this.sum(side, state.resting);
    }
  }

  limitPrice(side: number, state: FlowState, stream: Stream): number {
    const opposite = state.lastBest(side ^ 1);
    if (opposite < 0) return -1;
    const distance = 1 + discrete(stream, this.cumulativeLimit);
    return side === Side.buy ? opposite - distance : opposite + distance;
  }

  cancelSlot(side: number, { resting }: FlowState, stream: Stream): number {
    const { hazards, opposite } = this;
    const step = side === Side.buy ? -1 : 1;
    let target = stream.uniform() * this.perSecond[Clock.cancel + side];
    let price = opposite[side];
    for (let level = 0; level < hazards.length; level++) {
      price += step;
      const orders = resting.countAt(side, price);
      target -= orders * hazards[level];
      if (target < 0) return resting.atPrice(side, price, integerBelow(stream, orders));
    }
    return this.beyond(side, resting, stream);
  }

  /** One of the orders beyond the last level, by drawing until one is found. */
  private beyond(side: number, resting: RestingOrders, stream: Stream): number {
    const last = this.hazards.length;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const slot = resting.at(side, integerBelow(stream, resting.count(side)));
      const price = resting.priceOf(slot);
      const distance = side === Side.buy ? this.opposite[side] - price : price - this.opposite[side];
      if (distance > last) return slot;
    }
    return -1;
  }

  private sum(side: number, resting: RestingOrders): void {
    const { hazards } = this;
    const step = side === Side.buy ? -1 : 1;
    let price = this.opposite[side];
    let [rate, within] = [0, 0];
    for (let level = 0; level < hazards.length; level++) {
      price += step;
      const orders = resting.countAt(side, price);
      within += orders;
      rate += orders * hazards[level];
    }
    this.perSecond[Clock.cancel + side] = rate + (resting.count(side) - within) * this.hazardBeyond;
  }
}

/** More than are needed where one order in a hundred lies beyond. */
const MOST_ATTEMPTS = 1000;
