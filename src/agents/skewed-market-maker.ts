import { z } from 'zod';
import { Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { MarketMaker, marketMakerParameters } from './market-maker.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  ...marketMakerParameters.shape,
  display: z
    .union([
      z.strictObject({ best5Depth: z.number().positive().max(100).describe('multiple of the usual best-five depth') }),
      z.strictObject({ shares: z.int().min(100).describe('shares') }),
    ])
    .default({ best5Depth: 1 })
    .describe('what it shows on the side that brings its inventory back'),
  side: z.enum(['buy', 'sell']).default('buy').describe('side on which it shows it when the day opens'),
  tolerance: marketMakerParameters.shape.tolerance
    .default(2)
    .describe('as of a market maker; 0 looks most like a spoofer'),
  openingShares: z.int().min(0).default(3_000_000).describe('shares it owns when the day opens'),
});
type Parameters = z.output<typeof parameters>;

/**
 * An honest look-alike of a spoofer: a market maker with an inventory to get rid of. It shows much on one side and little
 * on the other. It means to trade what it shows: the display stands at the touch, keeps its place in the queue while the
 * price stays within the tolerance, and goes when its inventory is back. With a tolerance of 0 it follows every tick and
 * looks most like a spoofer.
 */
export const skewedMarketMaker = defineAgent({
  id: 'skewed-market-maker',
  summary: 'honest look-alike: quotes much on the side that brings its inventory back, little on the other',
  source:
    'inventory control in quoted sizes: Amihud, Mendelson (1980), Dealership market, Journal of Financial Economics 8',
  parameters,
  informationSet: (given) => given.information,
  funding: (given, instrument) => ({
    accounts: 1,
    cash: purchaseCost(4 * displayed(given, instrument.referenceDepth5), instrument),
    holdings: Math.max(given.openingShares, 4 * displayed(given, instrument.referenceDepth5)),
  }),
  create: (given, context) => new SkewedMarketMaker(given, context),
});

function displayed({ display, side }: Parameters, depth5: { bid: number; ask: number }): number {
  if ('shares' in display) return display.shares;
  const depth = Math.max(100, side === 'buy' ? depth5.bid : depth5.ask);
  return Math.max(100, Math.round((display.best5Depth * depth) / 100) * 100);
}

class SkewedMarketMaker extends MarketMaker {
  private readonly display: number;

  constructor(given: Parameters, context: AgentContext) {
    super(given, context);
    this.display = displayed(given, context.reference.depth5);
    this.inventory = ((given.side === 'buy' ? -1 : 1) * given.inventoryLimit) / 2;
  }

  protected override quantity(side: number): number {
    const bringsBack = side === Side.buy ? this.inventory < 0 : this.inventory > 0;
    return bringsBack ? this.display : super.quantity(side);
  }
}
