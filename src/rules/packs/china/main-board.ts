import { inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';
import { MAIN_BOARD_REGISTRATION, RULES_OF_2026 } from './boundary-days.js';
import { HALTS, HALTS_SOURCE } from './market-rules.js';

/** Before either pack of a main board begins. */
const BEGINNING = '1996-12-16';

/** What the main boards of Shanghai and Shenzhen share. */
export const limitRates = inSuccession(
  {
    value: { ordinary: 0.1, riskWarning: 0.05, delisting: 0.1 },
    from: BEGINNING,
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

export const newListing = inSuccession<RuleValues['newListing']>(
  {
    value: { days: 1, band: null },
    from: BEGINNING,
    provenance: 'the first day after listing was without limits',
    confidence: 'background',
  },
  {
    value: { days: 1, band: { lower: 0.64, upper: 1.44 } },
    from: '2014-01-01',
    provenance:
      'first day after listing: orders between 64 % and 144 % of the issue price (printed for the SZSE; in 2014, the day was not found)',
    confidence: 'secondary',
  },
  {
    value: { days: 5, band: null },
    from: MAIN_BOARD_REGISTRATION,
    provenance: 'trading rules of 2023: no limits on the first five days after listing',
    confidence: 'secondary',
  },
);

export const cage = inSuccession<RuleValues['cage']>(
  { value: null, from: BEGINNING, provenance: 'no price cage on the main boards', confidence: 'secondary' },
  {
    value: { percent: 2, ticks: 10, action: 'reject' },
    from: MAIN_BOARD_REGISTRATION,
    provenance: 'trading rules of 2023, valid price range in continuous trading: 2 %, at least ten ticks',
    confidence: 'secondary',
  },
);

export const maximumLimitQuantity = inSuccession({
  value: 1_000_000,
  from: BEGINNING,
  provenance: 'trading rules: at most one million shares an order',
  confidence: 'secondary',
});

export const maximumMarketQuantity = inSuccession({
  value: 1_000_000,
  from: BEGINNING,
  provenance: 'taken to be that of limit orders',
  confidence: 'background',
});

export const maximumFixedPriceQuantity = inSuccession<number | null>(
  { value: null, from: BEGINNING, provenance: 'no trading after hours', confidence: 'secondary' },
  {
    value: 1_000_000,
    from: RULES_OF_2026,
    provenance: 'taken to be that of ChiNext and STAR',
    confidence: 'background',
  },
);

export const halts = inSuccession<RuleValues['halts']>(
  {
    value: null,
    from: BEGINNING,
    provenance:
      'the halts of earlier first days (from 10 % and 20 %, of other lengths) are left out; a scenario may set levels and durationNs',
    confidence: 'choice',
  },
  {
    value: HALTS,
    from: MAIN_BOARD_REGISTRATION,
    provenance: `trading rules of 2023, days without limits: ${HALTS_SOURCE}`,
    confidence: 'secondary',
  },
);

export const closingPriceSources = {
  call: 'the price of the closing call, else the mean by volume of the last minute before and with the last trade',
  vwap: 'no closing call: the mean by volume of the last minute before and with the last trade',
};

/** What an investor may buy of a risk-warning stock in a day, from a first day of its own on each exchange. */
export function riskWarningDailyBuy(since: string): ReturnType<typeof inSuccession<number | null>> {
  return inSuccession<number | null>(
    { value: null, from: BEGINNING, provenance: 'no such maximum', confidence: 'background' },
    {
      value: 500_000,
      from: since,
      provenance:
        'buys of a risk-warning stock by an investor in a day; the size is from a secondary source, its first day was not checked. That trading after hours counts is one of two readings',
      confidence: 'background',
    },
  );
}
