import { InputError } from '../diagnostics/index.js';
import {
  type FlowModelFile,
  IntradayShape,
  MODEL_VERSION,
  type ModelFile,
  modelFileSchema,
  sixDigits,
} from '../model/index.js';
import { type FlowVisitor, readFlow } from '../order-flow/index.js';
import { median } from '../statistics/index.js';
import { formatTimeOfDay, Kind, MINUTE, Phase, type RowSource, SECOND, TapeCursor } from '../tape/index.js';
import { namedAssumptions } from './assumptions.js';
import { fitCancellation } from './cancellation-fit.js';
import { type FlowSample, FlowSampler } from './flow-sample.js';
import type { FitTargets } from './hawkes/target-fits.js';
import { LatentDepthSampler, type RestingSnapshot } from './latent-depth-fit.js';
import { fitMarks } from './marks-fit.js';
import { OpeningCallSampler } from './opening-call-fit.js';
import { fitPlacement } from './placement-fit.js';
import { fitRates } from './rate-fit.js';
import { RiskSampler } from './risk-sample.js';
import { fitSigns, type MeanImbalance } from './sign-fit.js';

export interface FitOptions {
  /** Name by which scenarios will call the model. */
  readonly name: string;
  /** Index into the header's instruments. @defaultValue 0 */
  readonly instrument?: number;
  /** Part of continuous trading to fit, ns since midnight. @defaultValue all of it up to its first interruption */
  readonly windowNs?: readonly [number, number];
  /** SHA-256 of the source, hexadecimal. */
  readonly sourceDigest?: string;
  /** A model of the same kind, of another day, whose grids are taken: so that the two can be pooled. */
  readonly like?: FlowModelFile;
  /** Who fits the target types of a Hawkes model, which are problems apart. @defaultValue this thread, one by one */
  readonly fitTargets?: FitTargets;
  /** Resting totals that the venue published; without them there is no latent depth. */
  readonly restingSnapshots?: readonly RestingSnapshot[];
}

/** Fewest orders, and fewest of each kind that nothing can be simulated without. */
const FEWEST_ORDERS = 500;
const FEWEST_MARKETABLE = 50;
const FEWEST_CANCELS = 20;

const MEMORY_LENGTHS = [10, 100];
const DISPLACEMENT_SECONDS = [10, 60];
/** Minutes after the start of the window at which rates may bend, as far as the window goes. */
const KNOT_MINUTES = [0, 5, 15, 30, 60, 90, 120, 180, 240];
/** Rows of one minute may depend on each other. */
const BLOCK_NS = MINUTE;

/**
 * Fits the background model to a tape: the flow of one instrument in continuous trading, and its opening call where the
 * tape shows one. Deterministic: the same tape and options give the same file, byte for byte.
 *
 * @throws InputError when the tape has no continuous trading or too few orders
 */
export function fit(tape: RowSource, options: FitOptions): ModelFile {
  const instrument = options.instrument ?? 0;
  const header = tape.header.instruments[instrument];
  if (header === undefined)
    throw new InputError(
      `the tape has ${tape.header.instruments.length} instruments, instrument ${instrument} was asked for`,
    );
  const [startNs, endNs] = options.windowNs ?? continuousTrading(tape);
  const flow = new FlowSampler(startNs, endNs, MEMORY_LENGTHS, DISPLACEMENT_SECONDS);
  const risk = new RiskSampler(startNs, endNs);
  const call = new OpeningCallSampler();
  const latent = new LatentDepthSampler(options.restingSnapshots ?? [], startNs, endNs);
  readFlow(tape, instrument, together([flow, risk, call, latent]));
  const sample = flow.finish();
  const risks = risk.finish();
  refuseTooLittle(
    sample,
    risks.cancels.reduce((sum, count) => sum + count, 0),
  );

  const lot = lotOf(sample);
  const shape = new IntradayShape(knotsOf(startNs, endNs));
  const mean = meanImbalance(sample);
  const blockNs = Math.min(BLOCK_NS, Math.ceil((endNs - startNs) / 20));
  const blockOf = (timeNs: number) => Math.floor((timeNs - startNs) / blockNs);
  const rates = fitRates(sample, shape, mean, blockOf);
  const openingCall = call.fit(header.previousClose, lot);
  const latentDepth = latent.fit(lot);
  const depth = (side: 'bidDepth5' | 'askDepth5') => sixDigits(median(sample.seconds.map((second) => second[side])));
  const seconds = (endNs - startNs) / SECOND;
  return modelFileSchema.parse({
    modelVersion: MODEL_VERSION,
    kind: 'batch-flow',
    name: options.name,
    provenance: {
      source: tape.header.source,
      sourceDigest: options.sourceDigest ?? '',
      venue: tape.header.venue,
      rulePack: tape.header.rulePack,
      symbol: header.symbol,
      tradingDay: tape.header.date,
      rows: tape.length,
      windowNs: [startNs, endNs],
      orders: sample.arrivals.length,
    },
    assumptions: namedAssumptions({
      startNs,
      endNs,
      openingCall: openingCall !== null,
      latentDepth: latentDepth !== null,
    }),
    market: {
      lot,
      typicalPriceTicks: sixDigits(
        sample.seconds.reduce((sum, second) => sum + (second.bestBid + second.bestAsk) / 2, 0) / sample.seconds.length,
      ),
      referenceDepth5: { bid: depth('bidDepth5'), ask: depth('askDepth5') },
      medianTouch: sample.medianTouch,
      referenceVolume: sample.volume,
      meanImbalance: { touch: sixDigits(mean.touch), depth5: sixDigits(mean.depth5) },
      marketableVolumePerSecond: sixDigits(sample.volume / seconds),
    },
    knotsNs: shape.knotsNs,
    memoryLengths: MEMORY_LENGTHS,
    displacementSeconds: DISPLACEMENT_SECONDS,
    batchGapSeconds: sixDigits(sample.meanBatchGap),
    ...rates,
    marks: fitMarks(sample, lot),
    placement: fitPlacement(sample, header),
    cancellation: fitCancellation(risks, shape, startNs),
    openingCall,
    latentDepth,
    signs: fitSigns(sample),
  });
}

