import {
  arrivalTypes,
  type BackgroundModel,
  type Displacement,
  imbalance,
  type SignMemory,
  stateBucket,
  wallHeight,
} from '../../model/index.js';
import { exp, log } from '../../random/index.js';
import type { MarketView } from '../../simulation/index.js';
import { SECOND, Side } from '../../tape/index.js';

const TYPES = arrivalTypes.length;

/** What arrival rates depend on in a market. */
export type RatedMarket = Pick<MarketView, 'bestBid' | 'bestAsk' | 'levelQuantity' | 'depth5'>;

/** Longest time for which rates are taken as constant. */
export const REFRESH_NS = 200_000_000;

/**
 * The arrival rates of a moment, per second of operational time: clock 2·type + side for the arrival types, then one
 * clock a side for the latent class. They follow from the time of day, the spread, walls at the touch, the imbalances, the sign memory and displacements.
 */
export class ArrivalRates {
  static readonly clocks = 2 * TYPES + 2;
  readonly perSecond = new Float64Array(ArrivalRates.clocks);
  /** Sum over the arrival types: what one batch is measured by when it raises activity. */
  total = 0;
  /** Imbalance at the touch. */
  touchImbalance = 0;
  private readonly byType = new Float64Array(TYPES);
  private second = -1;
  private readonly level = new Float64Array(TYPES);
  private readonly intercepts: readonly Float64Array[];
  /** Touch, depth, wall, then the memories, then the displacements, activity and activity times memory, for each type. */
  private readonly coefficients: readonly Float64Array[];
  private readonly meanTouch: number;
  private readonly meanDepth: number;
  private readonly medianBid: number;
  private readonly medianAsk: number;
  private readonly latentPerDeep: readonly [number, number];

  /**
   * @param reaction - factor on the log-responses to imbalance
   * @param thinning - share of the marketable flow that the background sends; others send the rest
   */
  constructor(
    private readonly model: BackgroundModel,
    private readonly memory: SignMemory,
    private readonly displacement: Displacement,
    reaction: number,
    private readonly thinning: number,
  ) {
    const { arrivals, market, latentDepth } = model.file;
    this.intercepts = arrivalTypes.map((type) =>
      Float64Array.from(arrivals[type].sign.intercept, ({ value }) => value),
    );
    this.coefficients = arrivalTypes.map((type) => {
      const { touchImbalance, depthImbalance, wall, memory, displacement, activity, activityMemory } =
        arrivals[type].sign;
      return Float64Array.from([
        reaction * touchImbalance.value,
        reaction * depthImbalance.value,
        wall.value,
        ...memory.map(({ value }) => value),
        ...displacement.map(({ value }) => value),
        activity.value,
        activityMemory.value,
      ]);
    });
    this.meanTouch = market.meanImbalance.touch;
    this.meanDepth = market.meanImbalance.depth5;
    this.medianBid = market.medianTouch.bid;
    this.medianAsk = market.medianTouch.ask;
    this.latentPerDeep =
      latentDepth === null ? [0, 0] : [latentDepth.perDeepLot.buy.value, latentDepth.perDeepLot.sell.value];
  }

  /** Sets the rates to those of a market in continuous trading. */
  update(market: RatedMarket, now: number, activity: number): void {
    const { model, perSecond, byType } = this;
    const second = Math.floor(now / SECOND);
    if (second !== this.second) {
      this.second = second;
      const time = (second + 0.5) * SECOND;
      for (let type = 0; type < TYPES; type++) {
        byType[type] = model.rate(type, time);
        this.level[type] = model.shape.at(this.intercepts[type], time);
      }
    }
    const { bestBid, bestAsk } = market;
    const quoted = bestBid > 0 && bestAsk > 0;
    const bid = quoted ? market.levelQuantity(Side.buy, 0) : 0;
    const ask = quoted ? market.levelQuantity(Side.sell, 0) : 0;
    this.touchImbalance = imbalance(bid, ask);
    const bidRatio = bid / this.medianBid;
    const askRatio = ask / this.medianAsk;
    const bucket = stateBucket(quoted ? bestAsk - bestBid : 1, bidRatio, askRatio);
    const wall = wallHeight(askRatio) - wallHeight(bidRatio);
    const touch = quoted ? this.touchImbalance - this.meanTouch : 0;
    const depth = quoted ? imbalance(market.depth5(Side.buy), market.depth5(Side.sell)) - this.meanDepth : 0;
    const { values } = this.memory;
    const displacements = this.displacement.values;
    const logActivity = log(activity);
    this.total = 0;
    for (let type = 0; type < TYPES; type++) {
      const coefficients = this.coefficients[type];
      let logOdds = this.level[type] + coefficients[0] * touch + coefficients[1] * depth + coefficients[2] * wall;
      for (let i = 0; i < values.length; i++) logOdds += coefficients[3 + i] * values[i];
      for (let i = 0; i < displacements.length; i++) logOdds += coefficients[3 + values.length + i] * displacements[i];
      const at = 3 + values.length + displacements.length;
      logOdds += (coefficients[at] + coefficients[at + 1] * values[0]) * logActivity;
      const rate = byType[type] * model.stateMultiplier(type, bucket) * (type === 0 ? this.thinning : 1);
      const buys = rate / (1 + exp(-logOdds));
      perSecond[2 * type] = buys;
      perSecond[2 * type + 1] = rate - buys;
      this.total += rate;
    }
    // Marketable orders need somebody to take from.
    if (bestAsk <= 0) perSecond[0] = 0;
    if (bestBid <= 0) perSecond[1] = 0;
    const deep = 2 * (TYPES - 1);
    perSecond[deep + 2] = perSecond[deep] * this.latentPerDeep[0];
    perSecond[deep + 3] = perSecond[deep + 1] * this.latentPerDeep[1];
  }
}
