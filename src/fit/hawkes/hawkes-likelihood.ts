import { FLOW_TYPES, flowKinds, flowTypeNames, type HawkesFile, stateFactors } from '../../model/index.js';
import { type RecordSpan, readFlowRecord } from '../../order-flow/index.js';
import type { RowSource } from '../../tape/index.js';
import type { Likelihood } from '../likelihood.js';
import { eventSequence } from './event-sequence.js';
import { type HawkesParameters, hawkesLogLikelihood } from './hawkes-fit.js';
import { type FittedMultipliers, multiplierTable } from './multiplier-fit.js';
import { checkResiduals, type ResidualCheck } from './residuals.js';
import { readCancelRisk } from './risk-reader.js';
import { baselineHats, readStates } from './state-reading.js';

/** How a Hawkes model explains a stretch of order flow. */
export interface HawkesReading {
  readonly likelihood: Likelihood;
  /** Residuals by type, 2·kind + side. */
  readonly residuals: readonly ResidualCheck[];
}

/**
 * Reads a stretch of a tape as a model of a file sees it: log-likelihood in nats per event by the definition that all
 * models share, and residuals by time rescaling. What lies before the stretch excites it and is not explained.
 */
export function readHawkes(
  tape: RowSource,
  instrument: number,
  file: HawkesFile,
  span: RecordSpan = {},
): HawkesReading {
  const record = readFlowRecord(tape, instrument, span.endNs === undefined ? {} : { endNs: span.endNs });
  const { reachTicks, spreadMemorySeconds } = file.states;
  const risk = readCancelRisk(tape, instrument, record, reachTicks, file.cancels.distanceEdgesTicks);
  const edges = stateFactors.map((name) => file.states[name].edges);
  const { factors } = readStates(record, risk, { edges, spreadMemorySeconds });
  const events = eventSequence(record, span.startNs ?? record.startNs);
  const modulation = {
    factors: multiplierTable(events, factors, multipliersOf(file)),
    hats: baselineHats(record, file.baselineKnotsNs),
  };
  const parameters = parametersOf(file);
  const explained = events.count - events.first;
  const residuals = checkResiduals(events, parameters, modulation);
  const expected = residuals.reduce((sum, { events: count, mean }) => sum + count * mean, 0);
  const perEvent = hawkesLogLikelihood(events, parameters, modulation) / Math.max(1, explained);
  const likelihood = { perEvent, events: explained, expectedShare: expected / Math.max(1, explained), impossible: 0 };
  return { likelihood, residuals };
}

function parametersOf({ decaysPerSecond, baselineKnotsNs, targets }: HawkesFile): HawkesParameters {
  const knots = baselineKnotsNs.length;
  const width = knots + decaysPerSecond.length * FLOW_TYPES;
  const values = new Float64Array(FLOW_TYPES * width);
  const standardErrors = new Float64Array(FLOW_TYPES * width);
  flowTypeNames.forEach((target, d) => {
    const { baselinePerSecond, kernels } = targets[target];
    baselinePerSecond.forEach(({ value, standardError }, q) => {
      values[d * width + q] = value;
      standardErrors[d * width + q] = standardError;
    });
    flowTypeNames.forEach((source, j) => {
      const kernel = kernels[source];
      for (let k = 0; k < decaysPerSecond.length; k++) {
        values[d * width + knots + k * FLOW_TYPES + j] = kernel.shares[k];
        standardErrors[d * width + knots + k * FLOW_TYPES + j] = kernel.standardErrors[k];
      }
    });
  });
  return { types: FLOW_TYPES, knots, decays: decaysPerSecond, values, standardErrors };
}

function multipliersOf({ states }: HawkesFile): FittedMultipliers {
  const table = (of: HawkesFile['states']['spread']['factors'], what: 'value' | 'standardError') =>
    Float64Array.from(flowKinds.flatMap((kind) => of[kind].map((each) => each[what])));
  return {
    factors: stateFactors.map((name) => table(states[name].factors, 'value')),
    factorErrors: stateFactors.map((name) => table(states[name].factors, 'standardError')),
  };
}
