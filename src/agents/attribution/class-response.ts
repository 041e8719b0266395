import type { AccountClass, AccountClasses } from '../../model/index.js';
import { exp } from '../../random/index.js';
import type { MarketView } from '../../simulation/index.js';
import { SECOND, Side } from '../../tape/index.js';

/** Horizons of past returns of the fit, seconds. */
const HORIZONS = [1, 60, 300];
const LONGEST = 301;

/** A response that is not this many standard errors from none is none. */
const TOLD_FROM_NONE = 2;

/** How much likelier than usual each class is to buy or to sell now: the fitted responses at the market's state. */
export class ClassResponse {
  /** Log-odds of a buy of each class. */
  private readonly odds: Float64Array;
  private readonly responses: readonly (readonly number[])[];
  /** Mid price at the last whole seconds, ticks, by second modulo {@link LONGEST}. */
  private readonly mids = new Float64Array(LONGEST);
  private first = -1;
  private second = -1;
  private mid = 0;

  constructor({ classes }: AccountClasses) {
    this.odds = new Float64Array(classes.length);
    this.responses = classes.map(({ measured }) =>
      [measured.response1s, measured.response1m, measured.response5m, measured.responseImbalance].map(known),
    );
  }

  /** Reads the market before an order. */
  observe(market: MarketView, now: number): void {
    this.fillMids(market, Math.floor(now / SECOND));
    const bid = market.levelQuantity(Side.buy, 0);
    const ask = market.levelQuantity(Side.sell, 0);
    const imbalance = bid + ask > 0 ? (bid - ask) / (bid + ask) : 0;
    for (let c = 0; c < this.odds.length; c++) {
      const response = this.responses[c];
      let odds = response[3] * imbalance;
      for (let h = 0; h < HORIZONS.length; h++) odds += response[h] * this.moved(HORIZONS[h]);
      this.odds[c] = odds;
    }
  }

  /** Twice the probability that an order of the class has the side, were its accounts of no side of their own. */
  factor(klass: number, side: number): number {
    const odds = this.odds[klass];
    return 2 / (1 + exp(side === Side.buy ? -odds : odds));
  }

  private fillMids(market: MarketView, second: number): void {
    const { bestBid, bestAsk } = market;
    if (this.first < 0) {
      this.first = second;
      this.second = second - 1;
      this.mid = bestBid > 0 && bestAsk > 0 ? (bestBid + bestAsk) / 2 : 0;
    }
    for (let at = Math.max(this.second + 1, second - LONGEST + 1); at <= second; at++)
      this.mids[at % LONGEST] = this.mid;
    this.second = second;
    if (bestBid > 0 && bestAsk > 0) this.mid = (bestBid + bestAsk) / 2;
  }

  private moved(horizon: number): number {
    const now = this.mids[this.second % LONGEST];
    const then = this.mids[Math.max(this.first, this.second - horizon) % LONGEST];
    return now > 0 && then > 0 ? now - then : 0;
  }
}

function known(law: AccountClass['measured']['response1s']): number {
  if (law === null) return 0;
  const { value, standardError } = law.mean;
  return Math.abs(value) >= TOLD_FROM_NONE * standardError ? value : 0;
}
