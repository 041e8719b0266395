import type { RulePack } from '../../src/rules/index.js';
import { SECOND, TradeStage } from '../../src/tape/index.js';
import type { PlainListing } from './plain-listing.js';

/** The closing price that the trades so far give; the previous close when there are none. */
export function plainClosingPrice(listing: PlainListing, rule: RulePack['closingPrice']): number {
  const { trades } = listing;
  if (rule === 'last-trade') return listing.lastKnownPrice();
  const closing = trades.filter(({ stage }) => stage === TradeStage.closeCall);
  if (rule === 'call-then-vwap' && closing.length > 0) return closing[0].price;
  const others = trades.filter(({ stage }) => stage !== TradeStage.closeCall);
  if (others.length === 0) return listing.lastKnownPrice();
  const minute = others.filter(({ time }) => time > others[others.length - 1].time - 60 * SECOND);
  let value = 0n;
  let quantity = 0n;
  for (const trade of minute) {
    value += BigInt(trade.price) * BigInt(trade.quantity);
    quantity += BigInt(trade.quantity);
  }
  return Number((2n * value + quantity) / (2n * quantity));
}
