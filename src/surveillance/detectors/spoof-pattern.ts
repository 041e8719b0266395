import { z } from 'zod';
import { CancelReason, Kind, MINUTE, Phase, SECOND, type TapeRow } from '../../tape/index.js';
import { KEPT_FROM } from '../alert.js';
import { type Detector, type DetectorContext, defineDetector } from '../detector.js';
import { atLeast, type Evidence, gate, scoreOf } from '../evidence.js';
import { Repetition, type SavedRepetition } from '../repetition.js';
import { type Withdrawal, Withdrawals } from './withdrawals.js';

const positive = z.number().positive();
const fraction = z.number().positive().max(1);

/**
 * Where the defaults come from. Three quarters of the others' usual depth make him the holder of 43 % of the side. What a
 * maker quotes is two to four times what he executes of one quote; a show is not meant to execute at all, hence six; and
 * it should dwarf what he wants, hence four. A minute from execution to withdrawal is the slow end of what cases and
 * evasion suggest; nine tenths unexecuted leave out orders that were meant to trade and did in part, and with them a
 * spoofer who puts up with being hit; ten seconds away tell a withdrawal from a moved quote, which is back at once. They were fixed on the
 * real SZSE morning and on simulated days whose seeds are not those by which the detector is judged.
 */
const parameters = z.strictObject({
  depthRatio: positive.default(0.75).describe("withdrawn quantity over the stock's usual best-five depth of that side"),
  ownSizeRatio: positive.default(6).describe('withdrawn quantity over what he usually executes of one order'),
  fillRatio: positive.default(4).describe('withdrawn quantity over what he executed or offered on the other side'),
  cycles: z.int().min(1).max(64).default(2).describe('how often it must have happened on that side'),
  repetitionMinutes: positive.default(60).describe('within how many minutes'),
  withdrawnShare: fraction.default(0.8).describe('least withdrawn part of what he had resting on that side'),
  awaySeconds: positive.default(10).describe('how long it must stay withdrawn, in seconds'),
  unexecutedShare: fraction.default(0.9).describe('least withdrawn part of what he withdrew or executed there'),
  fillSeconds: positive.default(60).describe('longest time from his execution to the withdrawal, in seconds'),
  gapSeconds: positive.default(2).describe('longest pause within one withdrawal, in seconds'),
  displayMinutes: positive.default(10).describe('longest life of an order that counts as display, in minutes'),
  reach: fraction.default(0.01).describe('farthest from the best price that an order displays, as a fraction of price'),
});
type Parameters = z.output<typeof parameters>;

/** An investor's side in an instrument, and its number. */
interface Suspect {
  readonly suspect: number;
  readonly instrument: number;
  readonly investor: number;
  readonly side: number;
}

/** One round of display, genuine interest on the other side and withdrawal. */
interface Cycle extends Suspect {
  readonly strength: number;
  readonly startNs: number;
  readonly endNs: number;
  readonly quantity: number;
  /** Whether he executed on the other side, and did not only offer to. */
  readonly filled: boolean;
  readonly accounts: readonly number[];
  readonly orders: readonly number[];
  readonly prices: number;
  readonly evidence: readonly Evidence[];
}

interface Memory {
  readonly withdrawals: ReturnType<Withdrawals['save']>;
  readonly cycles: readonly (readonly [number, SavedRepetition<Cycle>])[];
  readonly pending: readonly Cycle[];
}

/**
 * Spoofing and layering as a pattern, without an exchange's numbers: an investor shows much on one side while he sells
 * or offers little on the other, takes the show back, and does it again; at least once he executed what he wanted.
 *
 * "Much" is measured against three things: the usual depth of the stock without its largest holder, what he himself
 * usually executes of an order, and what he executed or offered on the other side. What the show leaves behind must be
 * little, little of it may have been executed, and it must not come back at once: a maker who moves his quotes withdraws
 * nothing. Rounds are graded by their least ratio, and the score asks for repetition.
 *
 * Shape after MAR, Delegated Regulation (EU) 2016/522 Annex II 1 (5)(e) "layering and spoofing", and the elements of
 * 恍骗 in 法释〔2019〕9号: large orders, withdrawn, against a trade on the other side.
 */
