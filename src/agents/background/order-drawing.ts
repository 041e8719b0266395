import { type BackgroundModel, isWall, logLogisticQuantile, type Marks, NEAR_TICKS } from '../../model/index.js';
import { exp, exponential, log, type Stream } from '../../random/index.js';
import type { MarketView } from '../../simulation/index.js';
import { OrderType, Side } from '../../tape/index.js';

/** Prices that people like are multiples of ten ticks. */
const ROUND = 10;
/** Farthest resting order where no price limit says otherwise, ticks. */
const FARTHEST = 1_000;

/** Draws price and quantity of an order of one arrival type from the model's laws. The fields hold the last draw. */
export class OrderDrawing {
  orderType: number = OrderType.limit;
  /** Ticks; −1 without a limit. */
  price = -1;
  /** The instrument's quantity units. */
  quantity = 0;

  private readonly lot: number;
  private readonly nearCumulative: readonly [Float64Array, Float64Array];
  /** Median quantity at the touch, by side. */
  private readonly medianTouch: readonly [number, number];
  private marks: Marks;

  constructor(private readonly model: BackgroundModel) {
    const { market, placement } = model.file;
    this.lot = market.lot;
    this.marks = model.marks[0];
    this.medianTouch = [market.medianTouch.bid, market.medianTouch.ask];
    const values = (estimates: readonly { value: number }[]) => Float64Array.from(estimates, ({ value }) => value);
    this.nearCumulative = [cumulative(values(placement.near.buy)), cumulative(values(placement.near.sell))];
  }

  /** Draws from the laws of the part of the day that a time belongs to, from now on. */
  setTime(timeNs: number): void {
    this.marks = this.model.marks[this.model.partAt(timeNs)];
  }

  /** Draws how many orders a batch has. */
  drawBatchSize(type: number, side: number, market: MarketView, stream: Stream): number {
    const { atWall, batchSizes } = this.marks;
    const sizes = type === 0 && this.facesWall(side, market) ? atWall.batchSizes[side] : batchSizes[type][side];
    return sizes.quantile(stream.uniform());
  }

  /** Draws an order; false when its type cannot arrive in this market now. */
  draw(type: number, side: number, market: MarketView, stream: Stream, inBatch: boolean): boolean {
    const { bestBid, bestAsk } = market;
    const opposite = side === Side.buy ? bestAsk : bestBid;
    let own = side === Side.buy ? bestBid : bestAsk;
    this.orderType = OrderType.limit;
    if (type === 0) return this.drawMarketable(side, opposite, market, stream, inBatch);
    const away = side === Side.buy ? -1 : 1;
    if (own < 0)
      own = opposite > 0 ? opposite + away : market.lastPrice > 0 ? market.lastPrice : market.instrument.previousClose;
    if (own <= 0) return false;
    this.drawLots(type, side, stream, inBatch);
    if (type === 1) this.price = own - away * this.improvement(opposite > 0 ? Math.abs(opposite - own) : 1, stream);
    else if (type === 2) this.price = own;
    else if (type === 3) this.price = own + away * (pick(this.nearCumulative[side], stream.uniform()) + 1);
    else this.price = this.deepPrice(side, own, away, market, stream);
    return this.withinLimits(market);
  }

  /** Draws an order of the latent class: where the market of the fitted day never came, at least half the mean distance away. */
  drawLatent(side: number, reference: number, market: MarketView, stream: Stream): boolean {
    const mean = this.model.file.latentDepth?.meanTicks;
    if (mean === undefined || reference <= 0) return false;
    const half = Math.max(NEAR_TICKS, (side === Side.buy ? mean.buy.value : mean.sell.value) / 2);
    const ticks = Math.ceil(half + exponential(stream) * half);
    this.orderType = OrderType.limit;
    this.quantity = this.model.quantities[4][side].quantile(stream.uniform()) * this.lot;
    const price = side === Side.buy ? reference - ticks : reference + ticks;
    this.price = clampToLimits(price, market);
    return this.price > 0;
  }

  /** Draws the quantity of a further order of a large or small batch, whose price is known. */
  drawQuantity(type: number, side: number, market: MarketView, stream: Stream, inBatch: boolean): void {
    if (type === 0) this.drawAggressive(side, market, stream, inBatch);
    else this.drawLots(type, side, stream, inBatch);
  }

  private facesWall(side: number, market: MarketView): boolean {
    return isWall(market.levelQuantity(side ^ 1, 0) / this.medianTouch[side ^ 1]);
  }

