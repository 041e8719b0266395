import { inSuccession } from '../../effective.js';

/** Costs of a trade in shares, the same on all four boards, in parts of its value per 10^8. */
export const costs = {
  stampDutySell: inSuccession(
    {
      value: 100_000,
      from: '2005-01-24',
      provenance: 'stamp duty 0.1 %; buyers paid it too, which is left out here',
      confidence: 'background',
    },
    {
      value: 300_000,
      from: '2007-05-30',
      provenance: 'stamp duty 0.3 %; buyers paid it too, which is left out here',
      confidence: 'background',
    },
    {
      value: 100_000,
      from: '2008-04-24',
      provenance: 'stamp duty 0.1 %; buyers paid it too, which is left out here',
      confidence: 'background',
    },
    {
      value: 100_000,
      from: '2008-09-19',
      provenance: 'stamp duty 0.1 % of sales',
      confidence: 'background',
    },
    {
      value: 50_000,
      from: '2023-08-28',
      provenance: 'stamp duty halved to 0.05 % of sales',
      confidence: 'secondary',
    },
  ),
  transferBoth: inSuccession(
    {
      value: 2_000,
      from: '2005-01-24',
      provenance: 'ChinaClear transfer fee 0.002 % since 2015-08-01, carried back before it',
      confidence: 'background',
    },
    {
      value: 1_000,
      from: '2022-04-29',
      provenance: 'ChinaClear transfer fee 0.001 %',
      confidence: 'secondary',
    },
  ),
  handlingBoth: inSuccession(
    {
      value: 4_870,
      from: '2005-01-24',
      provenance: 'exchange handling fee 0.00487 % since 2015-08-01, carried back before it, when it was higher',
      confidence: 'background',
    },
    {
      value: 3_410,
      from: '2023-08-28',
      provenance: 'exchange handling fee 0.00341 %',
      confidence: 'secondary',
    },
  ),
  levyBoth: inSuccession({
    value: 2_000,
    from: '2005-01-24',
    provenance: 'regulatory levy 0.002 %, collected by the exchange',
    confidence: 'background',
  }),
  commission: inSuccession({
    value: 20_000,
    from: '2005-01-24',
    provenance: 'broker commission 0.02 %, by contract; without the usual minimum of CNY 5 an order',
    confidence: 'choice',
  }),
};
