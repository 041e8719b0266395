import type { ZeroIntelligence } from '../../model/index.js';
import { integerBelow, type Stream } from '../../random/index.js';
import type { Agent } from '../../simulation/index.js';
import { Side } from '../../tape/index.js';
import { CLOCKS, Clock, type FlowState, type JumpProcess } from './jump-process.js';
import { type FlowOptions, MarkovFlow } from './markov-flow.js';

/** Makes the agent that issues the flow of a Santa Fe model. */
export function createZeroIntelligenceFlow(options: FlowOptions & { readonly model: ZeroIntelligence }): Agent {
  const { model } = options;
  return new MarkovFlow(options, model.file.market, () => new ZeroIntelligenceProcess(model));
}

/**
 * Orders of a Santa Fe model: limit orders uniform over the ticks of its domain, every order cancelled at the same
 * hazard. Orders that lie beyond the domain, where none are placed, stay.
 */
class ZeroIntelligenceProcess implements JumpProcess {
  readonly perSecond = new Float64Array(CLOCKS);
  readonly quantity: number;
  private readonly hazard: number;
  private readonly domain: number;

  constructor(model: ZeroIntelligence) {
    this.quantity = model.maximumQuantity;
    this.hazard = model.file.cancelPerSecond.value;
    this.domain = model.file.domainTicks;
    for (const side of [Side.buy, Side.sell]) {
      this.perSecond[Clock.limit + side] = model.limitPerSecond;
      this.perSecond[Clock.market + side] = model.marketPerSecond;
    }
  }

  renew({ resting }: FlowState): void {
    this.perSecond[Clock.cancel + Side.buy] = this.hazard * resting.count(Side.buy);
    this.perSecond[Clock.cancel + Side.sell] = this.hazard * resting.count(Side.sell);
  }

  touch(): void {}

  update(state: FlowState): void {
    this.renew(state);
  }

  limitPrice(side: number, state: FlowState, stream: Stream): number {
    const opposite = state.lastBest(side ^ 1);
    if (opposite < 0) return -1;
    const distance = 1 + integerBelow(stream, this.domain);
    return side === Side.buy ? opposite - distance : opposite + distance;
  }

  cancelSlot(side: number, state: FlowState, stream: Stream): number {
    const { resting } = state;
    const slot = resting.at(side, integerBelow(stream, resting.count(side)));
    const opposite = state.lastBest(side ^ 1);
    const price = resting.priceOf(slot);
    const distance = side === Side.buy ? opposite - price : price - opposite;
    return distance > this.domain ? -1 : slot;
  }
}
