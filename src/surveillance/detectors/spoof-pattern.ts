import { z } from 'zod';
import { CancelReason, Kind, MINUTE, Phase, SECOND, type TapeRow } from '../../tape/index.js';
import { KEPT_FROM } from '../alert.js';
import { type Detector, type DetectorContext, defineDetector } from '../detector.js';
import { atLeast, type Evidence, gate, scoreOf } from '../evidence.js';
import { Repetition, type SavedRepetition } from '../repetition.js';
import { type Withdrawal, Withdrawals } from './withdrawals.js';

const positive = z.number().positive();
const fraction = z.number().positive().max(1);

const parameters = z.strictObject({
  depthRatio: positive.default(1).describe("withdrawn quantity over the stock's usual best-five depth of that side"),
  ownSizeRatio: positive.default(3).describe('withdrawn quantity over what he usually executes of one order'),
  fillRatio: positive.default(2).describe('withdrawn quantity over what he executed on the other side meanwhile'),
  cycles: z.int().min(1).max(64).default(2).describe('how often it must have happened on that side'),
  repetitionMinutes: positive.default(60).describe('within how many minutes'),
  withdrawnShare: fraction.default(0.8).describe('least withdrawn part of what he had resting on that side'),
  unexecutedShare: fraction.default(0.67).describe('least withdrawn part of what he withdrew or executed there'),
  fillSeconds: positive.default(60).describe('longest time from his execution to the withdrawal, in seconds'),
  gapSeconds: positive.default(2).describe('longest pause within one withdrawal, in seconds'),
  displayMinutes: positive.default(10).describe('longest life of an order that counts as display, in minutes'),
  reach: fraction.default(0.01).describe('farthest from the best price that an order displays, as a fraction of price'),
});
type Parameters = z.output<typeof parameters>;

/** One round of display, execution on the other side and withdrawal. */
interface Cycle {
  readonly strength: number;
  readonly startNs: number;
  readonly endNs: number;
  readonly accounts: readonly number[];
  readonly orders: readonly number[];
  readonly prices: number;
  readonly evidence: readonly Evidence[];
}

