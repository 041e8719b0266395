import { type OrderReport, ReportKind } from '../simulation/index.js';
import type { Campaign, Cycle } from '../truth/index.js';
import { PhaseMarks } from './phase-marks.js';
import type { PracticeContext } from './practice.js';

/** A cycle under way. */
interface OpenCycle {
  startNs: number;
  endNs: number;
  outcome: Cycle['outcome'];
  /** Its place among the cycles of the truth; −1 before its first abusive order is accepted. */
  index: number;
  /** Abusive quantity that is open. */
  open: number;
}

/** What an order was for, and in which cycle it was sent. */
interface Role {
  readonly abusive: boolean;
  readonly cycle: OpenCycle | undefined;
  /** The stage it belongs to, where the campaign has stages with names. */
  readonly stage: string | undefined;
}

/** Where a stage of a campaign writes down what its orders are for. */
export interface StageRecord {
  /** An order that is not meant to trade, or not meant to change who owns, was sent. */
  readonly intent: (ticket: number) => void;
  /** An order that is meant to trade was sent. */
  readonly genuine: (ticket: number) => void;
  /** The abusive orders that follow belong to a new cycle, which counts as given up until it is told otherwise. */
  beginCycle(): void;
  /** How the cycle ended. Its times go on until its last order is done. */
  conclude(outcome: Cycle['outcome']): void;
}

/**
 * The truth of a campaign, written while it happens from what the venue reports: times are the venue's, order numbers
 * those of the tape. A cycle in which no abusive order was accepted leaves no trace. Without stages of its own a cycle has
 * three phases: abusive orders are posted, something is executed while they stand, and they are withdrawn.
 */
export class CampaignRecord implements StageRecord {
  /** Abusive quantity that was accepted, and that was executed. */
  intentAccepted = 0;
  intentExecuted = 0;
  genuineExecuted = 0;
  private readonly roles = new Map<number, Role>();
  private readonly intentOrders: number[] = [];
  private readonly genuineOrders: number[] = [];
  private readonly cycles: OpenCycle[] = [];
  private readonly phases = new PhaseMarks();
  private cycle: OpenCycle | undefined;
  private startNs = -1;
  private endNs = -1;
  private days = false;

  readonly intent = (ticket: number): void => this.assign(ticket, true, undefined);

  readonly genuine = (ticket: number): void => this.assign(ticket, false, undefined);

  beginCycle(): void {
    this.cycle = { startNs: -1, endNs: -1, outcome: 'gave-up', index: -1, open: 0 };
  }

  conclude(outcome: Cycle['outcome']): void {
    if (this.cycle !== undefined) this.cycle.outcome = outcome;
  }

  /** The same record for the orders of a stage, whose name is the phase that they make up. */
  in(stage: string): StageRecord {
    return {
      intent: (ticket) => this.assign(ticket, true, stage),
      genuine: (ticket) => this.assign(ticket, false, stage),
      beginCycle: () => this.beginCycle(),
      conclude: (outcome) => this.conclude(outcome),
    };
  }

  /** The campaign spans several days: it is told of today even where only genuine orders belong to it. */
  spanDays(): void {
    this.days = true;
  }

  take(report: OrderReport): void {
    const role = this.roles.get(report.ticket);
    if (role === undefined) return;
    const { kind, time, quantity } = report;
    if (kind === ReportKind.accepted) {
      (role.abusive ? this.intentOrders : this.genuineOrders).push(report.order);
      if (role.abusive) this.intentIsAccepted(report, role.cycle);
      else if (this.days && this.startNs < 0) this.startNs = time;
      if (role.stage !== undefined) this.note(role.stage, role.cycle, time);
      else if (role.abusive) this.note('post', role.cycle, time);
    } else if (kind === ReportKind.traded || kind === ReportKind.cancelled) {
      this.endNs = time;
      this.notePart(role, kind === ReportKind.traded, time);
      if (role.cycle !== undefined) {
        role.cycle.endNs = time;
        role.cycle.open -= quantity;
      }
      if (kind === ReportKind.cancelled) return;
      if (role.abusive) this.intentExecuted += quantity;
      else this.genuineExecuted += quantity;
    }
  }

  /** The campaign until now; none before its first abusive order, unless it spans several days. */
  campaigns(
    practice: string,
    context: PracticeContext,
    knobs: Readonly<Record<string, number | string>>,
    outcomes: Readonly<Record<string, number>>,
  ): readonly Campaign[] {
    if (this.startNs < 0) return [];
    return [
      {
        id: context.attackId,
        practice,
        instrument: context.instrumentIndex ?? 0,
        controller: context.controller,
        accounts: context.accounts,
        spansDays: this.days || (context.evasion?.sessionSpread ?? 1) > 1,
        startNs: this.startNs,
        endNs: Math.max(this.startNs, this.endNs),
        cycles: this.cycles.map(({ startNs, endNs, outcome }) => ({ startNs, endNs, outcome })),
        phases: this.phases.list(),
        intentOrders: this.intentOrders,
        genuineOrders: this.genuineOrders,
        beneficiary: context.accounts[0],
        knobs,
        outcomes,
      },
    ];
  }

  private assign(ticket: number, abusive: boolean, stage: string | undefined): void {
    this.roles.set(ticket, { abusive, cycle: abusive ? this.cycle : undefined, stage });
  }

  private intentIsAccepted({ time, quantity }: OrderReport, cycle: OpenCycle | undefined): void {
    this.intentAccepted += quantity;
    if (this.startNs < 0) this.startNs = time;
    if (cycle === undefined) return;
    if (cycle.startNs < 0) {
      cycle.startNs = time;
      cycle.index = this.cycles.push(cycle) - 1;
    }
    cycle.open += quantity;
    cycle.endNs = Math.max(cycle.endNs, time);
  }

  /** A part of an order was executed or taken back. */
  private notePart({ abusive, cycle, stage }: Role, executed: boolean, timeNs: number): void {
    if (stage !== undefined) this.note(stage, cycle, timeNs);
    else if (abusive) this.note(executed ? 'act' : 'withdraw', cycle, timeNs);
    // What the cycle is for: the genuine trade while the display stands.
    else if (executed && this.cycle !== undefined && this.cycle.open > 0) this.note('act', this.cycle, timeNs);
  }

  private note(phase: string, cycle: OpenCycle | undefined, timeNs: number): void {
    this.phases.note(phase, cycle?.index ?? -1, timeNs);
  }
}
