import { z } from 'zod';
import type { MarketView } from '../../simulation/index.js';
import { UNKNOWN } from '../../tape/index.js';
import { DisplayCampaign, type DisplayStyle } from '../display-campaign.js';
import { displayFunding, displayOnly, displayParameters } from '../display-parameters.js';
import type { OrderDisplay } from '../order-display.js';
import { definePractice } from '../practice.js';
import { behind, ticksBehind, touch, withinLimits } from '../price-band.js';
import { checkOpposite, sideOf } from '../purpose.js';
import { falseDeclarationHug } from '../threshold-hugs.js';

const parameters = z.strictObject({
  ...displayParameters,
  distance: z
    .int()
    .min(1)
    .max(4)
    .default(2)
    .describe('occupied price levels between the best price and the display: within the best five, not at the touch'),
  withdrawTicks: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe('the display goes when only so many ticks are left between it and the best price of its side'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Spoofing: bidding or offering with the intent to cancel before execution. One large order a round stands behind the
 * best price of a side and makes it look strong, while a small order of the same hand waits at the best of the other.
 * Once that is filled, the large one goes; it goes at once when the market comes near it.
 */
export const spoofing = definePractice({
  id: 'spoofing',
  summary: 'one large display behind the best of a side, a genuine order at the best of the other',
  source:
    'CEA 4c(a)(5)(C); MAR Annex I A(f) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(e); ' +
    'Securities Law of the PRC (2019) art. 55 (4); SZSE rules on abnormal trading, 虚假申报',
  parameters,
  attackOnly: [...displayOnly, 'distance', 'withdrawTicks'],
  purposeLeg: true,
  evasion: { toleratesFills: true, thresholdHug: falseDeclarationHug, totals: ['cycles', 'purpose'] },
  informationSet: ({ information }) => information,
  check: ({ side, purpose }) => checkOpposite(side, purpose),
  funding: displayFunding,
  create: (given, context) => new DisplayCampaign('spoofing', given, new SingleLevel(given), context),
});

/** One price, as far behind the best as was asked for; it gives way and does not come back within the round. */
class SingleLevel implements DisplayStyle {
  private readonly side;

  constructor(private readonly given: Parameters) {
    this.side = sideOf(given.side);
  }

  prices(market: MarketView): readonly number[] | undefined {
    const { side } = this;
    const best = touch(market, side);
    if (best === UNKNOWN) return undefined;
    const { distance } = this.given;
    const level = market.levelPrice(side, distance);
    const price = withinLimits(level === UNKNOWN ? behind(best, side, distance) : level, market.instrument);
    return ticksBehind(price, side, best) > this.given.withdrawTicks ? [price] : undefined;
  }

  answer(market: MarketView, display: OrderDisplay): 'stay' | 'withdraw' {
    const best = touch(market, this.side);
    if (best === UNKNOWN) return 'withdraw';
    return display.distanceFrom(best) <= this.given.withdrawTicks ? 'withdraw' : 'stay';
  }
}