export const spoofPattern = defineDetector({
  id: 'spoof-pattern',
  summary: 'spoofing and layering by their pattern: display, execution on the other side, withdrawal, repetition',
  version: 1,
  practices: ['spoofing', 'layering'],
  rule: false,
  parameters,
  create: (given, context) => new SpoofPattern(given, context),
});

/** Prices from which a display counts as layered. */
const LAYERS = 3;

class SpoofPattern implements Detector {
  readonly kinds = [Kind.cancelled, Kind.trade];
  private readonly withdrawals: Withdrawals;
  private readonly cycles = new Map<number, Repetition<Cycle>>();
  /** Rounds of which it is not known yet whether the display stays away, by suspect. */
  private readonly pending = new Map<number, Cycle>();
  private nextDueNs = Infinity;

  constructor(
    private readonly given: Parameters,
    private readonly context: DetectorContext,
  ) {
    this.withdrawals = new Withdrawals(given.gapSeconds * SECOND);
  }

  onTime(nowNs: number): void {
    if (nowNs > this.nextDueNs) this.decide(nowNs);
  }

  onRow(row: TapeRow): void {
    if (this.context.state.instruments[row.instrument].phase !== Phase.continuous) return;
    if (row.kind === Kind.cancelled) this.cancelled(row);
    else {
      this.executed(row, row.account, row.side);
      this.executed(row, row.otherAccount, row.side ^ 1);
    }
  }

  finish(): void {
    this.decide(Infinity);
  }

  save(): Memory {
    const cycles = [...this.cycles].map(([suspect, repetition]) => [suspect, repetition.save()] as const);
    return { withdrawals: this.withdrawals.save(), cycles, pending: [...this.pending.values()] };
  }

  restore(saved: Memory): void {
    this.withdrawals.restore(saved.withdrawals);
    for (const [suspect, repetition] of saved.cycles) this.cycles.set(suspect, new Repetition(repetition));
    for (const cycle of saved.pending) this.await(cycle);
  }

  private cancelled(row: TapeRow): void {
    const { state } = this.context;
    const { account, instrument, price, time } = row;
    const investor = state.investors.of(account);
    if (investor < 0 || row.code !== CancelReason.user) return;
    const { subject } = state.instruments[instrument];
    if (subject.acceptedNs < 0 || time - subject.acceptedNs > this.given.displayMinutes * MINUTE) return;
    if (subject.distance > this.given.reach * price) return;
    const suspect = this.number(instrument, investor, row.side);
    const withdrawal = this.withdrawals.add(suspect, time, subject, row.quantity, price, row.order, account);
    this.judge(withdrawal, suspect, instrument, investor, row.side, time);
  }

  /** An execution may also come just after the withdrawal, when the price has been moved. */
  private executed(row: TapeRow, account: number, fillSide: number): void {
    const investor = this.context.state.investors.of(account);
    if (investor < 0) return;
    const side = fillSide ^ 1;
    const suspect = this.number(row.instrument, investor, side);
    const withdrawal = this.withdrawals.of(suspect);
    if (withdrawal === undefined || row.time - withdrawal.lastNs > this.given.gapSeconds * SECOND) return;
    this.judge(withdrawal, suspect, row.instrument, investor, side, row.time);
  }

