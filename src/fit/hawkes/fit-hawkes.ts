import { InputError } from '../../diagnostics/index.js';
import {
  type Estimate,
  estimate,
  FLOW_TYPES,
  type FlowModelFile,
  flowKinds,
  flowTypeNames,
  type HawkesFile,
  hawkesSchema,
  MODEL_VERSION,
  sixDigits,
  stateFactors,
} from '../../model/index.js';
import { EventKind, type FlowRecord } from '../../order-flow/index.js';
import { formatTimeOfDay, MINUTE, type RowSource, SECOND } from '../../tape/index.js';
import { lotOf, provenanceOf } from '../baselines/baseline-header.js';
import { type BaselineOptions, sampleBaselines } from '../baselines/baseline-sample.js';
import { baselineKnots, chooseBaseline } from './baseline-choice.js';
import { rowNorms, spectralRadius, stabilised } from './branching.js';
import { type ChoiceFactor, fitChoice } from './choice-fit.js';
import { eventSequence, stampResolution } from './event-sequence.js';
import { hawkesAssumptions } from './hawkes-assumptions.js';
import { fitHawkes, type HawkesParameters } from './hawkes-fit.js';
import { fitHiddenLevels } from './hidden-levels-fit.js';
import { fitHawkesPlacement, fitHawkesQuantities, fitTaking } from './marks-fit.js';
import { type FittedMultipliers, multiplierTable } from './multiplier-fit.js';
import { fitOrderMemory } from './order-memory-fit.js';
import { CHOICE_AGE_EDGES, readCancelRisk } from './risk-reader.js';
import { baselineHats, readStates } from './state-reading.js';
import { fitTakenPrices } from './taken-prices-fit.js';
import type { FitTargets } from './target-fits.js';
import { integralsOf } from './target-rows.js';

export interface HawkesFitOptions extends BaselineOptions {
  /** Decays of the kernels, per second, falling or rising. @defaultValue {@link HAWKES_DECAYS} */
  readonly decays?: readonly number[];
  /** Whether baselines change over the day. @defaultValue what the data want */
  readonly dayShape?: boolean;
  /** Whether buy and sell share their parameters in the mirror. @defaultValue true */
  readonly sidesTied?: boolean;
  /** Who fits the twelve types. @defaultValue this thread, one after the other */
  readonly fitTargets?: FitTargets;
  /** A Hawkes model whose reach, edges and knots are taken. @defaultValue what the data want */
  readonly like?: FlowModelFile;
}

/**
 * From half a minute to latency races of ten microseconds: a decade apart, and half a decade where machines answer one
 * another. Chosen by the likelihood of the last quarter of GOOG's first half-day under a fit to the three before it.
 */
export const HAWKES_DECAYS: readonly number[] = [0.03, 0.3, 3, 30, 300, 1000, 3000, 10_000, 30_000, 100_000];

/** Events of a kind and side below which its intensity is not told from chance. */
const FEWEST_OF_A_TYPE = 50;
/** Decays in a step of the source's stamps above which nothing is told of a kernel. */
const FASTEST = 3;
/** Share of the cancels behind the touch that lie within reach. */
const REACH_SHARE = 0.99;
const DISTANCE_SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];
const QUANTITY_SHARES = [0.2, 0.5, 0.8, 0.95, 0.99];

/**
 * Fits a state-dependent Hawkes model to the continuous trading of one instrument. The same tape and options give the
 * same bytes.
 * @throws InputError when there is too little of it, naming the kind of event and how many are needed
 */
