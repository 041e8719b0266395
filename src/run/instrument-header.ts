import type { FlowModel } from '../model/index.js';
import { priceLimits, type RuleOverrides, type RulePack, rulesInForce, withOverrides } from '../rules/index.js';
import type { InstrumentSetup, MarketSetup } from '../scenario/index.js';
import { type InstrumentHeader, Phase } from '../tape/index.js';

/** The rules of a market on a day with what the scenario replaces. */
export function rulesOf({ venue, rules }: Pick<MarketSetup, 'venue' | 'rules'>, date: string): RulePack {
  return withOverrides(rulesInForce(venue, date), rules as RuleOverrides);
}

/**
 * What is known of an instrument before the first day begins. Its reference values are the model's: the usual depth as
 * it stands, the volume of the fitted window brought to a whole day of continuous trading.
 * @param rules - of the first day
 */
export function instrumentHeader(
  rules: RulePack,
  instrument: Omit<InstrumentSetup, 'background' | 'accounts'>,
  model: FlowModel,
): InstrumentHeader {
  const { symbol, previousClose, floatShares, status, statusDay } = instrument;
  const { lower, upper } = priceLimits(rules, instrument);
  const { referenceDepth5, referenceVolume } = model.file.market;
  const [fittedFrom, fittedTo] = model.file.provenance.windowNs;
  const share = continuousShare(rules, fittedFrom, fittedTo);
  return {
    symbol,
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
    status,
    statusDay,
    previousClose,
    lowerLimit: lower,
    upperLimit: upper,
    referenceVolume: Math.round(referenceVolume / share),
    referenceDepth5: { bid: Math.round(referenceDepth5.bid), ask: Math.round(referenceDepth5.ask) },
    floatShares,
  };
}

/** Share of a day's continuous trading that lies in a span. 1 when none does, so that nothing is scaled. */
export function continuousShare(rules: Pick<RulePack, 'phases'>, startNs: number, endNs: number): number {
  let day = 0;
  let inside = 0;
  for (const span of rules.phases) {
    if (span.phase !== Phase.continuous) continue;
    day += span.endNs - span.startNs;
    inside += Math.max(0, Math.min(endNs, span.endNs) - Math.max(startNs, span.startNs));
  }
  return inside === 0 ? 1 : inside / day;
}
