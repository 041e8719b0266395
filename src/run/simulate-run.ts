import { jsonDigest, tapeDigest } from '../archive/index.js';
import { conformance, ruleDetectors } from '../evaluation/index.js';
import { type NextDay, overnight, type Venue } from '../market/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import { simulate } from '../simulation/index.js';
import type { Alert } from '../surveillance/index.js';
import { Side, type Tape, TapeCursor, type TapeRow, type TapeWriter } from '../tape/index.js';
import type { Truth } from '../truth/index.js';
import { AttackWatch } from './attack-watch.js';
import { controlsOf } from './attackers.js';
import type { Definitions } from './definitions.js';
import type { ConformanceResult, FinishedDay, FinishedRun } from './finished-run.js';
import { rulesOf } from './instrument-header.js';
import { MidPath } from './mid-path.js';
import type { Models } from './models.js';
import { type OpenMarket, openMarket } from './open-market.js';
import type { Openings } from './openings.js';
import { positionsOf } from './positions.js';
import type { RunSpec, RunTask } from './run-spec.js';

/** A day of a run as it ended, with its whole tape. */
export interface SimulatedDay {
  readonly day: FinishedDay;
  readonly tape: Tape;
}

/** A run as it ended, with the tapes of its days. */
export interface SimulatedRun {
  readonly run: FinishedRun;
  readonly tapes: readonly Tape[];
}

type Task = Pick<RunTask, 'spec' | 'idleParameters'>;

/**
 * Does one run, and keeps all its tapes.
 * @param shouldStop - asked now and then
 * @param openings - books of tapes that the run opens from
 * @param definitions - what the run may name; this program's alone by default
 * @throws an error when it was told to stop
 */
export function simulateRun(
  task: Task,
  models: Models,
  shouldStop: () => boolean = () => false,
  openings?: Openings,
  definitions?: Definitions,
): SimulatedRun {
  const days = [...simulateDays(task, models, shouldStop, openings, definitions)];
  return { run: finishedRun(days.map(({ day }) => day)), tapes: days.map(({ tape }) => tape) };
}

/** What the days of a run come to. */
export function finishedRun(days: readonly FinishedDay[]): FinishedRun {
  const digests = days.map(({ digest }) => digest);
  return {
    digest: digests.length === 1 ? digests[0] : jsonDigest(digests),
    rows: days.reduce((sum, { rows }) => sum + rows, 0),
    days,
  };
}

/**
 * Does one run day by day: background, agents and manipulators trade through the window while detectors watch, and what
 * came of it is measured. Truth is asked for when the detectors have closed. Of several days each ends at the end of its
 * window: what rests then expires, and cash, holdings and the closing price go on to the next.
 * @throws an error when it was told to stop
 */
export function* simulateDays(
  task: Task,
  models: Models,
  shouldStop: () => boolean,
  openings?: Openings,
  definitions?: Definitions,
): Generator<SimulatedDay> {
  const { market } = task.spec;
  let morning: NextDay | undefined;
  for (let day = 0; day < market.dates.length; day++) {
    const open = openMarket(task, models, day, morning, openings, definitions);
    yield simulateDay(task.spec, open, shouldStop);
    if (day + 1 < market.dates.length)
      morning = overnight(open.venue, open.header, rulesOf(market, market.dates[day + 1]));
  }
}

function simulateDay(spec: RunSpec, market: OpenMarket, shouldStop: () => boolean): SimulatedDay {
  const { header, venue, writer, surveillance, attackers, streams, announcements } = market;
  const [startNs, endNs] = spec.market.window;
  const phase = () => venue.phase;
  const mids = header.instruments.map((_, index) => new MidPath(venue.book(index), phase, startNs, endNs));
  const watches = watchesOf(spec, market);
  const observe = (row: TapeRow): void => {
    surveillance.onRow(row);
    for (const { watch } of watches) watch.onRow(row);
    const { instrument } = row;
    if (instrument >= 0) mids[instrument].onRow(row);
    else for (const mid of mids) mid.onRow(row);
  };
  const { participants: agents } = market;
  simulate({ venue, tape: writer, agents, streams, startNs, endNs, announcements, shouldStop, observe });
  if (shouldStop()) throw new Error('the run was stopped');
  if (spec.market.dates.length > 1) closeDay(venue, writer, observe);
  const tape = writer.finish();
  const alerts = surveillance.finish(endNs);
  const campaigns = attackers.flatMap(({ manipulators }) => manipulators.flatMap((one) => one.truth()));
  const controllers = attackers.length === 0 ? {} : { controllers: controlsOf(attackers) };
  const truth: Truth = { campaigns, benign: market.lookalikes, ...controllers };
  const digest = tapeDigest(tape);
  const day: FinishedDay = {
    date: header.date,
    tapeDigest: digest,
    digest: jsonDigest({ tape: digest, alerts, truth }),
    rows: tape.length,
    alerts,
    truth,
    positions: positionsOf(venue.ledger!, header, attackers, market.accountClasses),
    measures: Object.fromEntries(watches.map(({ attack, watch }) => [attack, watch.finish()])),
    lastPriceTicks: header.instruments.map(({ previousClose }, index) => {
      const last = venue.lastPrice(index);
      return last > 0 ? last : previousClose;
    }),
    moneyPerTick: header.instruments.map(({ moneyPerTick }) => moneyPerTick),
    midPaths: mids.map((mid) => mid.finish()),
    conformance: market.thresholds === undefined ? [] : judgeRules(spec, tape, alerts, market.thresholds),
  };
  return { day, tape };
}

/** Who measures the market where an attack acts. */
function watchesOf(
  { market: spec, watched = [] }: RunSpec,
  { venue, header, attackers }: OpenMarket,
): { readonly attack: string; readonly watch: AttackWatch }[] {
  const { phases } = rulesOf(spec, header.date);
  return watched.map(({ attack, instrument: symbol, side, window }) => {
    const index = header.instruments.findIndex((one) => one.symbol === symbol);
    const accounts = attackers.find((one) => one.id === attack)?.accounts ?? [];
    const instrument = header.instruments[index];
    const favoured = side === 'buy' ? Side.buy : Side.sell;
    return { attack, watch: new AttackWatch({ venue, instrument, index, side: favoured, window, accounts, phases }) };
  });
}

/** The day is over: what rests expires, in sight of those who watch. */
function closeDay(venue: Venue, writer: TapeWriter, observe: (row: TapeRow) => void): void {
  const cursor = new TapeCursor(writer, writer.length);
  venue.closeDay();
  while (cursor.next()) observe(cursor);
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
