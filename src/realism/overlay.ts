import { rankSample, sortedQuantile } from '../statistics/index.js';
import type { Sample } from './sample.js';
import type { Score, ScoreUnit } from './score.js';
import { scores } from './scores/registry.js';
import { Values } from './values.js';

/** Bars of a picture of values that are not few. */
const BARS = 40;

/** Share of the pooled values at each end that the outermost bars take in. */
const CLIPPED = 0.005;

/** A score's distribution on both sides, cut into bars for people to look at; the losses count other bins. */
export interface Overlay {
  readonly id: string;
  readonly summary: string;
  readonly unit: ScoreUnit;
  /** Ends of the bars; one more than there are bars. Prices are in ticks. */
  readonly edges: readonly number[];
  /** Share of the side's values in each bar. */
  readonly real: readonly number[];
  readonly simulated: readonly number[];
}

/** Every score's distributions, one over the other. Scores without a value on either side are left out. */
export function overlays(real: Sample, simulated: Sample): readonly Overlay[] {
  return scores.flatMap((score) => {
    const one = valuesOf(score, real);
    const other = valuesOf(score, simulated);
    if (one.length === 0 || other.length === 0) return [];
    const edges = edgesOf(pooled(one, other), score.discrete ?? false);
    const { id, summary, unit } = score;
    return [{ id, summary, unit, edges, real: shares(one, edges), simulated: shares(other, edges) }];
  });
}

function valuesOf(score: Score, sample: Sample): Float64Array {
  const values = new Values();
  for (const window of sample) score.values(window, values);
  const scale = score.unit === 'price' ? 1 / (sample[0]?.messages.moneyPerTick ?? 1) : 1;
  return values.all.map((value) => value * scale);
}

function pooled(one: Float64Array, other: Float64Array): Float64Array {
  const values = new Float64Array(one.length + other.length);
  values.set(one);
  values.set(other, one.length);
  return values;
}

/** Equal bars; of whole values each bar has equally many, one where they are few. */
function edgesOf(values: Float64Array, discrete: boolean): readonly number[] {
  const { sorted, distinct } = rankSample(values);
  const first = sortedQuantile(sorted, CLIPPED);
  const last = sortedQuantile(sorted, 1 - CLIPPED);
  if (discrete) {
    const lowest = Math.floor(first);
    const width = Math.ceil((last - lowest + 1) / BARS);
    const bars = Math.ceil((last - lowest + 1) / width);
    return Array.from({ length: bars + 1 }, (_, bar) => lowest - 0.5 + bar * width);
  }
  if (distinct.length === 1 || last === first) return [first - 0.5, first + 0.5];
  return Array.from({ length: BARS + 1 }, (_, bar) => first + ((last - first) * bar) / BARS);
}

/** What lies beyond the outermost edges counts in the outermost bars. */
function shares(values: Float64Array, edges: readonly number[]): readonly number[] {
  const bars = edges.length - 1;
  const counts = new Float64Array(bars);
  const width = (edges[bars] - edges[0]) / bars;
  for (const value of values)
    counts[Math.max(0, Math.min(bars - 1, Math.floor((value - edges[0]) / width)))] += 1 / values.length;
  return [...counts];
}