export function fitHawkesModel(tape: RowSource, options: HawkesFitOptions): HawkesFile {
  const sample = sampleBaselines(tape, options);
  const { record, startNs, endNs, market } = sample;
  const stampNs = stampResolution(record.time);
  const decays = [...(options.decays ?? HAWKES_DECAYS)]
    .sort((a, b) => a - b)
    .filter((decay, i) => i === 0 || decay * stampNs <= FASTEST * SECOND);
  const tied = options.sidesTied ?? true;
  const counts = countTypes(record);
  refuseTooFew(counts, record);
  const like = options.like?.kind === 'hawkes' ? options.like : undefined;
  const { reach, distanceEdges } =
    like === undefined
      ? cancelDistances(record)
      : { reach: like.states.reachTicks, distanceEdges: like.cancels.distanceEdgesTicks };
  const lot = lotOf(sample);
  const quantityEdgesLots = quantityEdges(record, lot);
  const risk = readCancelRisk(
    tape,
    options.instrument ?? 0,
    record,
    reach,
    distanceEdges,
    quantityEdgesLots.map((lots) => lots * lot),
  );
  const { edges, factors, spreadMemorySeconds, widestTicks, mostBehind } = readStates(
    record,
    risk,
    like && statesOf(like),
  );
  const events = eventSequence(record);
  const { dayShape } = options;
  const knotsNs =
    like !== undefined
      ? like.baselineKnotsNs
      : dayShape === undefined
        ? chooseBaseline(record, events, factors, tied, options.fitTargets)
        : baselineKnots(startNs, endNs, dayShape ? 30 * MINUTE : Infinity);
  const hats = baselineHats(record, knotsNs);
  const fitted = fitHawkes(events, { decays, tied, factors, hats, turns: 2, fitTargets: options.fitTargets });
  const multipliers = fitted.multipliers as FittedMultipliers;
  const modulation = { factors: multiplierTable(events, factors, multipliers), hats };
  const parameters = stabilised(fitted.parameters, integralsOf(events, decays, modulation));
  const placement = fitHawkesPlacement(record);
  const quantities = fitHawkesQuantities(record, lot);
  const hiddenLevels = fitHiddenLevels(tape, options.instrument ?? 0, record, lot);
  const touch = fitChoice(risk.touchChoices);
  const behind = fitChoice(risk.deeperChoices);
  const byKind = (values: Float64Array, errors: Float64Array) => {
    const width = values.length / flowKinds.length;
    return Object.fromEntries(
      flowKinds.map((kind, i) => [kind, estimates(values, errors).slice(i * width, (i + 1) * width)]),
    );
  };
  const seconds = (endNs - startNs) / SECOND;
  const volume = sumOf(record, record.executed, EventKind.market);
  return hawkesSchema.parse({
    modelVersion: MODEL_VERSION,
    kind: 'hawkes',
    name: options.name,
    provenance: provenanceOf(sample),
    assumptions: hawkesAssumptions({ startNs, endNs, tied, windowed: hiddenLevels !== null }),
    market: {
      lot,
      typicalPriceTicks: market.meanPriceTicks,
      referenceDepth5: market.referenceDepth5,
      referenceVolume: volume,
      marketableVolumePerSecond: sixDigits(volume / seconds),
      typicalBook: market.typicalBook,
    },
    events: Object.fromEntries(flowKinds.map((kind, i) => [kind, counts[2 * i] + counts[2 * i + 1]])),
    stampNs,
    decaysPerSecond: decays,
    sidesTied: tied,
    baselineKnotsNs: knotsNs,
    spectralRadius: sixDigits(spectralRadius(rowNorms(parameters), FLOW_TYPES)),
    targets: targetTables(parameters),
    states: {
      reachTicks: reach,
      spreadMemorySeconds,
      widestTicks,
      mostBehind,
      ...Object.fromEntries(
        stateFactors.map((name, f) => [
          name,
          {
            edges: edges[f].map(sixDigits),
            factors: byKind(multipliers.factors[f], multipliers.factorErrors[f]),
          },
        ]),
      ),
    },
    cancels: {
      ageEdgesSeconds: CHOICE_AGE_EDGES,
      distanceEdgesTicks: distanceEdges,
      quantityEdgesLots,
      atTouch: { cancels: touch.cancels, age: factor(touch.age), quantity: factor(touch.quantity) },
      behind: {
        cancels: behind.cancels,
        age: factor(behind.age),
        distance: factor(behind.distance),
        quantity: factor(behind.quantity),
      },
    },
    placement: {
      ...placement,
      takenPrices: fitTakenPrices(tape, options.instrument ?? 0, record, placement.farthestTicks),
    },
    quantities,
    memory: fitOrderMemory(record, quantities.distanceEdgesTicks),
    hiddenLevels,
    taking: fitTaking(record, lot),
  });
}

