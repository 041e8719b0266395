import { type Dated, inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';
import { MAIN_BOARD_REGISTRATION, RULES_OF_2026 } from './boundary-days.js';
import * as market from './market-rules.js';

/** What the main boards of Shanghai and Shenzhen share. */
export const limitRates = inSuccession(
  {
    value: { ordinary: 0.1, riskWarning: 0.05, delisting: 0.1 },
    from: market.ALWAYS,
    provenance: 'trading rules: 10 %, under risk warning (ST, *ST) 5 %; delisting period 10 % from its second day',
    confidence: 'secondary',
  },
  {
    value: { ordinary: 0.1, riskWarning: 0.1, delisting: 0.1 },
    from: RULES_OF_2026,
    provenance:
      'trading rules of 2026 (上证发〔2026〕41号, 深证上〔2026〕551号): risk-warning stocks at 10 % as all others',
    confidence: 'secondary',
  },
);

export const newListing = inSuccession<RuleValues['newListing']>(...market.firstDaysBeforeRegistration, {
  value: { days: 5, band: null },
  from: MAIN_BOARD_REGISTRATION,
  provenance: 'trading rules of 2023: no limits on the first five days after listing',
  confidence: 'secondary',
});

export const cage = inSuccession<RuleValues['cage']>(market.noCage, {
  value: { percent: 2, ticks: 10, action: 'reject' },
  from: MAIN_BOARD_REGISTRATION,
  provenance: market.CAGE_OF_2023,
  confidence: 'secondary',
});

export const maximumLimitQuantity = inSuccession(market.millionShares);
export const maximumMarketQuantity = inSuccession(market.millionSharesAtMarket);

export const maximumFixedPriceQuantity = inSuccession<number | null>(market.noAfterHours, {
  value: 1_000_000,
  from: RULES_OF_2026,
  provenance: 'taken to be that of ChiNext and STAR',
  confidence: 'background',
});

export const halts = inSuccession<RuleValues['halts']>(market.noHalts, {
  value: market.HALTS,
  from: MAIN_BOARD_REGISTRATION,
  provenance: `trading rules of 2023, days without limits: ${market.HALTS_SOURCE}`,
  confidence: 'secondary',
});

/** What an investor may buy of a risk-warning stock in a day, from a first day of its own on each exchange. */
export function riskWarningDailyBuy(since: string): readonly Dated<number | null>[] {
  return inSuccession<number | null>(
    { value: null, from: market.ALWAYS, provenance: 'no such maximum', confidence: 'background' },
    {
      value: 500_000,
      from: since,
      provenance:
        'buys of a risk-warning stock by an investor in a day; the size was read in secondary sources, its first day was not checked. That buys after hours count is the reading of two of three',
      confidence: 'background',
    },
  );
}
