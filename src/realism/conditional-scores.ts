import { log } from '../random/elementary.js';
import { decileThresholds, thresholdsBelow } from '../statistics/index.js';
import { SECOND } from '../tape/index.js';
import type { Binning } from './comparison.js';
import { bookBehind, type MessageWindow } from './sample.js';
import type { ScoreUnit } from './score.js';
import { Values } from './values.js';

/** A score whose distribution is compared among messages in the same condition. */
export interface ConditionalScore {
  /** Kebab-case: what, given what. */
  readonly id: string;
  readonly summary: string;
  readonly unit: ScoreUnit;
  /** What the condition is counted in, for people; prices as of scores. */
  readonly given: 'price' | 'hours' | 'decile of volatility';
  readonly binning: Binning;
  /** Gathers a window's values, and with each the condition under which it came. */
  readonly values: (window: MessageWindow, values: Values, conditions: Values) => void;
  /** The group of every condition, from 0. */
  readonly groups: (conditions: Float64Array) => Int32Array;
}

/** Ends of the pieces of a day, as LOB-Bench cuts it: 24 thresholds from midnight to midnight, so 3,757 s apart. */
const PIECES_OF_DAY = Array.from({ length: 24 }, (_, piece) => piece * (86_400 / 23));

/** Step of the mid prices whose returns make a window's volatility. */
const RETURN_STEP = SECOND / 10;

const askVolumeGivenSpread: ConditionalScore = {
  id: 'ask-volume-given-spread',
  summary: 'quantity at the best ask among messages with the same spread',
  unit: 'quantity',
  given: 'price',
  binning: 'deciles',
  values: (window, values, conditions) =>
    eachSpread(window, (spread, at) => {
      values.push(window.messages.books[at + 1]);
      conditions.push(spread);
    }),
  groups: byValue,
};

const spreadGivenTime: ConditionalScore = {
  id: 'spread-given-time',
  summary: 'spread among messages of the same piece of the day (24 thresholds)',
  unit: 'price',
  given: 'hours',
  binning: 'deciles',
  values: (window, values, conditions) =>
    eachSpread(window, (spread, _at, row) => {
      values.push(spread);
      conditions.push(window.messages.time[row] / SECOND);
    }),
  groups: (seconds) => Int32Array.from(seconds, (second) => thresholdsBelow(PIECES_OF_DAY, second)),
};

const spreadGivenVolatility: ConditionalScore = {
  id: 'spread-given-volatility',
  summary: "spread among windows of the same decile of volatility (deviation of 0.1 s returns of the mid's logarithm)",
  unit: 'price',
  given: 'decile of volatility',
  binning: 'values',
  values: (window, values, conditions) => {
    const volatility = volatilityOf(window);
    eachSpread(window, (spread) => {
      values.push(spread);
      conditions.push(volatility);
    });
  },
  groups: (volatilities) => {
    const thresholds = decileThresholds(volatilities.slice().sort());
    return Int32Array.from(volatilities, (volatility) => thresholdsBelow(thresholds, volatility));
  },
};

/** The conditional scores of LOB-Bench, to the letter of its implementation. */
export const conditionalScores: readonly ConditionalScore[] = [
  askVolumeGivenSpread,
  spreadGivenTime,
  spreadGivenVolatility,
];

/** Calls back for every message behind which both sides are there. */
function eachSpread({ messages, from, to }: MessageWindow, visit: (spread: number, at: number, row: number) => void) {
  const { books, moneyPerTick } = messages;
  for (let row = from; row < to; row++) {
    const at = bookBehind(row);
    if (books[at] >= 0 && books[at + 2] >= 0) visit((books[at] - books[at + 2]) * moneyPerTick, at, row);
  }
}

function byValue(conditions: Float64Array): Int32Array {
  const groups = new Map<number, number>();
  const sorted = conditions.slice().sort();
  for (const value of sorted) if (!groups.has(value)) groups.set(value, groups.size);
  return Int32Array.from(conditions, (value) => groups.get(value)!);
}

/**
 * Standard deviation of the mid's log returns over steps of 0.1 s, of those steps that have messages as the one before
 * them has; 0 below two returns.
 */
function volatilityOf({ messages: { books, time, moneyPerTick }, from, to }: MessageWindow): number {
  const returns = new Values();
  let step = Number.NaN;
  let mid = Number.NaN;
  let before = Number.NaN;
  let stepBefore = Number.NaN;
  const close = () => {
    if (Number.isNaN(step)) return;
    const level = log(mid);
    if (step === stepBefore + 1) returns.push(level - before);
    before = level;
    stepBefore = step;
  };
  for (let row = from; row < to; row++) {
    const at = bookBehind(row);
    if (books[at] < 0 || books[at + 2] < 0) continue;
    const its = Math.floor(time[row] / RETURN_STEP);
    if (its !== step) close();
    step = its;
    mid = ((books[at] + books[at + 2]) / 2) * moneyPerTick;
  }
  close();
  const { all, count } = returns;
  if (count < 2) return 0;
  let sum = 0;
  for (const value of all) sum += value;
  let squares = 0;
  for (const value of all) squares += (value - sum / count) * (value - sum / count);
  return Math.sqrt(squares / (count - 1));
}
