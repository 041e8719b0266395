import { FLOW_TYPES, flowKinds, flowTypeNames, type HawkesFile, stateFactors } from '../../model/index.js';
import { type RecordSpan, readFlowRecord } from '../../order-flow/index.js';
import type { RowSource } from '../../tape/index.js';
import type { Likelihood } from '../likelihood.js';
import { eventSequence } from './event-sequence.js';
import { type HawkesParameters, hawkesLogLikelihood } from './hawkes-fit.js';
import { type FittedMultipliers, multiplierTable } from './multiplier-fit.js';
import { checkResiduals, type ResidualCheck } from './residuals.js';
import { readCancelRisk } from './risk-reader.js';
import { readStates, shapeWeights } from './state-reading.js';

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
  const shape = shapeWeights(record, file.shape.knotsNs);
  const table = {
    factors: multiplierTable(events, factors, shape, multipliersOf(file)),
    steered: file.decaysPerSecond.length,
  };
  const parameters = parametersOf(file);
  const explained = events.count - events.first;
  const residuals = checkResiduals(events, parameters, table);
  const expected = residuals.reduce((sum, { events: count, mean }) => sum + count * mean, 0);
  const perEvent = hawkesLogLikelihood(events, parameters, table) / Math.max(1, explained);
  const likelihood = { perEvent, events: explained, expectedShare: expected / Math.max(1, explained), impossible: 0 };
  return { likelihood, residuals };
}

function parametersOf({ decaysPerSecond, targets }: HawkesFile): HawkesParameters {
  const width = 1 + decaysPerSecond.length * FLOW_TYPES;
  const values = new Float64Array(FLOW_TYPES * width);
  const standardErrors = new Float64Array(FLOW_TYPES * width);
  flowTypeNames.forEach((target, d) => {
    const { baselinePerSecond, kernels } = targets[target];
    values[d * width] = baselinePerSecond.value;
    standardErrors[d * width] = baselinePerSecond.standardError;
    flowTypeNames.forEach((source, j) => {
      const kernel = kernels[source];
      for (let k = 0; k < decaysPerSecond.length; k++) {
        values[d * width + 1 + k * FLOW_TYPES + j] = kernel.shares[k];
        standardErrors[d * width + 1 + k * FLOW_TYPES + j] = kernel.standardErrors[k];
      }
    });
  });
  return { types: FLOW_TYPES, decays: decaysPerSecond, values, standardErrors };
}

function multipliersOf({ states, shape }: HawkesFile): FittedMultipliers {
  const table = (of: HawkesFile['shape']['factors'], what: 'value' | 'standardError') =>
    Float64Array.from(flowKinds.flatMap((kind) => of[kind].map((each) => each[what])));
  return {
    factors: stateFactors.map((name) => table(states[name].factors, 'value')),
    factorErrors: stateFactors.map((name) => table(states[name].factors, 'standardError')),
    shape: table(shape.factors, 'value'),
    shapeErrors: table(shape.factors, 'standardError'),
  };
}
