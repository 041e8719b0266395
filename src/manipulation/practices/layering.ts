import { z } from 'zod';
import { seconds } from '../../agents/index.js';
import type { MarketView } from '../../simulation/index.js';
import { UNKNOWN } from '../../tape/index.js';
import { DisplayCampaign, type DisplayStyle } from '../display-campaign.js';
import { displayFunding, displayOnly, displayParameters } from '../display-parameters.js';
import type { OrderDisplay } from '../order-display.js';
import { definePractice } from '../practice.js';
import { behind, touch, withinLimits } from '../price-band.js';
import { checkOpposite, sideOf } from '../purpose.js';
import { falseDeclarationHug } from '../threshold-hugs.js';

const parameters = z.strictObject({
  ...displayParameters,
  levels: z.int().min(2).max(10).default(5).describe('adjacent price levels with an equal part of the display each'),
  nearest: z.int().min(1).max(20).default(1).describe('ticks between the best price and the nearest level'),
  refresh: seconds()
    .prefault(1)
    .describe('least time between two moves after a best price that runs away, in seconds; from a near one at once'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Layering: several orders at successive prices of one side, away from the touch, to trade on the other side; once that
 * is done the layers go. They keep their distance as the book moves: the layer that would become the best price is taken
 * back and put up again at the far end, and the farthest one comes near when the best price runs away.
 */
export const layering = definePractice({
  id: 'layering',
  summary: 'a display in layers that move with the book, a genuine order at the best of the other side',
  source:
    'MAR Annex I A(f) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(e), layering; CEA 4c(a)(5)(C); ' +
    'FINRA surveillance reports, layering; Securities Law of the PRC (2019) art. 55 (4); SZSE 虚假申报',
  parameters,
  attackOnly: [...displayOnly, 'levels', 'nearest', 'refresh'],
  purposeLeg: true,
  evasion: { toleratesFills: true, thresholdHug: falseDeclarationHug, totals: ['cycles', 'purpose'] },
  informationSet: ({ information }) => information,
  check: ({ side, purpose }) => checkOpposite(side, purpose),
  funding: displayFunding,
  create: (given, context) => new DisplayCampaign('layering', given, new Layers(given), context),
});

/** A ladder behind the best price that is put right when the best price has moved. */
class Layers implements DisplayStyle {
  private readonly side;
  private movedNs = 0;

  constructor(private readonly given: Parameters) {
    this.side = sideOf(given.side);
  }

  prices(market: MarketView): readonly number[] | undefined {
    const { side } = this;
    const { levels, nearest } = this.given;
    const best = touch(market, side);
    if (best === UNKNOWN) return undefined;
    const ladder = Array.from({ length: levels }, (_, level) => behind(best, side, nearest + level));
    const inside = ladder.filter((price) => withinLimits(price, market.instrument) === price);
    return inside.length > 0 ? inside : undefined;
  }

  answer(market: MarketView, display: OrderDisplay, now: number): 'stay' | 'move' | 'withdraw' {
    const { side } = this;
    const best = touch(market, side);
    // Nobody is left to hide behind.
    if (best === UNKNOWN || market.levelQuantity(side, 0) <= display.openAt(best)) return 'withdraw';
    const distance = display.distanceFrom(best);
    if (distance === this.given.nearest) return 'stay';
    if (distance > this.given.nearest && now - this.movedNs < this.given.refresh) return 'stay';
    this.movedNs = now;
    return 'move';
  }
}