  /** Grades a withdrawal; from half the thresholds on it waits whether the display comes back. */
  private judge(
    withdrawal: Withdrawal,
    suspect: number,
    instrument: number,
    investor: number,
    side: number,
    nowNs: number,
  ): void {
    const { activity, usualDepth } = this.context.state.instruments[instrument];
    const { given } = this;
    const { quantity } = withdrawal;
    const depth = usualDepth.of(side);
    // Where nothing is known to be usual, nothing can be called much.
    if (depth === 0 || quantity < KEPT_FROM * given.depthRatio * depth) return;
    const sinceFillNs = nowNs - activity.lastFillNs(investor, side ^ 1);
    const recent = sinceFillNs <= given.fillSeconds * SECOND;
    const filled = recent ? activity.executedToday(investor, side ^ 1) - withdrawal.otherSideBefore : 0;
    const opposite = filled + activity.open(investor, side ^ 1);
    const usual = activity.executedOrderSize(investor);
    if (opposite === 0 || usual === 0) return;
    const executed = activity.executedToday(investor, side) - withdrawal.sameSideBefore;
    const unexecuted = quantity / (quantity + executed);
    const evidence = [
      atLeast("withdrawn over the stock's usual best-five depth", quantity / depth, given.depthRatio),
      atLeast('withdrawn over what he usually executes of one order', quantity / usual, given.ownSizeRatio),
      atLeast('withdrawn over executed or offered on the other side', quantity / opposite, given.fillRatio),
      gate('withdrawn part of it', unexecuted, given.unexecutedShare, unexecuted >= given.unexecutedShare),
    ];
    const strength = scoreOf(evidence);
    const waiting = this.pending.get(suspect);
    if (strength < KEPT_FROM || (waiting !== undefined && waiting.strength >= strength)) return;
    this.await({
      ...{ suspect, instrument, investor, side, strength, quantity, filled: filled > 0, evidence },
      startNs: withdrawal.startNs,
      endNs: nowNs,
      accounts:
        filled > 0 ? [...withdrawal.accounts, activity.lastFillAccount(investor, side ^ 1)] : [...withdrawal.accounts],
      orders: [...withdrawal.orders],
      prices: withdrawal.prices,
    });
  }

  private await(cycle: Cycle): void {
    this.pending.set(cycle.suspect, cycle);
    this.nextDueNs = Math.min(this.nextDueNs, this.dueNs(cycle));
  }

  private dueNs({ endNs }: Cycle): number {
    return endNs + this.given.awaySeconds * SECOND;
  }

  /** Counts the rounds whose display has stayed away for long enough and forgets those whose display is back. */
  private decide(nowNs: number): void {
    this.nextDueNs = Infinity;
    for (const [suspect, cycle] of this.pending) {
      if (this.dueNs(cycle) >= nowNs) {
        this.nextDueNs = Math.min(this.nextDueNs, this.dueNs(cycle));
        continue;
      }
      this.pending.delete(suspect);
      const { quantity, instrument, investor, side } = cycle;
      const resting = this.context.state.instruments[instrument].activity.open(investor, side);
      const share = quantity / (quantity + resting);
      const away = gate('withdrawn part of what rested', share, this.given.withdrawnShare, true);
      if (share >= this.given.withdrawnShare) this.count({ ...cycle, evidence: [...cycle.evidence, away] });
    }
  }

  /** Rounds do not overlap: what is withdrawn later of the same display belongs to the same round. */
  private count(cycle: Cycle): void {
    let cycles = this.cycles.get(cycle.suspect);
    if (cycles === undefined) {
      cycles = new Repetition();
      this.cycles.set(cycle.suspect, cycles);
    }
    const forgottenNs = cycle.endNs - this.given.repetitionMinutes * MINUTE;
    for (const old of cycles.all.filter(({ endNs }) => endNs < forgottenNs)) cycles.remove(old);
    const same = cycles.all.find(({ endNs }) => endNs >= cycle.startNs);
    if (same !== undefined && same.strength >= cycle.strength) return;
    if (same !== undefined) cycles.remove(same);
    cycles.add(cycle);
    this.report(cycles, cycle);
  }

  private report(cycles: Repetition<Cycle>, cycle: Cycle): void {
    const counted = cycles.graded(this.given.cycles);
    const chosen = cycles.all.slice(0, counted);
    if (!chosen.includes(cycle)) return;
    const filled = cycles.all.filter((one) => one.filled).length;
    this.context.report({
      suspect: cycle.investor,
      practice: chosen.some(({ prices }) => prices >= LAYERS) ? 'layering' : 'spoofing',
      instrument: cycle.instrument,
      side: cycle.side,
      accounts: chosen.flatMap(({ accounts }) => accounts),
      orders: chosen.flatMap(({ orders }) => orders),
      startNs: Math.min(...chosen.map(({ startNs }) => startNs)),
      endNs: cycle.endNs,
      evidence: [
        ...chosen[counted - 1].evidence,
        atLeast('rounds of display and withdrawal', counted, this.given.cycles),
        gate('rounds in which he executed on the other side', filled, 1, filled > 0),
      ],
    });
  }

  private number(instrument: number, investor: number, side: number): number {
    return (instrument * this.context.state.investors.count + investor) * 2 + side;
  }
}
