import type { ListedAnnouncement } from '../simulation/index.js';
import { Side } from '../tape/index.js';
import type { RunSpec } from './run-spec.js';

/** What is announced on a day of a run, in order of time; a number is the place in the scenario's list. */
export function announcementsOf({ news = [], market }: Pick<RunSpec, 'news' | 'market'>, day: number) {
  return news
    .map(({ instrument, timeNs, move, day: on }, number): ListedAnnouncement & { readonly on: number } => ({
      number,
      instrument: market.instruments.findIndex(({ symbol }) => symbol === instrument),
      side: move > 0 ? Side.buy : Side.sell,
      severity: Math.abs(move),
      timeNs,
      on,
    }))
    .filter(({ on }) => on === day)
    .sort((a, b) => a.timeNs - b.timeNs || a.number - b.number);
}
