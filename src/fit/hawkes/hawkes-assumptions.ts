import { formatTimeOfDay } from '../../tape/index.js';

/** What a Hawkes model takes for granted, by name. */
export function hawkesAssumptions(parts: {
  readonly startNs: number;
  readonly endNs: number;
  readonly tied: boolean;
  /** Whether the source shows only the best levels. */
  readonly windowed: boolean;
}) {
  const span = `${formatTimeOfDay(parts.startNs)}–${formatTimeOfDay(parts.endNs)}`;
  return [
    {
      name: 'outside-the-window',
      statement: `Fitted to continuous trading ${span}; at other times of the day the baselines of the nearest knot hold.`,
    },
    {
      name: 'excitation-only',
      statement: 'Events make others likelier and never less likely; what calms a market is the state of its book.',
    },
    {
      name: 'decays-on-a-grid',
      statement:
        'Decays of kernels are given and not estimated; neighbouring ones trade off, so read row norms and not single shares.',
    },
    {
      name: 'factors-of-the-book',
      statement:
        'Intensities depend on the book by a product of factors of the spread, the imbalance of the touch, and the numbers of orders at the own touch and behind it, alike for both sides.',
    },
    {
      name: 'beyond-what-was-seen',
      statement:
        'In a spread wider than nearly all that were seen, orders inside come and stand in proportion to it; what is a usual spread, where that plays a part, stays as it was when a simulation began.',
    },
    {
      name: 'cancels-by-clock-and-hazard',
      statement:
        'When a cancel comes is said by the intensities; which order goes, by relative hazards of its age, its distance and its quantity. Cancels take the whole order.',
    },
    {
      name: 'marks-by-type-and-spread',
      statement:
        'Distances depend on the type of event and the spread; quantities on the same, behind the touch on the distance instead, of market orders on the touch that they meet; and on nothing else but what was there last.',
    },
    {
      name: 'market-orders-do-not-rest',
      statement:
        'A market order takes at most what five levels hold and leaves no rest; rests that sources show are orders of their own.',
    },
    parts.windowed
      ? {
          name: 'hidden-levels',
          statement:
            'Beyond the levels that the source shows, ticks are taken as often and by as much as at the edge of sight, one like the other as far as twice its distance, and are drawn anew at the rate at which levels came back changed.',
        }
      : { name: 'nothing-hidden', statement: 'The source shows every order, however far away.' },
    {
      name: 'side-never-empty',
      statement: 'The last order of a side is neither cancelled nor taken.',
    },
    parts.tied
      ? { name: 'sides-mirrored', statement: 'Buy and sell share baselines and kernels in the mirror.' }
      : {
          name: 'sides-as-observed',
          statement: 'Buying and selling keep the proportions of the day, also where it rose or fell.',
        },
  ];
}
