import {
  BATCH_GAP_NS,
  Displacement,
  imbalance,
  isWall,
  NEAR_TICKS,
  SignMemory,
  stateBucket,
  wallHeight,
} from '../model/index.js';
import { type BookState, FlowType, type FlowVisitor, type OrderArrival } from '../order-flow/index.js';
import { median } from '../statistics/index.js';
import { Phase, SECOND, Side } from '../tape/index.js';

/** Continuous trading in `[startNs, endNs)` of one instrument, reduced to what the estimators of new orders need. */
export interface FlowSample {
  readonly startNs: number;
  readonly endNs: number;
  /** Lengths of the sign memories, in marketable orders. */
  readonly memoryLengths: readonly number[];
  /** Horizons of the displacements, seconds. */
  readonly displacementSeconds: readonly number[];
  readonly arrivals: readonly SampledArrival[];
  /** Stretches of time with both sides in the book, in order: none passes a whole second of the window. */
  readonly stretches: readonly SampledStretch[];
  /** Observations once a second. */
  readonly seconds: readonly SampledSecond[];
  /** Median quantity at the touch, from the observations once a second. */
  readonly medianTouch: { readonly bid: number; readonly ask: number };
  /** Quantity traded in the window. */
  readonly volume: number;
  /** Mean time between two orders of a batch, seconds. */
  readonly meanBatchGap: number;
}

/** A stretch of time over which the state stayed in one bucket. */
export interface SampledStretch {
  /** ns since midnight. */
  readonly time: number;
  seconds: number;
  readonly bucket: number;
}

export interface SampledArrival {
  readonly time: number;
  /** Whether it is the first order of its batch. */
  readonly head: boolean;
  /** Shared by the orders of a batch, and complete once the sample is. */
  readonly batch: SampledBatch;
  /** Index into the arrival types. */
  readonly type: number;
  readonly side: number;
  /** Ticks; −1 without a limit. */
  readonly price: number;
  readonly quantity: number;
  /** As {@link OrderArrival.distance}. */
  readonly distance: number;
  /** Ticks. */
  readonly spread: number;
  readonly bidTouch: number;
  readonly askTouch: number;
  /** Quantity of the touch on the opposite side. */
  readonly oppositeTouch: number;
  /** Bucket of the market's state, and how much higher the wall of sellers is; complete once the sample is. */
  bucket: number;
  wall: number;
  readonly touchImbalance: number;
  readonly depthImbalance: number;
  readonly memory: readonly number[];
  /** Log of the activity factor before it; set for heads once the activity is fitted. */
  logActivity: number;
  /** Displacements of the mid price before it, ticks. */
  readonly displacement: readonly number[];
}

/** Orders of one side and price, each within {@link BATCH_GAP_NS} of the one before: one decision. */
export interface SampledBatch {
  size: number;
  /** Arrival type of its first order. The others may be of another: what a batch leaves over rests. */
  readonly type: number;
  readonly side: number;
  readonly price: number;
  /** Quantity of the opposite touch when it began, and whether that was a wall; complete once the sample is. */
  readonly oppositeTouch: number;
  atWall: boolean;
  last: number;
}

export interface SampledSecond {
  readonly time: number;
  readonly bestBid: number;
  readonly bestAsk: number;
  readonly bidQuantity: number;
  readonly askQuantity: number;
  readonly bidDepth5: number;
  readonly askDepth5: number;
}

/** Collects a {@link FlowSample} while a tape is read. */
export class FlowSampler implements FlowVisitor {
  private readonly arrivals: SampledArrival[] = [];
  /** Times between two commands: ns, seconds, spread, quantities of the touch. */
  private readonly pauses: { time: number; seconds: number; spread: number; bid: number; ask: number }[] = [];
  private readonly seconds: SampledSecond[] = [];
  private readonly memory: SignMemory;
  private readonly displacement: Displacement;
  private followed = 0;
  private readonly openBatches: SampledBatch[] = [];
  private gaps = 0;
  private followers = 0;
  private volume = 0;
  private state: BookState = { bestBid: -1, bestAsk: -1, bidQuantity: 0, askQuantity: 0, bidDepth5: 0, askDepth5: 0 };
  private since: number;
  private nextSecond: number;
  private continuous = false;

  constructor(
    private readonly startNs: number,
    private readonly endNs: number,
    private readonly memoryLengths: readonly number[],
    private readonly displacementSeconds: readonly number[],
  ) {
    this.displacement = new Displacement(displacementSeconds);
    this.memory = new SignMemory(memoryLengths);
    this.since = startNs;
    this.nextSecond = startNs + SECOND;
  }

