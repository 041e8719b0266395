import { jsonDigest, tapeDigest } from '../archive/index.js';
import { conformance, ruleDetectors } from '../evaluation/index.js';
import type { FlowModel } from '../model/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import { simulate } from '../simulation/index.js';
import type { Alert } from '../surveillance/index.js';
import type { Tape } from '../tape/index.js';
import type { Truth } from '../truth/index.js';
import type { ConformanceResult, FinishedRun } from './finished-run.js';
import { MidPath } from './mid-path.js';
import { openMarket } from './open-market.js';
import { positionsOf } from './positions.js';
import type { RunSpec, RunTask } from './run-spec.js';

/** A run as it ended, with its whole tape. */
export interface SimulatedRun {
  readonly run: FinishedRun;
  readonly tape: Tape;
}

/**
 * Does one run: background, agents and manipulators trade through the window while detectors watch, and what came of it
 * is measured. Truth is asked for when the detectors have closed.
 * @param shouldStop - asked now and then
 * @throws an error when it was told to stop
 */
export function simulateRun(
  task: Pick<RunTask, 'spec' | 'idleParameters'>,
  model: FlowModel,
  shouldStop: () => boolean = () => false,
): SimulatedRun {
  const { spec } = task;
  const market = openMarket(task, model);
  const { header, venue, writer, surveillance, attackers, streams } = market;
  const [instrument] = header.instruments;
  const [startNs, endNs] = spec.market.window;
  const mids = new MidPath(venue.book(0), () => venue.phase, startNs, endNs);
  simulate({
    venue,
    tape: writer,
    agents: market.participants,
    streams,
    startNs,
    endNs,
    shouldStop,
    observe: (row) => {
      surveillance.onRow(row);
      mids.onRow(row);
    },
  });
  if (shouldStop()) throw new Error('the run was stopped');
  const tape = writer.finish();
  const alerts = surveillance.finish(endNs);
  const campaigns = attackers.flatMap(({ manipulator }) => manipulator.truth());
  const truth: Truth = { campaigns, benign: market.lookalikes };
  const digest = tapeDigest(tape);
  const last = venue.lastPrice(0);
  const run: FinishedRun = {
    tapeDigest: digest,
    digest: jsonDigest({ tape: digest, alerts, truth }),
    rows: tape.length,
    alerts,
    truth,
    positions: positionsOf(venue.ledger!, header, attackers),
    lastPriceTicks: last > 0 ? last : instrument.previousClose,
    moneyPerTick: instrument.moneyPerTick,
    midPath: mids.finish(),
    conformance: market.thresholds === undefined ? [] : judgeRules(spec, tape, alerts, market.thresholds),
  };
  return { run, tape };
}

/** Holds the alerts of rule detectors against an independent evaluation of their rules over the whole tape. */
function judgeRules(
  { surveillance: { detectors, scale } }: RunSpec,
  tape: Tape,
  alerts: readonly Alert[],
  thresholds: DetectorThresholds,
): ConformanceResult[] {
  return detectors
    .filter(({ id }) => ruleDetectors.includes(id))
    .map(({ id, parameters }) => {
      const numbers = parameters as Readonly<Record<string, number | undefined>>;
      const judged = conformance(id, tape, alerts, { thresholds, scale, parameters: numbers });
      const [difference] = judged.disagreements;
      return { detector: id, conforms: judged.share === 1, ...(difference === undefined ? {} : { difference }) };
    });
}
