import type { Preset, PresetKind } from './preset.js';

const CATALOGUE = 'levels of the catalogue of practices that this project was started with; a proposal, not a finding';
const SHARE = 'a share s of the whole is s / (1 − s) of what others trade or show';

interface Level {
  readonly knobs: Preset['knobs'];
  readonly summary: string;
  /** Accounts of the split: the standard totals over so many. */
  readonly split?: number;
}

/** Blatant and standard knobs of one or several practices, and the standard ones over several accounts. */
function levels(practices: readonly string[], blatant: Level, standard: Level, source = CATALOGUE): Preset[] {
  return practices.flatMap((practice) => {
    const preset = (id: string, kind: PresetKind, { knobs, summary }: Level): Preset => {
      return { id, practice, kind, summary, source, knobs };
    };
    const { split } = standard;
    const shared = {
      summary: `standard, over ${split} accounts`,
      knobs: { ...standard.knobs, accounts: { count: split } },
    };
    return [
      preset('blatant', 'level', blatant),
      preset('standard', 'level', standard),
      ...(split === undefined ? [] : [preset('split', 'split', shared)]),
    ];
  });
}

export const levelPresets: readonly Preset[] = [
  ...levels(
    ['spoofing', 'layering'],
    { summary: '3 best-five depths, 20 rounds', knobs: { size: { best5Depth: 3 }, cycles: 20, cancelDelay: 0.6 } },
    {
      summary: '1.2 best-five depths, 6 rounds',
      knobs: { size: { best5Depth: 1.2 }, cycles: 6, cancelDelay: 3 },
      split: 4,
    },
  ),
  ...levels(
    ['opening-auction-spoofing'],
    {
      summary: '200,000 shares 8 per cent away, gone in the last seconds',
      knobs: { size: { shares: 200_000 }, deviation: 8, withdraw: 5, jitter: 3 },
    },
    {
      summary: '50,000 shares 6 per cent away, gone half a minute before the lock',
      knobs: { size: { shares: 50_000 }, deviation: 6, withdraw: 30, jitter: 15 },
      split: 3,
    },
    `${CATALOGUE}; sizes: 50,000 shares moved the indication of 300233 from 15.75 to 16.28 on 2025-05-06`,
  ),
  ...levels(
    ['continuous-push'],
    {
      summary: 'six per cent in three minutes, back within ten',
      knobs: { target: 6, push: 180, reverse: 600, budget: { dayShare: 0.0188 } },
    },
    {
      summary: 'four and a half per cent in three minutes, back within twenty',
      knobs: { target: 4.5, push: 180, reverse: 1_200, budget: { dayShare: 0.0083 } },
      split: 3,
    },
    `${CATALOGUE}; budgets: 60 and 40 per cent of three minutes of a day of 240; ${SHARE}`,
  ),
  ...levels(
    ['marking-the-close'],
    { summary: 'a close 4 per cent higher', knobs: { target: 4, window: ['09:30', '09:45'] } },
    { summary: 'a close 3.2 per cent higher', knobs: { target: 3.2, window: ['09:45', '10:00'] }, split: 3 },
  ),
  ...levels(
    ['limit-maintenance'],
    {
      summary: 'seven tenths of the queue, 2 million fresh shares in the closing call',
      knobs: { size: { best5Depth: 2.33 }, closing: { shares: 2_000_000 } },
    },
    {
      summary: 'not half of the queue, 600,000 fresh shares in the closing call',
      knobs: { size: { best5Depth: 0.82 }, closing: { shares: 600_000 } },
      split: 3,
    },
    `${CATALOGUE}; ${SHARE}`,
  ),
  ...levels(
    ['wash-trading', 'matched-orders'],
    {
      summary: '30 per cent of the volume of the day',
      knobs: { volume: { dayShare: 0.4286 }, lag: 0.1, accounts: { count: 2 } },
    },
    {
      summary: '15 per cent of the volume of the day',
      knobs: { volume: { dayShare: 0.1765 }, lag: 1, accounts: { count: 2 } },
      split: 5,
    },
    `${CATALOGUE}; ${SHARE}`,
  ),
  ...levels(
    ['pump-and-dump'],
    { summary: 'three days, up a quarter', knobs: { gather: 1, pumpDays: 2, target: 12 } },
    { summary: 'ten days, up three fifths', knobs: { gather: 4, pumpDays: 5, target: 10 }, split: 8 },
  ),
  ...levels(
    ['momentum-ignition'],
    { summary: '50 orders in a second, one and a half per cent', knobs: { burst: 1, interval: 0.02, target: 1.5 } },
    { summary: '20 orders in three seconds, one per cent', knobs: { burst: 3, interval: 0.15, target: 1 }, split: 2 },
  ),
  ...levels(
    ['quote-stuffing'],
    { summary: '2,000 messages a second for half a minute', knobs: { rate: 2_000, burst: 30 } },
    { summary: '400 messages a second for 20 seconds', knobs: { rate: 400, burst: 20 }, split: 3 },
  ),
];
