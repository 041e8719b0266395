import type { ForkSummary } from '../run/index.js';
import { formatTimeOfDay } from '../tape/index.js';
import type { Colors } from './colors.js';
import { decimals, interval, money, thousands } from './numbers.js';
import { type TableColumn, table } from './table.js';

/** Moments of the path that are printed. */
const MOMENTS = 12;

/** A forked cycle, line by line. */
export function forkReport(summary: ForkSummary, { bold }: Colors): string[] {
  const { seconds, paths } = summary;
  const steps = [
    ...new Set(Array.from({ length: MOMENTS + 1 }, (_, i) => Math.round((i * (seconds.length - 1)) / MOMENTS))),
  ];
  const right = (head: string): TableColumn => ({ head, align: 'right' });
  return [
    bold(forkTitle(summary)),
    ...forkFacts(summary),
    '',
    ...table(
      [right('seconds'), ...paths.flatMap(({ id, unit }) => [right(id), right(`effect, ${unit}`), right('95 %')])],
      steps.map((step) => [
        decimals(seconds[step], 1),
        ...paths.flatMap(({ control, mean, lower95, upper95 }) => [
          decimals(control[step], 2),
          decimals(mean[step], 3),
          interval(lower95[step], upper95[step], 3),
        ]),
      ]),
    ),
    '',
    ...forkWealthLines(summary),
    ...forkNotes(summary),
  ];
}

export function forkTitle({ scenario, attack, practice, cycle, cycles, against }: ForkSummary): string {
  return `${scenario}: ${attack} (${practice}), cycle ${cycle} of ${cycles}, against ${controlWords[against]}`;
}

const controlWords = { silent: 'the same hand cut off at the fork', purpose: 'its genuine leg alone' };

/** Where and from what it was forked. */
export function forkFacts(summary: ForkSummary): string[] {
  const { symbol, date, forkNs, cell, seed, masterSeed, continuations, trunkDigest } = summary;
  const [start, end] = summary.cycleSeconds;
  return [
    `${symbol} on ${date} at ${formatTimeOfDay(forkNs)}, cell ${cell}, seed ${seed} of master seed ${masterSeed}, ${thousands(continuations)} continuations`,
    `in the run that was forked the first abusive order reached the venue after ${decimals(start, 3)} s and the last was done after ${decimals(end, 1)} s`,
    `rows until the fork, the same in all runs: ${trunkDigest.slice(0, 16)}`,
  ];
}

/** What hand and others had won by the end of the path. */
export function forkWealthLines({ benefit, othersLoss, seconds }: ForkSummary): string[] {
  const gained = ({ mean, lower95, upper95 }: ForkSummary['benefit']) =>
    `${money(mean)} [${money(lower95)}, ${money(upper95)}]`;
  const after = `after ${decimals(seconds[seconds.length - 1], 0)} s, in units of the currency`;
  return [`benefit ${gained(benefit)}, others' loss ${gained(othersLoss)} ${after}`];
}

/** How to read it. */
export function forkNotes({ continuations }: ForkSummary): string[] {
  return [
    `Means of ${continuations} paired differences with Student's 95 % interval at each moment by itself: one moment in twenty lies outside by chance.`,
    'Both arms of a continuation draw the same random numbers while they draw for the same things. Imbalance counts own orders too.',
    'It holds for this one state of this one market: other states are other seeds and cycles.',
  ];
}
