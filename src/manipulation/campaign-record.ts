import { type OrderReport, ReportKind } from '../simulation/index.js';
import type { Campaign, Cycle } from '../truth/index.js';
import type { PracticeContext } from './practice.js';

/** A cycle under way. */
interface OpenCycle {
  startNs: number;
  endNs: number;
  outcome: Cycle['outcome'];
}

/** What an order was for, and in which cycle it was sent. */
interface Role {
  readonly abusive: boolean;
  readonly cycle: OpenCycle | undefined;
}

/**
 * The truth of a campaign, written while it happens from what the venue reports: times are the venue's, order numbers
 * those of the tape. A cycle in which no abusive order was accepted leaves no trace.
 */
export class CampaignRecord {
  /** Abusive quantity that was accepted, and that was executed. */
  intentAccepted = 0;
  intentExecuted = 0;
  genuineExecuted = 0;
  private readonly roles = new Map<number, Role>();
  private readonly intentOrders: number[] = [];
  private readonly genuineOrders: number[] = [];
  private readonly cycles: OpenCycle[] = [];
  private cycle: OpenCycle | undefined;
  private startNs = -1;
  private endNs = -1;
  private followsUp = false;

  /** An order that is not meant to trade, or not meant to change who owns, was sent. */
  readonly intent = (ticket: number): void => {
    this.roles.set(ticket, { abusive: true, cycle: this.cycle });
  };

  /** An order that is meant to trade was sent. */
  readonly genuine = (ticket: number): void => {
    this.roles.set(ticket, { abusive: false, cycle: undefined });
  };

  /** The abusive orders that follow belong to a new cycle, which counts as given up until it is told otherwise. */
  beginCycle(): void {
    this.cycle = { startNs: -1, endNs: -1, outcome: 'gave-up' };
  }

  /** How the cycle ended. Its times go on until its last order is done. */
  conclude(outcome: Cycle['outcome']): void {
    if (this.cycle !== undefined) this.cycle.outcome = outcome;
  }

  /** The campaign spans several days: it is told of today even where only genuine orders belong to it. */
  followUp(): void {
    this.followsUp = true;
  }

  take(report: OrderReport): void {
    const role = this.roles.get(report.ticket);
    if (role === undefined) return;
    const { kind, time } = report;
    if (kind === ReportKind.accepted) {
      (role.abusive ? this.intentOrders : this.genuineOrders).push(report.order);
      if (role.abusive) this.intentIsAccepted(report, role.cycle);
      else if (this.followsUp && this.startNs < 0) this.startNs = time;
    } else if (kind === ReportKind.traded || kind === ReportKind.cancelled) {
      this.endNs = time;
      if (role.cycle !== undefined) role.cycle.endNs = time;
      if (kind === ReportKind.cancelled) return;
      if (role.abusive) this.intentExecuted += report.quantity;
      else this.genuineExecuted += report.quantity;
    }
  }

  /** The campaign until now; none before its first abusive order, unless it goes on from an earlier day. */
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
        startNs: this.startNs,
        endNs: Math.max(this.startNs, this.endNs),
        cycles: this.cycles.map((cycle) => ({ ...cycle })),
        intentOrders: this.intentOrders,
        genuineOrders: this.genuineOrders,
        beneficiary: context.accounts[0],
        knobs,
        outcomes,
      },
    ];
  }

  private intentIsAccepted({ time, quantity }: OrderReport, cycle: OpenCycle | undefined): void {
    this.intentAccepted += quantity;
    if (this.startNs < 0) this.startNs = time;
    if (cycle === undefined) return;
    if (cycle.startNs < 0) {
      cycle.startNs = time;
      this.cycles.push(cycle);
    }
    cycle.endNs = Math.max(cycle.endNs, time);
  }
}
