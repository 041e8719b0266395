import type { Preset } from './preset.js';

const SELECT_LAYER =
  'decision of 2021 on the select layer of the NEEQ, read in a secondary account: 19 bids within the best five in twelve ' +
  'minutes, 699,900 shares for CNY 22.36 million, all cancelled, sold by a linked account';
const LIMIT_UP =
  'decision on a limit-up case of 2015, read in a secondary account: up 12.7 per cent in 31 minutes to the limit, then ' +
  '27.96 million shares queued there, sold the next day';
const GROUP_OF_2018 =
  'decision on 603985 (2018), read in a secondary account: on 16 of 16 days, purchases were 32.0 per cent of the daily ' +
  'volume on average';

/** What cases were found to have done, in shares and shares of volume as printed; nothing is scaled to another stock. */
export const casePresets: readonly Preset[] = [
  {
    id: 'case-2021-select-layer',
    practice: 'spoofing',
    kind: 'case',
    summary:
      '19 bids within the best five, all cancelled, and a linked account that sells; in a window of twelve minutes',
    source: `${SELECT_LAYER}. 36,800 shares are 699,900 / 19 in whole lots`,
    knobs: { size: { shares: 36_800 }, side: 'buy', cycles: 19, patience: 35, accounts: { count: 2 } },
  },
  {
    id: 'case-2015-limit-up',
    practice: 'false-limit-up-queue',
    kind: 'case',
    summary: 'a queue of 27.96 million shares at the upper limit',
    source: LIMIT_UP,
    knobs: { size: { shares: 27_960_000 }, side: 'buy', cycles: 1 },
  },
  {
    id: 'case-2015-limit-up',
    practice: 'continuous-push',
    kind: 'case',
    summary: 'up 12.7 per cent within 31 minutes',
    source: LIMIT_UP,
    knobs: { target: 12.7, push: 1_860, side: 'buy' },
  },
  {
    id: 'case-2018-group',
    practice: 'continuous-push',
    kind: 'case',
    summary: 'purchases of a third of the daily volume, day after day',
    source: `${GROUP_OF_2018}. A share of 0.32 of the whole is 0.32 / 0.68 of what others trade`,
    knobs: { budget: { dayShare: 0.47 }, side: 'buy' },
  },
];