/** Ticks behind the touch where cancels happen. */
export function cancelDistances(record: FlowRecord): { reach: number; distanceEdges: number[] } {
  const { count, kind, distance } = record;
  const sorted = Int32Array.from(
    Array.from({ length: count }, (_, row) => row).filter((row) => kind[row] === EventKind.cancelDeeper),
    (row) => distance[row],
  ).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return {
    reach: Math.max(1, at(REACH_SHARE)),
    distanceEdges: [...new Set(DISTANCE_SHARES.map(at))].filter((edge) => edge > 1),
  };
}

/** Edges that part the quantities of limit orders, lots: finer among the large ones, which are told apart by their stay. */
function quantityEdges({ count, kind, quantity }: FlowRecord, lot: number): number[] {
  const sorted = quantity.filter((_, row) => row < count && kind[row] <= EventKind.deeper).sort();
  const edges = QUANTITY_SHARES.map((share) => Math.floor(sorted[Math.floor(share * (sorted.length - 1))] / lot));
  return [...new Set(edges)].filter((edge) => edge * lot > sorted[0]);
}

const factor = ({ values, standardErrors }: ChoiceFactor): Estimate[] => estimates(values, standardErrors);

function statesOf({ states }: HawkesFile) {
  return { edges: stateFactors.map((name) => states[name].edges), spreadMemorySeconds: states.spreadMemorySeconds };
}

function targetTables({ knots, decays, values, standardErrors }: HawkesParameters) {
  const p = knots + FLOW_TYPES * decays.length;
  return Object.fromEntries(
    flowTypeNames.map((target, d) => [
      target,
      {
        baselinePerSecond: estimates(
          values.subarray(d * p, d * p + knots),
          standardErrors.subarray(d * p, d * p + knots),
        ),
        kernels: Object.fromEntries(
          flowTypeNames.map((source, j) => {
            const over = (table: Float64Array) =>
              decays.map((_, k) => sixDigits(table[d * p + knots + k * FLOW_TYPES + j]));
            return [source, { shares: over(values), standardErrors: over(standardErrors) }];
          }),
        ),
      },
    ]),
  );
}

function estimates(values: Float64Array, errors: Float64Array): Estimate[] {
  return Array.from(values, (value, i) => estimate(value, errors[i]));
}

function countTypes({ count, kind, side }: FlowRecord): number[] {
  const counts = new Array<number>(FLOW_TYPES).fill(0);
  for (let row = 0; row < count; row++) counts[2 * kind[row] + side[row]]++;
  return counts;
}

function refuseTooFew(counts: readonly number[], { startNs, endNs }: FlowRecord): void {
  const span = `${formatTimeOfDay(startNs)}–${formatTimeOfDay(endNs)}`;
  counts.forEach((count, type) => {
    if (count >= FEWEST_OF_A_TYPE) return;
    const name = `${flowKinds[type >> 1]} ${(type & 1) === 0 ? 'buy' : 'sell'}`;
    throw new InputError(
      `too little to fit: ${count} events of the type ${name} in continuous trading ${span}, expected at least ${FEWEST_OF_A_TYPE}`,
    );
  });
}

function sumOf({ count, kind }: FlowRecord, column: Int32Array, of: number): number {
  let sum = 0;
  for (let row = 0; row < count; row++) if (kind[row] === of) sum += column[row];
  return sum;
}
