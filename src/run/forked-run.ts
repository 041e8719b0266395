import { createHash } from 'node:crypto';
import { type NextDay, overnight } from '../market/index.js';
import { type Agent, type Desk, simulate } from '../simulation/index.js';
import { Side, type Tape, TapeCursor, type TapeWriter } from '../tape/index.js';
import { CutOff } from './cut-off.js';
import type { Definitions } from './definitions.js';
import type { Positions } from './finished-run.js';
import { rulesOf } from './instrument-header.js';
import type { Models } from './models.js';
import { type OpenMarket, openMarket } from './open-market.js';
import type { Openings } from './openings.js';
import { positionsOf } from './positions.js';
import type { RunSpec, RunTask } from './run-spec.js';

/** A run up to a moment, and on from there with random numbers of its own. */
export interface ForkTask {
  /** The attack arm, or the purpose arm. */
  readonly task: RunTask;
  /** The attack that is looked at. */
  readonly attack: string;
  /** Whether its manipulators are cut off at the fork. */
  readonly cutOff: boolean;
  /** Index of the day. */
  readonly day: number;
  /** Index of the instrument whose path is taken. */
  readonly instrument: number;
  /** ns since midnight. */
  readonly forkNs: number;
  readonly endNs: number;
  readonly stepNs: number;
  /** From 0: arms of the same continuation draw the same random numbers, as long as they draw for the same things. */
  readonly continuation: number;
}

/** What came of it: the path from the fork on, once a step, and who had won what at its end. */
export interface ForkedPath {
  /** SHA-256 over all rows until the fork: equal in all arms and continuations. */
  readonly trunkDigest: string;
  /** Ticks; NaN where a side is empty. */
  readonly mid: Float64Array;
  /** (bid − ask) / (bid + ask) of the quantity on the best five levels, own orders included. */
  readonly imbalance: Float64Array;
  /** Ticks. */
  readonly spread: Float64Array;
  /** Of the day until the end. */
  readonly positions: Positions;
  readonly lastPriceTicks: readonly number[];
  readonly moneyPerTick: readonly number[];
}

/**
 * Does a run again up to the fork, which costs what the run costs and needs no copy of its state: it is the same to the
 * last byte. There every random stream is seeded anew by the number of the continuation. What had been drawn before
 * (an arrival under way, the lifetime of an order that rests) belongs to the state, and is the same in all continuations.
 */
export function forkedRun(fork: ForkTask, models: Models, openings?: Openings, definitions?: Definitions): ForkedPath {
  const { task, day: last } = fork;
  const { market } = task.spec;
  let morning: NextDay | undefined;
  for (let day = 0; day < last; day++) {
    const open = openMarket(task, models, day, morning, openings, definitions);
    const [startNs, endNs] = market.window;
    const { venue, writer: tape, participants: agents, streams, announcements } = open;
    simulate({ venue, tape, agents, streams, startNs, endNs, announcements });
    venue.closeDay();
    morning = overnight(venue, open.header, rulesOf(market, market.dates[day + 1]));
  }
  return forkedDay(fork, task.spec, openMarket(task, models, last, morning, openings, definitions));
}

function forkedDay(fork: ForkTask, { masterSeed, seed, market: { window } }: RunSpec, market: OpenMarket): ForkedPath {
  const { venue, writer, streams, header, attackers, announcements } = market;
  const own = attackers.find(({ id }) => id === fork.attack)!;
  const agents = market.participants.map((participant) =>
    fork.cutOff && own.participants.includes(participant)
      ? { ...participant, agent: new CutOff(participant.agent, fork.forkNs) }
      : participant,
  );
  const clock = new ForkClock(fork, writer, () => streams.reseed(`${masterSeed}/${seed}/fork/${fork.continuation}`));
  const watching = { agent: clock, informationSet: 'order-by-order' as const, instrument: fork.instrument };
  const [startNs] = window;
  simulate({
    ...{ venue, tape: writer, streams, announcements, startNs },
    endNs: fork.endNs,
    agents: [...agents, watching],
  });
  return {
    trunkDigest: digestOfRows(writer.finish(), clock.trunkRows),
    ...clock.path,
    positions: positionsOf(venue.ledger!, header, attackers, market.accountClasses),
    lastPriceTicks: header.instruments.map(({ previousClose }, index) =>
      venue.lastPrice(index) > 0 ? venue.lastPrice(index) : previousClose,
    ),
    moneyPerTick: header.instruments.map(({ moneyPerTick }) => moneyPerTick),
  };
}

/** Seeds the streams anew at the fork, and looks at the market there and after every step. It sends nothing. */
class ForkClock implements Agent {
  readonly id = 'fork';
  readonly latency = { market: 0, order: 0 };
  readonly path: Pick<ForkedPath, 'mid' | 'imbalance' | 'spread'>;
  /** Rows of the tape until the fork. */
  trunkRows = -1;
  private step = 0;

  constructor(
    private readonly fork: Pick<ForkTask, 'forkNs' | 'endNs' | 'stepNs'>,
    private readonly tape: TapeWriter,
    private readonly reseed: () => void,
  ) {
    const { forkNs, endNs, stepNs } = fork;
    const steps = Math.floor((endNs - forkNs) / stepNs) + 1;
    const empty = () => new Float64Array(steps).fill(Number.NaN);
    this.path = { mid: empty(), imbalance: empty(), spread: empty() };
  }

  start(desk: Desk): void {
    desk.wakeAt(this.fork.forkNs);
  }

  onWake(desk: Desk): void {
    if (this.trunkRows < 0) {
      this.trunkRows = this.tape.length;
      this.reseed();
    }
    const { bestBid, bestAsk } = desk.market;
    const { mid, imbalance, spread } = this.path;
    const [bids, asks] = [desk.market.depth5(Side.buy), desk.market.depth5(Side.sell)];
    if (bestBid >= 0 && bestAsk >= 0) {
      mid[this.step] = (bestBid + bestAsk) / 2;
      spread[this.step] = bestAsk - bestBid;
    }
    if (bids + asks > 0) imbalance[this.step] = (bids - asks) / (bids + asks);
    this.step++;
    if (this.step < mid.length) desk.wakeAt(this.fork.forkNs + this.step * this.fork.stepNs);
  }
}

function digestOfRows(tape: Tape, rows: number): string {
  const hash = createHash('sha256');
  const row = new TapeCursor(tape);
  for (let sequence = 0; sequence < rows && row.next(); sequence++) {
    const { time, kind, instrument, order, account, side, price, quantity } = row;
    const { otherOrder, otherAccount, quantity2, code, flags } = row;
    const about = [otherOrder, otherAccount, quantity2, code, flags];
    hash.update(`${[time, kind, instrument, order, account, side, price, quantity, ...about].join()}\n`);
  }
  return hash.digest('hex');
}