  arrival(arrival: OrderArrival): void {
    const { type, before, side } = arrival;
    if (type === FlowType.unplaced || arrival.phase !== Phase.continuous) return;
    this.follow(arrival.time);
    const inWindow = arrival.time >= this.startNs && arrival.time < this.endNs;
    const arrivalType = type < FlowType.deeper ? type : arrival.distance <= NEAR_TICKS ? 3 : 4;
    const open = this.openBatch(side, arrival.price, arrival.time);
    const head = open === undefined;
    const oppositeTouch = side === Side.buy ? before.askQuantity : before.bidQuantity;
    const batch: SampledBatch = open ?? {
      size: 0,
      type: arrivalType,
      side,
      price: arrival.price,
      oppositeTouch,
      atWall: false,
      last: arrival.time,
    };
    if (head) this.openBatches.push(batch);
    const gap = arrival.time - batch.last;
    batch.size++;
    batch.last = arrival.time;
    if (inWindow) {
      const sampled: SampledArrival = {
        time: arrival.time,
        head,
        batch,
        type: arrivalType,
        side,
        price: arrival.price,
        quantity: arrival.quantity,
        distance: arrival.distance,
        spread: before.bestAsk - before.bestBid,
        bidTouch: before.bidQuantity,
        askTouch: before.askQuantity,
        bucket: 0,
        wall: 0,
        oppositeTouch,
        touchImbalance: imbalance(before.bidQuantity, before.askQuantity),
        depthImbalance: imbalance(before.bidDepth5, before.askDepth5),
        memory: Array.from(this.memory.values),
        logActivity: 0,
        displacement: Array.from(this.displacement.values),
      };
      this.arrivals.push(sampled);
      this.volume += arrival.executed;
      if (!head) {
        this.gaps += gap / SECOND;
        this.followers++;
      }
    }
    if (head && type === FlowType.marketable) this.memory.push(side === Side.buy ? 1 : -1);
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: { readonly phase: Phase }): void {
    this.pass(Math.min(time, this.endNs));
    this.follow(time);
    if (state.bestBid >= 0 && state.bestAsk >= 0) this.displacement.move((state.bestBid + state.bestAsk) / 2);
    Object.assign(this.state, state);
    this.continuous = rebuilt.phase === Phase.continuous;
  }

  finish(): FlowSample {
    this.pass(this.endNs);
    const { startNs, endNs, memoryLengths, displacementSeconds, arrivals, seconds, volume } = this;
    const medianTouch = {
      bid: Math.max(1, median(seconds.map((second) => second.bidQuantity))),
      ask: Math.max(1, median(seconds.map((second) => second.askQuantity))),
    };
    for (const arrival of arrivals) {
      const [bid, ask] = [arrival.bidTouch / medianTouch.bid, arrival.askTouch / medianTouch.ask];
      arrival.bucket = stateBucket(arrival.spread, bid, ask);
      arrival.wall = wallHeight(ask) - wallHeight(bid);
      const ordinary = arrival.side === Side.buy ? medianTouch.ask : medianTouch.bid;
      arrival.batch.atWall = isWall(arrival.batch.oppositeTouch / ordinary);
    }
    return {
      startNs,
      endNs,
      memoryLengths,
      displacementSeconds,
      arrivals,
      stretches: this.stretches(medianTouch),
      seconds,
      medianTouch,
      volume,
      meanBatchGap: this.followers > 0 ? this.gaps / this.followers : 0,
    };
  }

  /** Joins pauses that lie in one second and one bucket. */
  private stretches(medianTouch: FlowSample['medianTouch']): SampledStretch[] {
    const stretches: SampledStretch[] = [];
    let last: SampledStretch | undefined;
    for (const { time, seconds, spread, bid, ask } of this.pauses) {
      const bucket = stateBucket(spread, bid / medianTouch.bid, ask / medianTouch.ask);
      const sameSecond = (time - this.startNs) % SECOND !== 0;
      const adjoins = last !== undefined && last.time + last.seconds * SECOND >= time - 1;
      if (last !== undefined && last.bucket === bucket && sameSecond && adjoins) last.seconds += seconds;
      else {
        last = { time, seconds, bucket };
        stretches.push(last);
      }
    }
    return stretches;
  }

  /** The batch that an order goes on with; batches that are over are forgotten. */
  private openBatch(side: number, price: number, time: number): SampledBatch | undefined {
    const { openBatches } = this;
    for (let i = openBatches.length - 1; i >= 0; i--)
      if (time - openBatches[i].last > BATCH_GAP_NS) openBatches.splice(i, 1);
    return openBatches.find((batch) => batch.side === side && batch.price === price);
  }

  private follow(time: number): void {
    this.displacement.pass((time - this.followed) / SECOND);
    this.followed = time;
  }

  /** Time goes by while the book stands still. */
  private pass(until: number): void {
    const { state } = this;
    const open = this.continuous && state.bestBid >= 0 && state.bestAsk >= 0;
    while (this.nextSecond <= until) {
      if (open) this.seconds.push({ time: this.nextSecond, ...state });
      this.nextSecond += SECOND;
    }
    if (open) this.pause(until);
    if (until > this.since) this.since = until;
  }

  private pause(until: number): void {
    const { startNs, state } = this;
    const [spread, bid, ask] = [state.bestAsk - state.bestBid, state.bidQuantity, state.askQuantity];
    for (let from = this.since; from < until; ) {
      const to = Math.min(until, startNs + (Math.floor((from - startNs) / SECOND) + 1) * SECOND);
      this.pauses.push({ time: from, seconds: (to - from) / SECOND, spread, bid, ask });
      from = to;
    }
  }
}
