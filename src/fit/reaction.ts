import { imbalance } from '../model/index.js';
import { type BookState, FlowType, type FlowVisitor, type OrderArrival, readFlow } from '../order-flow/index.js';
import { Streams } from '../random/index.js';
import { quantile } from '../statistics/index.js';
import { Phase, type RowSource, SECOND, Side } from '../tape/index.js';

/** What is seen at an instant: imbalance at the touch, or of the best five levels. */
export type ImbalanceMeasure = 'touch' | 'depth5';
/** What happens next: the first change of the mid price, or the first marketable order. */
export type ReactionOutcome = 'move' | 'sign';

/**
 * One observation: the book at a whole second of continuous trading, before what happens at that instant, and what
 * happened next. One observation a second, so that a burst of orders counts once.
 */
export interface ReactionSample {
  /** ns since midnight. */
  readonly time: number;
  /** (bid − ask) / (bid + ask) of the quantities at the touch. */
  readonly touch: number;
  /** The same of the best five occupied levels. */
  readonly depth5: number;
  /** +1 when the mid price next rises, −1 when it falls, 0 when it does not change within the window. */
  move: number;
  /** +1 when the next marketable order buys, −1 when it sells, 0 when none comes within the window. */
  sign: number;
}

/** Observes a window of a tape. */
export function observeReaction(
  tape: RowSource,
  windowNs: readonly [number, number],
  instrument = 0,
): readonly ReactionSample[] {
  const observer = new ReactionObserver(windowNs[0], windowNs[1]);
  readFlow(tape, instrument, observer);
  return observer.samples;
}

/** Edges between the ten deciles of an imbalance. */
export function decileEdges(samples: readonly ReactionSample[], measure: ImbalanceMeasure): number[] {
  const values = samples.map((sample) => sample[measure]);
  return Array.from({ length: 9 }, (_, i) => quantile(values, (i + 1) / 10));
}

/** Share of outcomes that go up (a rise, a buy) in each decile, and how many observations it rests on. */
export interface ReactionCurve {
  readonly shares: readonly number[];
  readonly counts: readonly number[];
  /** Share over all deciles. */
  readonly mean: number;
}

/** The curve of one outcome over one imbalance, deciles given by their edges. */
export function reactionCurve(
  samples: readonly ReactionSample[],
  measure: ImbalanceMeasure,
  outcome: ReactionOutcome,
  edges: readonly number[],
): ReactionCurve {
  return curveOf(tally(samples, measure, outcome, edges, 0, samples.length));
}

/** Pointwise 95 % band of a curve, and of the curve around its own mean. */
export interface ReactionBand {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Band of the share minus the mean of the replicate. */
  readonly lowerAroundMean: readonly number[];
  readonly upperAroundMean: readonly number[];
}

export interface BandOptions {
  /** Length of the blocks that are drawn. @defaultValue five minutes */
  readonly blockSeconds?: number;
  /** @defaultValue 2000 */
  readonly replicates?: number;
  /** Master seed of the draws. */
  readonly seed: number | string;
}

/**
 * Band by the circular moving-block bootstrap (Politis & Romano 1992): blocks of consecutive observations are drawn, so
 * that dependence over minutes widens the band as it should.
 */
export function reactionBand(
  samples: readonly ReactionSample[],
  measure: ImbalanceMeasure,
  outcome: ReactionOutcome,
  edges: readonly number[],
  { blockSeconds = 300, replicates = 2000, seed }: BandOptions,
): ReactionBand {
  const n = samples.length;
  const block = Math.min(n, blockSeconds);
  const stream = new Streams(seed).stream(`reaction/0/${measure}-${outcome}`);
  const levels: number[][] = edges.map(() => []).concat([[]]);
  const around: number[][] = edges.map(() => []).concat([[]]);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const total = new Float64Array(2 * (edges.length + 1));
    for (let drawn = 0; drawn < n; drawn += block) {
      const start = Math.floor(stream.uniform() * n);
      const part = tally(samples, measure, outcome, edges, start, start + Math.min(block, n - drawn));
      for (let i = 0; i < total.length; i++) total[i] += part[i];
    }
    const { shares, mean } = curveOf(total);
    shares.forEach((share, i) => {
      if (Number.isNaN(share)) return;
      levels[i].push(share);
      around[i].push(share - mean);
    });
  }
  const at = (values: readonly number[][], probability: number) =>
    values.map((sample) => quantile(sample, probability));
  return {
    lower: at(levels, 0.025),
    upper: at(levels, 0.975),
    lowerAroundMean: at(around, 0.025),
    upperAroundMean: at(around, 0.975),
  };
}

/** Ups and totals by decile, interleaved, of samples `from` to `to`; positions wrap around. */
function tally(
  samples: readonly ReactionSample[],
  measure: ImbalanceMeasure,
  outcome: ReactionOutcome,
  edges: readonly number[],
  from: number,
  to: number,
): Float64Array {
  const result = new Float64Array(2 * (edges.length + 1));
  for (let position = from; position < to; position++) {
    const sample = samples[position % samples.length];
    if (sample[outcome] === 0) continue;
    let decile = 0;
    while (decile < edges.length && sample[measure] >= edges[decile]) decile++;
    result[2 * decile + 1]++;
    if (sample[outcome] > 0) result[2 * decile]++;
  }
  return result;
}

function curveOf(tallied: Float64Array): ReactionCurve {
  const shares: number[] = [];
  const counts: number[] = [];
  let [ups, total] = [0, 0];
  for (let i = 0; i < tallied.length; i += 2) {
    shares.push(tallied[i] / tallied[i + 1]);
    counts.push(tallied[i + 1]);
    ups += tallied[i];
    total += tallied[i + 1];
  }
  return { shares, counts, mean: ups / total };
}

class ReactionObserver implements FlowVisitor {
  readonly samples: ReactionSample[] = [];
  private state: BookState | undefined;
  private nextSecond: number;
  private mid = Number.NaN;
  /** First samples whose next move, next order are not known yet. */
  private waitingForMove = 0;
  private waitingForOrder = 0;

  constructor(
    startNs: number,
    private readonly endNs: number,
  ) {
    this.nextSecond = startNs + SECOND;
  }

  arrival({ time, type, phase, side }: OrderArrival): void {
    this.pass(time);
    if (type !== FlowType.marketable || phase !== Phase.continuous || time > this.endNs) return;
    const sign = side === Side.buy ? 1 : -1;
    for (; this.waitingForOrder < this.samples.length; this.waitingForOrder++)
      this.samples[this.waitingForOrder].sign = sign;
  }

  settled(time: number, state: Readonly<BookState>, rebuilt: { readonly phase: Phase }): void {
    this.pass(time);
    const open = rebuilt.phase === Phase.continuous && state.bestBid >= 0 && state.bestAsk >= 0;
    this.state = open ? { ...state } : undefined;
    if (!open || time > this.endNs) return;
    const mid = state.bestBid + state.bestAsk;
    if (mid !== this.mid && !Number.isNaN(this.mid))
      for (; this.waitingForMove < this.samples.length; this.waitingForMove++)
        this.samples[this.waitingForMove].move = mid > this.mid ? 1 : -1;
    this.mid = mid;
  }

  private pass(until: number): void {
    for (; this.nextSecond <= Math.min(until, this.endNs); this.nextSecond += SECOND) {
      const { state } = this;
      if (state === undefined) continue;
      this.samples.push({
        time: this.nextSecond,
        touch: imbalance(state.bidQuantity, state.askQuantity),
        depth5: imbalance(state.bidDepth5, state.askDepth5),
        move: 0,
        sign: 0,
      });
    }
  }
}
