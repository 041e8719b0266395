import { z } from 'zod';
import type { MarketView } from '../../simulation/index.js';
import { type InstrumentHeader, type Side, UNKNOWN } from '../../tape/index.js';
import { DisplayCampaign, type DisplayStyle } from '../display-campaign.js';
import { displayFunding, displayOnly, displayParameters } from '../display-parameters.js';
import { LeastAhead } from '../least-ahead.js';
import { atLimit, limitPrice } from '../limit-wall.js';
import type { OrderDisplay } from '../order-display.js';
import { definePractice } from '../practice.js';
import { checkOpposite, purposeQuantity, sideOf } from '../purpose.js';

const { offset: _offset, ...shared } = displayParameters;

const parameters = z.strictObject({
  ...shared,
  ahead: z
    .number()
    .min(0)
    .max(100)
    .default(0.25)
    .describe('the display is put up anew behind everybody when less than this part of it stands before it'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A false queue at the limit: at the upper limit nobody can bid more, and who buys is who came first. A large bid behind
 * all others makes the demand look as if it would last, and brings those who buy what is at its limit; it never comes to
 * its turn, since it is taken back and put up again behind them as the queue before it shrinks. Meanwhile the same hand
 * sells at the limit, to the queue. A false offer at the lower limit is the mirror image.
 */
export const falseLimitUpQueue = definePractice({
  id: 'false-limit-up-queue',
  summary:
    'a large order at the end of the queue at the limit price, renewed before its turn, and a sale to that queue',
  source:
    'SZSE rules on abnormal trading, 虚假申报 at the limit price; Securities Law of the PRC (2019) art. 55 (4); ' +
    'MAR Annex I A(f); case of 2015 in which 27.96 million shares queued at the limit',
  parameters,
  attackOnly: [...displayOnly, 'ahead'],
  purposeLeg: true,
  evasion: { toleratesFills: true, totals: ['cycles', 'purpose'] },
  informationSet: ({ information }) => information,
  check: ({ side, purpose }) => checkOpposite(side, purpose),
  checkVenue: ({ side }, { instrument }) =>
    limitPrice(sideOf(side), instrument) >= 0
      ? undefined
      : { path: 'practice', problem: `${instrument.symbol} has no price limit on this day, expected one that has` },
  funding: (given, instrument, accounts) => displayFunding({ ...given, offset: 0 }, instrument, accounts),
  create: (given, context) =>
    new DisplayCampaign(
      'false-limit-up-queue',
      { ...given, offset: 0 },
      new EndOfQueue(given, context.instrument),
      context,
    ),
});

/** The last place at the limit price, as long as others stand before it. */
class EndOfQueue implements DisplayStyle {
  readonly waits = true;
  readonly genuinePrice: number;
  private readonly side: Side;
  private readonly part: number;
  private queue: LeastAhead | undefined;

  constructor(
    private readonly given: Parameters,
    instrument: InstrumentHeader,
  ) {
    this.side = sideOf(given.side);
    this.genuinePrice = limitPrice(this.side, instrument);
    this.part = purposeQuantity(given.purpose) / given.cycles;
  }

  prices(market: MarketView): readonly number[] | undefined {
    const { side } = this;
    this.queue = undefined;
    // The genuine part must find strangers before the display.
    if (!atLimit(market, side) || market.levelQuantity(side, 0) < this.part) return undefined;
    const limit = limitPrice(side, market.instrument);
    this.queue = new LeastAhead(side, limit);
    return [limit];
  }

  answer(market: MarketView, display: OrderDisplay): 'stay' | 'renew' | 'withdraw' {
    const { side, queue } = this;
    const limit = limitPrice(side, market.instrument);
    if (queue === undefined || !atLimit(market, side)) return 'withdraw';
    if (market.time < display.acceptedNs) return 'stay';
    const own = display.openAt(limit);
    queue.look(market, own);
    if (queue.quantity === UNKNOWN || queue.quantity > Math.max(this.given.ahead * own, this.part)) return 'stay';
    // Behind whom could it stand?
    return market.levelQuantity(side, 0) - own > this.part ? 'renew' : 'withdraw';
  }
}
