import { MessageType } from '../order-flow/index.js';
import { areaUnderCurve, boostedTrees, type Interval } from '../statistics/index.js';
import { bookBehind, type MessageWindow, type Sample } from './sample.js';
import { seriesFeatures } from './series-features.js';

/** Messages of a series that the classifier sees, as LOB-Bench's does. */
const STEPS = 480;

const FOLDS = 5;

/** Fewer series on a side teach nothing. */
const FEWEST_SERIES = 2 * FOLDS;

/** How well simulated windows can be told from real ones. */
export interface DiscriminatorResult {
  /** Area under the curve on windows that the classifier has not seen: 0.5 when nothing tells them apart. */
  readonly area: Interval;
  readonly realSeries: number;
  readonly simulatedSeries: number;
}

/**
 * Trains boosted trees to tell simulated windows from real ones by the three series of LOB-Bench's discriminator (change
 * of the mid, level that changed, change of quantity), cross-validated over five runs of neighbouring windows, so that no
 * series is judged by a classifier that saw its neighbour. Undefined where a side has fewer than ten series of 480 messages.
 */
export function discriminate(real: Sample, simulated: Sample): DiscriminatorResult | undefined {
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const folds: number[] = [];
  for (const [label, sample] of [real, simulated].entries()) {
    const series = sample.flatMap(pieces);
    if (series.length < FEWEST_SERIES) return undefined;
    for (const [index, piece] of series.entries()) {
      rows.push(seriesFeatures(...changes(piece)));
      labels.push(label);
      folds.push(Math.floor((index * FOLDS) / series.length));
    }
  }
  const scores = new Float64Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const training = rows.map((_, row) => row).filter((row) => folds[row] !== fold);
    const classify = boostedTrees(
      training.map((row) => rows[row]),
      training.map((row) => labels[row]),
    );
    for (const [row, features] of rows.entries()) if (folds[row] === fold) scores[row] = classify(features);
  }
  const scoresOf = (label: number) => [...scores].filter((_, row) => labels[row] === label);
  const simulatedScores = scoresOf(1);
  const realScores = scoresOf(0);
  return {
    area: areaUnderCurve(simulatedScores, realScores),
    realSeries: realScores.length,
    simulatedSeries: simulatedScores.length,
  };
}

/** As many whole series as fit in a window, and the message before each. */
function pieces({ messages, from, to }: MessageWindow): MessageWindow[] {
  const count = Math.floor((to - from - 1) / STEPS);
  return Array.from({ length: count }, (_, piece) => {
    const start = from + 1 + piece * STEPS;
    return { messages, from: start, to: start + STEPS };
  });
}

/** Change of the mid in ticks; level of the message's price, bids below 0, 0 beyond ten; change of its quantity. */
function changes({ messages, from, to }: MessageWindow): [Float64Array, Float64Array, Float64Array] {
  const { books, type, price, size, direction } = messages;
  const mids = new Float64Array(to - from);
  const levels = new Float64Array(to - from);
  const quantities = new Float64Array(to - from);
  for (let row = from; row < to; row++) {
    const now = bookBehind(row);
    const then = bookBehind(row - 1);
    const step = row - from;
    const whole = books[now] >= 0 && books[now + 2] >= 0 && books[then] >= 0 && books[then + 2] >= 0;
    mids[step] = whole ? (books[now] + books[now + 2] - books[then] - books[then + 2]) / 2 : 0;
    const submission = type[row] === MessageType.submission;
    levels[step] = direction[row] * -levelOf(books, submission ? now : then, price[row], direction[row] > 0 ? 2 : 0);
    quantities[step] = submission ? size[row] : -size[row];
  }
  return [mids, levels, quantities];
}

function levelOf(books: Int32Array, at: number, price: number, offset: number): number {
  for (let level = 0; level < 10; level++) if (books[at + offset + 4 * level] === price) return level + 1;
  return 0;
}
