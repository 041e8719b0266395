import { Phase } from '../../tape/index.js';

/** Parts of the day by which activity is added up. */
export const Session = { openCall: 0, continuous: 1, closeCall: 2, other: 3 } as const;
export type Session = (typeof Session)[keyof typeof Session];

/** The session that a phase belongs to: continuous trading before and after lunch is one. */
export function sessionOf(phase: Phase): Session {
  if (phase === Phase.continuous) return Session.continuous;
  if (phase === Phase.closeCall) return Session.closeCall;
  if (phase === Phase.openCallCancelable || phase === Phase.openCallLocked || phase === Phase.preOpenGap)
    return Session.openCall;
  return Session.other;
}

// A row of the table: per side and session ordered, cancelled, executed; then by side what follows; then two sums.
const SESSIONS = 4;
const CANCELLED = 1;
const EXECUTED = 2;
const PER_SESSION = 3;
const PER_SIDE = SESSIONS * PER_SESSION;
const OPEN = 2 * PER_SIDE;
const EXECUTED_TODAY = OPEN + 2;
const LAST_FILL = EXECUTED_TODAY + 2;
const LAST_FILL_ACCOUNT = LAST_FILL + 2;
const SQUARES = LAST_FILL_ACCOUNT + 2;
const WIDTH = SQUARES + 1;

export interface SavedActivity {
  readonly investors: readonly number[];
  readonly values: readonly number[];
}

/**
 * Running sums of every investor in one instrument, in quantity units: what was ordered, cancelled and executed by side
 * and session, what is open, and how much of an order is executed. Room is taken at an investor's first order.
 */
export class Activity {
  /** Investors with room. */
  size = 0;
  private readonly rowOf: Int32Array;
  private investorOf: Int32Array;
  private values: Float64Array;

  constructor(investors: number) {
    this.rowOf = new Int32Array(investors).fill(-1);
    this.investorOf = new Int32Array(16);
    this.values = new Float64Array(16 * WIDTH);
  }

  /** Position of an investor's row, taken when there is none: dense, so a detector can keep its own table beside it. */
  row(investor: number): number {
    const row = this.rowOf[investor];
    return row >= 0 ? row : this.claim(investor);
  }

  ordered(investor: number, side: number, session: Session): number {
    return this.get(investor, side * PER_SIDE + session * PER_SESSION);
  }

  /** Taken back by the investor; expiry and what an immediate-or-cancel order leaves do not count. */
  cancelled(investor: number, side: number, session: Session): number {
    return this.get(investor, side * PER_SIDE + session * PER_SESSION + CANCELLED);
  }

  executed(investor: number, side: number, session: Session): number {
    return this.get(investor, side * PER_SIDE + session * PER_SESSION + EXECUTED);
  }

  executedToday(investor: number, side: number): number {
    return this.get(investor, EXECUTED_TODAY + side);
  }

  /** Quantity that rests, or is about to at the end of the command. */
  open(investor: number, side: number): number {
    return this.get(investor, OPEN + side);
  }

  /** Time of the last execution on a side; −1 before the first. */
  lastFillNs(investor: number, side: number): number {
    return this.get(investor, LAST_FILL + side) - 1;
  }

  /** Account of the last execution on a side; −1 before the first. */
  lastFillAccount(investor: number, side: number): number {
    return this.get(investor, LAST_FILL_ACCOUNT + side) - 1;
  }

  /** How much of one order the investor executes, a mean in which large executions weigh more; 0 before the first. */
  executedOrderSize(investor: number): number {
    const executed = this.executedToday(investor, 0) + this.executedToday(investor, 1);
    return executed === 0 ? 0 : this.get(investor, SQUARES) / executed;
  }

  addOrder(investor: number, side: number, session: Session, quantity: number): void {
    const at = this.row(investor) * WIDTH;
    this.values[at + side * PER_SIDE + session * PER_SESSION] += quantity;
    this.values[at + OPEN + side] += quantity;
  }

  addOpen(investor: number, side: number, quantity: number): void {
    this.values[this.row(investor) * WIDTH + OPEN + side] += quantity;
  }

  addCancel(investor: number, side: number, session: Session, quantity: number): void {
    this.values[this.row(investor) * WIDTH + side * PER_SIDE + session * PER_SESSION + CANCELLED] += quantity;
  }

  /** @param before - what of the order was executed already */
  addExecution(
    investor: number,
    account: number,
    side: number,
    session: Session,
    quantity: number,
    before: number,
    timeNs: number,
  ): void {
    const { values } = this;
    const at = this.row(investor) * WIDTH;
    values[at + side * PER_SIDE + session * PER_SESSION + EXECUTED] += quantity;
    values[at + EXECUTED_TODAY + side] += quantity;
    values[at + OPEN + side] -= quantity;
    values[at + LAST_FILL + side] = timeNs + 1;
    values[at + LAST_FILL_ACCOUNT + side] = account + 1;
    values[at + SQUARES] += quantity * (2 * before + quantity);
  }

  save(): SavedActivity {
    return {
      investors: [...this.investorOf.subarray(0, this.size)],
      values: [...this.values.subarray(0, this.size * WIDTH)],
    };
  }

  restore(saved: SavedActivity): void {
    for (const investor of saved.investors) this.claim(investor);
    this.values.set(saved.values);
  }

  private get(investor: number, column: number): number {
    const row = this.rowOf[investor];
    return row < 0 ? 0 : this.values[row * WIDTH + column];
  }

  private claim(investor: number): number {
    const row = this.size++;
    if (row === this.investorOf.length) this.grow();
    this.rowOf[investor] = row;
    this.investorOf[row] = investor;
    return row;
  }

  private grow(): void {
    const investorOf = new Int32Array(this.investorOf.length * 2);
    investorOf.set(this.investorOf);
    const values = new Float64Array(this.values.length * 2);
    values.set(this.values);
    this.investorOf = investorOf;
    this.values = values;
  }
}
