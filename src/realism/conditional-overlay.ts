import { sortedQuantile } from '../statistics/index.js';
import { type ConditionalScore, conditionalScores } from './conditional-scores.js';
import type { Sample } from './sample.js';
import type { ScoreUnit } from './score.js';
import { Values } from './values.js';

/** Fewer values under one condition make no picture: this many, and this share of their side. */
const FEWEST = 30;
const LEAST_SHARE = 0.003;

/** What the middle half of a score's values is under one condition. */
export interface ConditionPoint {
  /** Ticks, hours since midnight, or 1 to 10 for the decile. */
  readonly condition: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/** A conditional score's values by condition on both sides, for people to look at. Prices are in ticks. */
export interface ConditionalOverlay {
  readonly id: string;
  readonly summary: string;
  readonly unit: ScoreUnit;
  readonly given: ConditionalScore['given'];
  readonly real: readonly ConditionPoint[];
  readonly simulated: readonly ConditionPoint[];
}

/** Every conditional score, real and simulated one over the other. */
export function conditionalOverlays(real: Sample, simulated: Sample): readonly ConditionalOverlay[] {
  return conditionalScores.map((score) => {
    const values = new Values();
    const conditions = new Values();
    for (const window of real) score.values(window, values, conditions);
    const { count: realCount } = values;
    for (const window of simulated) score.values(window, values, conditions);
    const groups = score.groups(conditions.all);
    const tick = 1 / (real[0]?.messages.moneyPerTick ?? 1);
    const sideOf = (from: number, to: number): ConditionPoint[] => {
      const members = new Map<number, number[]>();
      for (let entry = from; entry < to; entry++) {
        const found = members.get(groups[entry]);
        if (found === undefined) members.set(groups[entry], [entry]);
        else found.push(entry);
      }
      return [...members]
        .filter(([, entries]) => entries.length >= Math.max(FEWEST, LEAST_SHARE * (to - from)))
        .map(([group, entries]) => {
          const sorted = Float64Array.from(entries, (entry) => values.all[entry]).sort();
          const scale = score.unit === 'price' ? tick : 1;
          const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => sortedQuantile(sorted, share) * scale);
          return { condition: place(score, group, entries, conditions.all, tick), lower, median, upper };
        })
        .toSorted((one, other) => one.condition - other.condition);
    };
    const { id, summary, unit, given } = score;
    return { id, summary, unit, given, real: sideOf(0, realCount), simulated: sideOf(realCount, values.count) };
  });
}

/** Where a group stands on the axis of conditions. */
function place(
  { given }: ConditionalScore,
  group: number,
  entries: readonly number[],
  conditions: Float64Array,
  tick: number,
): number {
  if (given === 'decile of volatility') return group + 1;
  let sum = 0;
  for (const entry of entries) sum += conditions[entry];
  const mean = sum / entries.length;
  return given === 'price' ? mean * tick : mean / 3600;
}