  private drawLots(type: number, side: number, stream: Stream, inBatch: boolean): void {
    const laws = inBatch ? this.marks.batchQuantities : this.marks.quantities;
    this.quantity = laws[type][side].quantile(stream.uniform()) * this.lot;
  }

  /** The quantity of a marketable order: sometimes exactly that of the opposite touch, which is returned. */
  private drawAggressive(side: number, market: MarketView, stream: Stream, inBatch: boolean): number {
    const { touchEdgesLots, exactlyTouch, largestLots } = this.marks;
    const touch = market.levelQuantity(side === Side.buy ? Side.sell : Side.buy, 0);
    let bucket = 0;
    while (bucket < touchEdgesLots.length && touch > touchEdgesLots[bucket] * this.lot) bucket++;
    if (stream.uniform() < exactlyTouch[side][bucket])
      this.quantity = Math.max(1, Math.min(largestLots[side], Math.round(touch / this.lot))) * this.lot;
    else if (this.facesWall(side, market)) {
      const { quantities, batchQuantities } = this.marks.atWall;
      this.quantity = (inBatch ? batchQuantities : quantities)[side].quantile(stream.uniform()) * this.lot;
    } else this.drawLots(0, side, stream, inBatch);
    return touch;
  }

  private drawMarketable(
    side: number,
    opposite: number,
    market: MarketView,
    stream: Stream,
    inBatch: boolean,
  ): boolean {
    if (opposite <= 0) return false;
    const touch = this.drawAggressive(side, market, stream, inBatch);
    if (stream.uniform() < this.marks.withoutLimit) {
      this.orderType = OrderType.marketIoc;
      this.price = -1;
      return true;
    }
    const law = this.marks.limitBeyond[this.quantity > touch ? 1 : 0][side];
    const ticks = law.quantile(stream.uniform());
    this.price = clampToLimits(side === Side.buy ? opposite + ticks : opposite - ticks, market);
    return true;
  }

  /** Ticks of improvement within a spread: each further one is a factor `stay` less likely. */
  private improvement(spread: number, stream: Stream): number {
    const u = stream.uniform();
    const room = spread - 1;
    if (room <= 1) return room;
    const stay = Math.min(0.999999, this.model.file.placement.improveStay.value);
    const logStay = log(Math.max(stay, 1e-9));
    const taken = Math.floor(log(1 - u * (1 - exp(room * logStay))) / logStay);
    return Math.min(room, taken + 1);
  }

  private deepPrice(side: number, own: number, away: number, market: MarketView, stream: Stream): number {
    const law = side === Side.buy ? this.model.file.placement.deep.buy : this.model.file.placement.deep.sell;
    const { lowerLimit, upperLimit } = market.instrument;
    const limit = side === Side.buy ? Math.max(lowerLimit, 1) : upperLimit > 0 ? upperLimit : own + FARTHEST;
    const room = Math.min(FARTHEST, Math.abs(limit - own)) - NEAR_TICKS;
    const u = stream.uniform();
    const round = stream.uniform() < law.roundShare.value;
    if (room < 1) return limit;
    const ticks = NEAR_TICKS + logLogisticQuantile({ scale: law.scaleTicks.value, shape: law.shape.value }, u, room);
    const price = own + away * ticks;
    if (!round) return price;
    const rounded = Math.round(price / ROUND) * ROUND;
    return (rounded - own) * away > NEAR_TICKS ? rounded : rounded + away * ROUND;
  }

  private withinLimits({ instrument }: MarketView): boolean {
    const { lowerLimit, upperLimit } = instrument;
    return (
      this.price > 0 && (lowerLimit < 0 || this.price >= lowerLimit) && (upperLimit < 0 || this.price <= upperLimit)
    );
  }
}

function clampToLimits(price: number, { instrument }: MarketView): number {
  const { lowerLimit, upperLimit } = instrument;
  const lower = lowerLimit > 0 ? lowerLimit : 1;
  return Math.max(lower, upperLimit > 0 ? Math.min(upperLimit, price) : price);
}

function cumulative(shares: Float64Array): Float64Array {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return sum;
  });
}

/** Index of the share into which u falls. */
function pick(cumulativeShares: Float64Array, u: number): number {
  const target = u * cumulativeShares[cumulativeShares.length - 1];
  let i = 0;
  while (i < cumulativeShares.length - 1 && target >= cumulativeShares[i]) i++;
  return i;
}
