import { z } from 'zod';
import { seconds } from '../../agents/index.js';
import type { MarketView } from '../../simulation/index.js';
import { type Side, UNKNOWN } from '../../tape/index.js';
import { DisplayCampaign, type DisplayStyle } from '../display-campaign.js';
import { displayFunding, displayOnly, displayParameters } from '../display-parameters.js';
import type { OrderDisplay } from '../order-display.js';
import { definePractice } from '../practice.js';
import { behind, touch, withinLimits } from '../price-band.js';
import { checkOpposite, sideOf } from '../purpose.js';

const parameters = z.strictObject({
  ...displayParameters,
  size: displayParameters.size.default({ shares: 500 }).describe('quantity of an order that advances, in all'),
  step: seconds({ min: 0.01 })
    .prefault(5)
    .describe('least time between two advances, in seconds; each is a tick before the best price of its side'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Advancing the bid: a small bid a tick above the best one, then another above that, as far as the spread leaves room, so
 * that the best price creeps towards the offers without a trade; the genuine sale waits at the best offer. A spread of
 * one tick leaves no room, and what stands at the best price may be executed.
 */
export const advancingTheBid = definePractice({
  id: 'advancing-the-bid',
  summary: 'small orders that improve the best price of a side step by step, a genuine order on the other',
  source:
    'MAR Annex I A(e), A(f) with Delegated Regulation (EU) 2016/522 Annex II 1 (4)(f), advancing the bid; ' +
    'Securities Law of the PRC (2019) art. 55 (4)',
  parameters,
  attackOnly: [...displayOnly, 'step'],
  purposeLeg: true,
  evasion: {
    refuses: { partialFillAcceptance: 'what it shows is the best price and stays when it is executed' },
    totals: ['cycles', 'purpose'],
  },
  informationSet: ({ information }) => information,
  check: ({ side, purpose }) => checkOpposite(side, purpose),
  funding: displayFunding,
  create: (given, context) => new DisplayCampaign('advancing-the-bid', given, new Advance(given), context),
});

/** A tick before the best, and on from there while there is room. */
class Advance implements DisplayStyle {
  /** There is room now and then only. */
  readonly waits = true;
  private readonly side: Side;
  private advancedNs = 0;

  constructor(private readonly given: Parameters) {
    this.side = sideOf(given.side);
  }

  prices(market: MarketView): readonly number[] | undefined {
    const { side } = this;
    const best = touch(market, side);
    const other = touch(market, side ^ 1);
    if (best === UNKNOWN || other === UNKNOWN) return undefined;
    const next = behind(best, side ^ 1, 1);
    const room = next !== other && withinLimits(next, market.instrument) === next;
    return room ? [next] : undefined;
  }

  answer(market: MarketView, display: OrderDisplay, now: number): 'stay' | 'move' | 'withdraw' {
    const { side } = this;
    if (touch(market, side ^ 1) === UNKNOWN) return 'withdraw';
    if (now - this.advancedNs < this.given.step || market.time < display.acceptedNs) return 'stay';
    // Others have gone before it, or it stands alone at the best price: on, if there is room.
    if (this.prices(market) === undefined) return 'stay';
    this.advancedNs = now;
    return 'move';
  }
}
