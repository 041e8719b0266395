import {
  type Activity,
  type BackgroundModel,
  type Displacement,
  OpenBatches,
  type SignMemory,
} from '../../model/index.js';
import { EventKind, type FlowRecord } from '../../order-flow/index.js';
import { SECOND, Side } from '../../tape/index.js';
import { ArrivalRates, type RatedMarket } from './arrival-rates.js';

/** What the background remembers of the flow. */
interface Memories {
  readonly memory: SignMemory;
  readonly displacement: Displacement;
  readonly activity: Activity;
}

/**
 * Lets the events before the start leave their trace in what the background remembers: signs of marketable orders, how far
 * the price has moved, and the activity that batches have set off. Events are joined to batches as they are when a model
 * is fitted; the whole flow counts, also what agents will send in place of the background.
 * @param now - the start, ns since midnight
 */
export function recallFlow(
  history: FlowRecord,
  model: BackgroundModel,
  { memory, displacement, activity }: Memories,
  reaction: number,
  now: number,
): void {
  const { count, time, kind, side, bestBid, bestAsk } = history;
  const rates = new ArrivalRates(model, memory, displacement, reaction, 1);
  const market = new MarketBefore(history);
  const batches = new OpenBatches();
  for (let row = 0; row < count; row++) {
    const seconds = row === 0 ? 0 : (time[row] - time[row - 1]) / SECOND;
    displacement.pass(seconds);
    activity.advance(seconds);
    if (bestBid[row] > 0 && bestAsk[row] > 0) displacement.move((bestBid[row] + bestAsk[row]) / 2);
    if (kind[row] === EventKind.cancelTouch || kind[row] === EventKind.cancelDeeper) continue;
    if (batches.decisionOf(time[row], side[row], history.price[row], row) !== row) continue;
    market.row = row;
    rates.update(market, time[row], activity.factor);
    if (rates.total > 0) activity.arrive(rates.total);
    if (kind[row] === EventKind.market) memory.push(side[row] === Side.buy ? 1 : -1);
  }
  if (count === 0) return;
  const seconds = (now - time[count - 1]) / SECOND;
  displacement.pass(seconds);
  activity.advance(seconds);
}

/** The book as it stood before an event of the record. */
class MarketBefore implements RatedMarket {
  row = 0;

  constructor(private readonly history: FlowRecord) {}

  get bestBid(): number {
    return this.history.bestBid[this.row];
  }

  get bestAsk(): number {
    return this.history.bestAsk[this.row];
  }

  /** Of the touch, all that the record has. */
  levelQuantity(side: number): number {
    return (side === Side.buy ? this.history.bidQuantity : this.history.askQuantity)[this.row];
  }

  depth5(side: number): number {
    return (side === Side.buy ? this.history.bidDepth5 : this.history.askDepth5)[this.row];
  }
}
