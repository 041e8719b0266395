import type { BackgroundModel } from '../../model/index.js';
import type { Stream } from '../../random/index.js';
import type { MarketView } from '../../simulation/index.js';
import { Side } from '../../tape/index.js';

/** Levels a side that get a fifth of the ordinary best-five depth each. */
const LEVELS = 10;

/**
 * A first book for a market that opens without a call: around the last price or the previous close, one tick apart,
 * each level with its share of the model's ordinary depth, made of orders of ordinary quantities.
 */
export function seedOrders(
  model: BackgroundModel,
  market: MarketView,
  marks: readonly Stream[],
  send: (side: number, price: number, quantity: number) => void,
): void {
  const { lot } = model.file.market;
  const { instrument, lastPrice } = market;
  const reference =
    lastPrice > 0
      ? lastPrice
      : instrument.previousClose > 0
        ? instrument.previousClose
        : Math.round(model.typicalPriceTicks);
  for (const side of [Side.buy, Side.sell]) {
    const depth = side === Side.buy ? model.referenceDepth5.bid : model.referenceDepth5.ask;
    // Clocks of the type that joins the touch are 4 and 5.
    const stream = marks[4 + side];
    for (let level = 0; level < LEVELS; level++) {
      const price = side === Side.buy ? reference - 1 - level : reference + level;
      for (let lots = Math.round(depth / 5 / lot); lots > 0; ) {
        const next = Math.min(lots, model.quantities[2][side].quantile(stream.uniform()));
        send(side, price, next * lot);
        lots -= next;
      }
    }
  }
}