/** One visitor of several, called in their order. */
function together(visitors: readonly FlowVisitor[]): FlowVisitor {
  return {
    arrival: (arrival, rebuilt) => {
      for (const visitor of visitors) visitor.arrival?.(arrival, rebuilt);
    },
    cancel: (cancel, rebuilt) => {
      for (const visitor of visitors) visitor.cancel?.(cancel, rebuilt);
    },
    gone: (order, time) => {
      for (const visitor of visitors) visitor.gone?.(order, time);
    },
    settled: (time, state, rebuilt) => {
      for (const visitor of visitors) visitor.settled?.(time, state, rebuilt);
    },
  };
}

/** From the first row of continuous trading to the next phase, or to the last row. */
function continuousTrading(tape: RowSource): [number, number] {
  const cursor = new TapeCursor(tape);
  let start = -1;
  let last = -1;
  while (cursor.next()) {
    last = cursor.time;
    if (cursor.kind !== Kind.phase) continue;
    if (start >= 0) return [start, last];
    if (cursor.code === Phase.continuous) start = last;
  }
  if (start < 0 || last <= start)
    throw new InputError('the tape has no continuous trading, and a model is fitted to continuous trading');
  return [start, last];
}

function refuseTooLittle(sample: FlowSample, cancels: number): void {
  const marketable = sample.arrivals.filter((arrival) => arrival.type === 0).length;
  const span = `${formatTimeOfDay(sample.startNs)}–${formatTimeOfDay(sample.endNs)}`;
  const refuse = (found: number, what: string, fewest: number) => {
    if (found < fewest)
      throw new InputError(
        `too little to fit: ${found} ${what} in continuous trading ${span}, expected at least ${fewest}`,
      );
  };
  refuse(sample.arrivals.length, 'orders', FEWEST_ORDERS);
  refuse(marketable, 'marketable orders', FEWEST_MARKETABLE);
  refuse(cancels, 'cancels', FEWEST_CANCELS);
  refuse(sample.seconds.length, 'seconds with both sides quoted', 60);
}

/** A lot is 100 units where nearly all orders are multiples of it, otherwise one unit. */
function lotOf(sample: FlowSample): number {
  const round = sample.arrivals.filter((arrival) => arrival.quantity % 100 === 0).length;
  return round >= 0.99 * sample.arrivals.length ? 100 : 1;
}

function knotsOf(startNs: number, endNs: number): number[] {
  const knots = KNOT_MINUTES.map((minutes) => startNs + minutes * MINUTE).filter((knot) => knot < endNs - 2.5 * MINUTE);
  if (knots.length === 0) knots.push(startNs);
  return [...knots, endNs];
}

function meanImbalance(sample: FlowSample): MeanImbalance {
  let [touch, depth5] = [0, 0];
  for (const second of sample.seconds) {
    touch += (second.bidQuantity - second.askQuantity) / (second.bidQuantity + second.askQuantity);
    depth5 += (second.bidDepth5 - second.askDepth5) / (second.bidDepth5 + second.askDepth5);
  }
  return { touch: touch / sample.seconds.length, depth5: depth5 / sample.seconds.length };
}