/**
 * Spoofing and layering as a pattern, without an exchange's numbers: an investor shows much on one side, executes
 * little on the other while it stands, takes the show back soon after, and does it again.
 *
 * "Much" is measured against three things that he does not set: the usual depth of the stock without its largest
 * holder, what he himself usually executes of an order, and what he executed on the other side. What the
 * show leaves behind must be little, and little of it may have been executed: a market maker's quotes fail the first
 * two, an unwanted remainder the last two. Cycles are graded by their least ratio, and the score asks for repetition.
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

  constructor(
    private readonly given: Parameters,
    private readonly context: DetectorContext,
  ) {
    this.withdrawals = new Withdrawals(given.gapSeconds * SECOND);
  }

  onRow(row: TapeRow): void {
    if (this.context.state.instruments[row.instrument].phase !== Phase.continuous) return;
    if (row.kind === Kind.cancelled) this.cancelled(row);
    else {
      this.executed(row, row.account, row.side);
      this.executed(row, row.otherAccount, row.side ^ 1);
    }
  }

  save(): unknown {
    const cycles = [...this.cycles].map(([suspect, cycles]) => [suspect, cycles.save()]);
    return { withdrawals: this.withdrawals.save(), cycles };
  }

  restore(saved: unknown): void {
    const { withdrawals, cycles } = saved as {
      withdrawals: ReturnType<Withdrawals['save']>;
      cycles: [number, SavedRepetition<Cycle>][];
    };
    this.withdrawals.restore(withdrawals);
    for (const [suspect, repetition] of cycles) this.cycles.set(suspect, new Repetition(repetition));
  }

  private cancelled(row: TapeRow): void {
    const { state } = this.context;
    const { account, side, price, time } = row;
    const investor = state.investors.of(account);
    if (investor < 0 || row.code !== CancelReason.user) return;
    const { subject } = state.instruments[row.instrument];
    if (subject.acceptedNs < 0 || time - subject.acceptedNs > this.given.displayMinutes * MINUTE) return;
    if (subject.distance > this.given.reach * price) return;
    const suspect = this.suspect(row.instrument, investor, side);
    const withdrawal = this.withdrawals.add(suspect, time, subject, row.quantity, price, row.order, account);
    this.judge(withdrawal, suspect, row.instrument, investor, side, time);
  }

  /** An execution may also come just after the withdrawal, when the price has been moved. */
  private executed(row: TapeRow, account: number, side: number): void {
    const investor = this.context.state.investors.of(account);
    if (investor < 0) return;
    const suspect = this.suspect(row.instrument, investor, side ^ 1);
    const withdrawal = this.withdrawals.of(suspect);
    if (withdrawal === undefined || row.time - withdrawal.lastNs > this.given.gapSeconds * SECOND) return;
    this.judge(withdrawal, suspect, row.instrument, investor, side ^ 1, row.time);
  }

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
    const depth = usualDepth.of(side);
    if (withdrawal.quantity < KEPT_FROM * given.depthRatio * depth) return;
    const filled = activity.executedToday(investor, side ^ 1) - withdrawal.otherSideBefore;
    const sinceFillNs = nowNs - activity.lastFillNs(investor, side ^ 1);
    if (filled === 0 || sinceFillNs > given.fillSeconds * SECOND) return;
    const own = activity.executedOrderSize(investor);
    const left = activity.open(investor, side);
    const executed = activity.executedToday(investor, side) - withdrawal.sameSideBefore;
    const { quantity } = withdrawal;
    const withdrawnShare = quantity / (quantity + left);
    const unexecutedShare = quantity / (quantity + executed);
    const evidence = [
      atLeast("withdrawn over the stock's usual best-five depth", quantity / depth, given.depthRatio),
      atLeast('withdrawn over what he usually executes of one order', quantity / own, given.ownSizeRatio),
      atLeast('withdrawn over executed on the other side', quantity / filled, given.fillRatio),
      gate(
        'withdrawn part of what rested',
        withdrawnShare,
        given.withdrawnShare,
        withdrawnShare >= given.withdrawnShare,
      ),
      gate(
        'withdrawn part of what was withdrawn or executed',
        unexecutedShare,
        given.unexecutedShare,
        unexecutedShare >= given.unexecutedShare,
      ),
      gate('seconds since the execution, at most', sinceFillNs / SECOND, given.fillSeconds, true),
    ];
    const strength = scoreOf(evidence);
    if (strength >= KEPT_FROM) this.count(withdrawal, suspect, instrument, investor, side, nowNs, strength, evidence);
  }

  /** Rounds do not overlap: what is withdrawn later of the same display belongs to the same round. */
  private count(
    withdrawal: Withdrawal,
    suspect: number,
    instrument: number,
    investor: number,
    side: number,
    nowNs: number,
    strength: number,
    evidence: readonly Evidence[],
  ): void {
    let cycles = this.cycles.get(suspect);
    if (cycles === undefined) {
      cycles = new Repetition();
      this.cycles.set(suspect, cycles);
    }
    const forgottenNs = nowNs - this.given.repetitionMinutes * MINUTE;
    for (const old of cycles.all.filter(({ endNs }) => endNs < forgottenNs)) cycles.remove(old);
    const same = cycles.all.find(({ endNs }) => endNs >= withdrawal.startNs);
    if (same !== undefined && same.strength >= strength) return;
    if (same !== undefined) cycles.remove(same);
    const fillAccount = this.context.state.instruments[instrument].activity.lastFillAccount(investor, side ^ 1);
    const cycle: Cycle = {
      strength,
      startNs: withdrawal.startNs,
      endNs: nowNs,
      accounts: [...withdrawal.accounts, fillAccount],
      orders: [...withdrawal.orders],
      prices: withdrawal.prices,
      evidence,
    };
    cycles.add(cycle);
    this.report(cycles, cycle, instrument, investor, side, nowNs);
  }

  private report(
    cycles: Repetition<Cycle>,
    cycle: Cycle,
    instrument: number,
    investor: number,
    side: number,
    nowNs: number,
  ): void {
    const counted = cycles.graded(this.given.cycles);
    const chosen = cycles.all.slice(0, counted);
    if (!chosen.includes(cycle)) return;
    const repetition = atLeast('rounds of display, execution and withdrawal', counted, this.given.cycles);
    this.context.report({
      suspect: investor,
      practice: chosen.some(({ prices }) => prices >= LAYERS) ? 'layering' : 'spoofing',
      instrument,
      side,
      accounts: chosen.flatMap(({ accounts }) => accounts),
      orders: chosen.flatMap(({ orders }) => orders),
      startNs: Math.min(...chosen.map(({ startNs }) => startNs)),
      endNs: nowNs,
      evidence: [...chosen[counted - 1].evidence, repetition],
    });
  }

  private suspect(instrument: number, investor: number, side: number): number {
    return (instrument * this.context.state.investors.count + investor) * 2 + side;
  }
}
