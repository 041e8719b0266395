import { SECOND } from '../../../tape/index.js';
import { inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';

/** Before every pack begins: such a value holds in a pack from its first day. It is the day of today's price limits. */
export const ALWAYS = '1996-12-16';

/** What holds on all four boards for shares in yuan. */
export const settlement = inSuccession<RuleValues['settlement']>({
  value: 'T+1',
  from: ALWAYS,
  provenance:
    'trading rules of both exchanges: shares bought cannot be sold on the day; that proceeds of sales can be used at once is common knowledge',
  confidence: 'secondary',
});

export const indicationIntervalNs = inSuccession({
  value: 3 * SECOND,
  from: ALWAYS,
  provenance: 'cadence of the level-1 snapshots, which carry the virtual price of a call',
  confidence: 'background',
});

export const replace = inSuccession({
  value: false,
  from: ALWAYS,
  provenance: 'an order is changed by cancelling it and sending another',
  confidence: 'background',
});

export const partialCancel = inSuccession({
  value: false,
  from: ALWAYS,
  provenance: 'a cancel takes all that is left of an order',
  confidence: 'background',
});

export const selfTrade = inSuccession<RuleValues['selfTrade']>({
  value: 'allow',
  from: ALWAYS,
  provenance:
    'the hosts match orders of one account; such trades are what supervision looks for (自买自卖). cancel-incoming, cancel-resting, cancel-both and decrement are there for experiments',
  confidence: 'background',
});

export const luld = inSuccession<RuleValues['luld']>({
  value: null,
  from: ALWAYS,
  provenance:
    'no bands around a moving price. The circuit breaker on the CSI 300 of January 2016, market-wide and suspended on 2016-01-08, is left out',
  confidence: 'secondary',
});

export const throughput = inSuccession<RuleValues['throughput']>({
  value: null,
  from: ALWAYS,
  provenance: 'the hosts have limits that the sources do not give; switched on by messagesPerSecond and queue',
  confidence: 'choice',
});

export const openingRange = inSuccession<RuleValues['openingRange']>({
  value: null,
  from: ALWAYS,
  provenance:
    'what the rules now say of the opening call on a day without limits was not found; a program that encodes older rules of Shenzhen has up to 900 % of the previous close, which is { lower: 0.01, upper: 9 }',
  confidence: 'choice',
});

/** On the boards where days are without limits by rule: 30 % and 60 % from the open. */
export const HALTS: NonNullable<RuleValues['halts']> = {
  levels: [0.3, 0.6],
  durationNs: 600 * SECOND,
  lunch: 'stops',
};
export const HALTS_SOURCE =
  'first at 30 % and at 60 % from the open, ten minutes each, at the latest until 14:57; whether the midday break counts is not said: lunch may be counts';

export const noAfterHours = {
  value: null,
  from: ALWAYS,
  provenance: 'no trading after hours',
  confidence: 'secondary',
} as const;

/** A single value that several boards had before rules of their own, to be followed by those. */
export const millionShares = {
  value: 1_000_000,
  from: ALWAYS,
  provenance: 'trading rules of both exchanges: at most one million shares an order',
  confidence: 'secondary',
} as const;

export const millionSharesAtMarket = {
  value: 1_000_000,
  from: ALWAYS,
  provenance: 'taken to be that of limit orders',
  confidence: 'background',
} as const;

export const noCage = {
  value: null,
  from: ALWAYS,
  provenance: 'no price cage',
  confidence: 'secondary',
} as const;
export const CAGE_OF_2023 = 'trading rules of 2023, valid price range in continuous trading: 2 %, at least ten ticks';

export const noHalts = {
  value: null,
  from: ALWAYS,
  provenance:
    'the halts of earlier first days (from 10 % and 20 %, of other lengths) are left out; a scenario may set levels and duration',
  confidence: 'choice',
} as const;

/** First days after listing on boards without registration. */
export const firstDaysBeforeRegistration = [
  {
    value: { days: 1, band: null },
    from: ALWAYS,
    provenance: 'the first day after listing was without limits',
    confidence: 'background',
  },
  {
    value: { days: 1, band: { lower: 0.64, upper: 1.44 } },
    from: '2014-01-01',
    provenance:
      'first day after listing: orders between 64 % and 144 % of the issue price; in 2014, the day was not found. The narrower opening call, 80 % to 120 %, is left out',
    confidence: 'secondary',
  },
] as const;

export const noDailyMaximum = inSuccession({
  value: null,
  from: ALWAYS,
  provenance:
    'the maximum for risk-warning stocks is known of the main boards; of the rules of 2026 one reading extends it to every board, which is 500000',
  confidence: 'choice',
});

/** Buys in hundreds; what is left of a holding below a hundred is sold at once. */
export const lotsOfHundred = inSuccession({
  value: { buy: { minimum: 100, step: 100 }, sell: { minimum: 100, step: 100, oddRemainder: true } },
  from: ALWAYS,
  provenance: 'trading rules of both exchanges: multiples of 100; a remainder below 100 is sold in one order',
  confidence: 'secondary',
});
