import { MessageType } from '../order-flow/index.js';
import { bookBehind, type MessageWindow, type Sample } from './sample.js';

/**
 * Events at the touch that leave both best prices (0) or change one (1), of market orders, limit orders and cancels:
 * Eisler, Bouchaud & Kockelkoren (2012), "The price impact of order book events", Quantitative Finance 12.
 */
export const impactEvents = ['MO0', 'MO1', 'LO0', 'LO1', 'CA0', 'CA1'] as const;
export type ImpactEvent = (typeof impactEvents)[number];

/** Lags in touch events, log-spaced; some come twice because LOB-Bench cuts decimals off. */
const impactLags: readonly number[] = [1, 2, 3, 3, 5, 6, 7, 10, 12, 15, 19, 25, 31, 39, 50, 63, 79, 100, 125, 158, 199];

/** Fewer events on a side say nothing about a lag. */
const FEWEST_EVENTS = 30;

/** Executions this close together, of one side and price, are one market order (ns). */
const TOGETHER = 1000;

/** Mean response of the mid to an event, by lag. */
export interface ImpactCurve {
  /** Ticks in the direction of the event's pressure; NaN where no event has the lag. */
  readonly response: readonly number[];
  readonly events: readonly number[];
}

/** One event's responses on both sides. */
export interface ImpactResult {
  readonly event: ImpactEvent;
  readonly real: ImpactCurve;
  readonly simulated: ImpactCurve;
  /** Σ over all lags of |real − simulated|, as LOB-Bench has it: NaN when a lag has no event. */
  readonly sum: number;
  /** Mean of |real − simulated| over the lags with at least 30 events on both sides, ticks; NaN without any. */
  readonly perLag: number;
}

export interface ImpactComparison {
  readonly lags: readonly number[];
  readonly events: readonly ImpactResult[];
  /** Mean of the six sums. */
  readonly sum: number;
  /** Mean of the events that have one, ticks a lag. */
  readonly perLag: number;
}

/**
 * Compares how the mid responds to events: R(l) = E[(m(t+l−1) − m(t−1)) · ε(t)], in ticks, where t counts touch events and
 * ε is the sign of the pressure.
 */
export function compareImpact(real: Sample, simulated: Sample): ImpactComparison {
  const one = responses(real);
  const other = responses(simulated);
  const events = impactEvents.map((event, index) => {
    const gaps = impactLags.map((_, lag) => Math.abs(one[index].response[lag] - other[index].response[lag]));
    const counted = gaps.filter(
      (_, lag) => one[index].events[lag] >= FEWEST_EVENTS && other[index].events[lag] >= FEWEST_EVENTS,
    );
    return { event, real: one[index], simulated: other[index], sum: sumOf(gaps), perLag: meanOf(counted) };
  });
  return {
    lags: impactLags,
    events,
    sum: meanOf(events.map(({ sum }) => sum)),
    perLag: meanOf(events.map(({ perLag }) => perLag).filter((value) => !Number.isNaN(value))),
  };
}

function responses(sample: Sample): ImpactCurve[] {
  const sums = impactEvents.map(() => new Float64Array(impactLags.length));
  const counts = impactEvents.map(() => new Int32Array(impactLags.length));
  for (const window of sample) {
    const { kinds, signs, mids } = touchEvents(window);
    for (let event = 1; event < kinds.length; event++) {
      const { [kinds[event]]: sum } = sums;
      const { [kinds[event]]: count } = counts;
      for (let lag = 0; lag < impactLags.length; lag++) {
        const end = event + impactLags[lag] - 1;
        if (end >= kinds.length) break;
        sum[lag] += (mids[end] - mids[event - 1]) * signs[event];
        count[lag]++;
      }
    }
  }
  return sums.map((sum, index) => ({
    response: [...sum].map((value, lag) => (counts[index][lag] === 0 ? Number.NaN : value / counts[index][lag])),
    events: [...counts[index]],
  }));
}

interface TouchEvents {
  /** Index into {@link impactEvents}. */
  readonly kinds: number[];
  /** 1 when it pushes the price up, −1 when down. */
  readonly signs: number[];
  /** Ticks, behind the event. */
  readonly mids: number[];
}

/** The messages of a window that change price or quantity at the touch, executions of one market order merged. */
function touchEvents({ messages, from, to }: MessageWindow): TouchEvents {
  const { books, type, time, price, direction } = messages;
  const kinds: number[] = [];
  const signs: number[] = [];
  const mids: number[] = [];
  let last = -1;
  for (let row = from; row < to; row++) {
    const { [row]: its } = type;
    const at = bookBehind(row);
    if (its < MessageType.submission || its > MessageType.execution) continue;
    if (books[at + 1] === 0 || books[at + 3] === 0) continue;
    if (row > from && sameTouch(books, at, bookBehind(row - 1))) continue;
    const moves = last < 0 || books[at] !== books[bookBehind(last)] || books[at + 2] !== books[bookBehind(last) + 2];
    const family = its === MessageType.execution ? 0 : its === MessageType.submission ? 2 : 4;
    const merges =
      its === MessageType.execution &&
      last >= 0 &&
      time[row] - time[last] <= TOGETHER &&
      direction[row] === direction[last] &&
      price[row] === price[last];
    const place = merges ? kinds.length - 1 : kinds.length;
    kinds[place] = family + (moves ? 1 : 0);
    signs[place] = its === MessageType.submission ? direction[row] : -direction[row];
    mids[place] = (books[at] + books[at + 2]) / 2;
    last = row;
  }
  return { kinds, signs, mids };
}

function sameTouch(books: Int32Array, now: number, then: number): boolean {
  for (let field = 0; field < 4; field++) if (books[now + field] !== books[then + field]) return false;
  return true;
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}
