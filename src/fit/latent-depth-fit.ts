import { type Estimate, estimate, type ModelFile, NEAR_TICKS } from '../model/index.js';
import type { BookState, FlowVisitor, OrderArrival, RebuiltBook } from '../order-flow/index.js';
import { MINUTE, Side } from '../tape/index.js';

/** Resting totals that a venue published beside its orders. */
export interface RestingSnapshot {
  readonly timeNs: number;
  /** Quantity of all resting buy orders. */
  readonly bidTotal: number;
  readonly askTotal: number;
  /** Their quantity-weighted mean price, ticks; −1 when there is none. */
  readonly bidMeanPriceTicks: number;
  readonly askMeanPriceTicks: number;
}

/** Snapshots lag by seconds in the rush after the open; the fit begins when that is small against what is missing. */
const SETTLING_NS = 20 * MINUTE;

interface Observation {
  readonly deep: number;
  readonly missing: number;
  readonly missingTicks: number;
}

/**
 * Compares the venue's resting totals with the book that its orders make. What is missing are orders without any event
 * all day: far from the market, neither executed nor cancelled. Their quantity is regressed on that of the deep orders
 * seen so far, and their mean distance from the touch follows from the two mean prices.
 */
export class LatentDepthSampler implements FlowVisitor {
  private next = 0;
  private readonly deep = [0, 0];
  private readonly resting = [0, 0];
  private readonly value = [0, 0];
  private readonly observed: [Observation[], Observation[]] = [[], []];

  constructor(
    private readonly snapshots: readonly RestingSnapshot[],
    private readonly startNs: number,
    private readonly endNs: number,
  ) {}

  arrival(arrival: OrderArrival): void {
    if (arrival.time >= this.startNs && arrival.distance > NEAR_TICKS && arrival.executed === 0)
      this.deep[arrival.side] += arrival.quantity;
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: RebuiltBook): void {
    const { snapshots } = this;
    while (this.next < snapshots.length && snapshots[this.next].timeNs <= time) {
      const snapshot = snapshots[this.next++];
      if (snapshot.timeNs < this.startNs + SETTLING_NS || snapshot.timeNs > this.endNs) continue;
      if (state.bestBid < 0 || state.bestAsk < 0) continue;
      this.total(rebuilt);
      this.observe(Side.buy, snapshot.bidTotal, snapshot.bidMeanPriceTicks, state.bestBid);
      this.observe(Side.sell, snapshot.askTotal, snapshot.askMeanPriceTicks, state.bestAsk);
    }
  }

  /** Null without enough snapshots. */
  fit(lot: number): ModelFile['latentDepth'] {
    const snapshots = this.observed[0].length;
    if (snapshots < 10) return null;
    const [buy, sell] = this.observed.map((rows) => regress(rows, lot));
    return {
      snapshots,
      openingLots: { buy: buy.opening, sell: sell.opening },
      perDeepLot: { buy: buy.slope, sell: sell.slope },
      meanTicks: { buy: buy.distance, sell: sell.distance },
    };
  }

  private total({ book }: RebuiltBook): void {
    for (const side of [Side.buy, Side.sell]) {
      this.resting[side] = 0;
      this.value[side] = 0;
      let price = side === Side.buy ? book.bestBid : book.bestAsk;
      for (let quantity = book.quantityAt(side, price); quantity > 0; quantity = book.quantityAt(side, price)) {
        this.resting[side] += quantity;
        this.value[side] += quantity * price;
        price = book.nextLevel(side, price);
      }
    }
  }

  private observe(side: number, total: number, meanPrice: number, touch: number): void {
    const missing = total - this.resting[side];
    if (total <= 0 || meanPrice <= 0) return;
    const price = missing > 0 ? (total * meanPrice - this.value[side]) / missing : touch;
    const away = side === Side.buy ? touch - price : price - touch;
    this.observed[side].push({ deep: this.deep[side], missing, missingTicks: away });
  }
}

/** Least squares with errors robust to runs: snapshots in a row share their residual, so ten stretches are blocks. */
function regress(
  rows: readonly Observation[],
  lot: number,
): { opening: Estimate; slope: Estimate; distance: Estimate } {
  const n = rows.length;
  let [x, y, xx, xy, quantity, ticks] = [0, 0, 0, 0, 0, 0];
  for (const row of rows) {
    x += row.deep;
    y += row.missing;
    xx += row.deep * row.deep;
    xy += row.deep * row.missing;
    if (row.missing <= 0) continue;
    quantity += row.missing;
    ticks += row.missing * row.missingTicks;
  }
  const determinant = Math.max(n * xx - x * x, 1);
  const slope = Math.max(0, (n * xy - x * y) / determinant);
  const opening = Math.max(0, (y - slope * x) / n);
  const mean = quantity > 0 ? ticks / quantity : 0;
  const blocks = Array.from({ length: 10 }, () => [0, 0, 0]);
  rows.forEach((row, i) => {
    const residual = row.missing - opening - slope * row.deep;
    const block = blocks[Math.floor((i * 10) / n)];
    block[0] += residual;
    block[1] += residual * row.deep;
    if (row.missing > 0) block[2] += row.missing * (row.missingTicks - mean);
  });
  let [openingVariance, slopeVariance, distanceVariance] = [0, 0, 0];
  for (const [constant, linear, weighted] of blocks) {
    const a = (xx * constant - x * linear) / determinant;
    const b = (n * linear - x * constant) / determinant;
    openingVariance += a * a;
    slopeVariance += b * b;
    if (quantity > 0) distanceVariance += (weighted * weighted) / (quantity * quantity);
  }
  return {
    opening: estimate(opening / lot, Math.sqrt(openingVariance) / lot),
    slope: estimate(slope, Math.sqrt(slopeVariance)),
    distance: estimate(mean, Math.sqrt(distanceVariance)),
  };
}
