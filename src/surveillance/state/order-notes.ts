/** What is remembered of an order since it was accepted. */
export interface OrderNote {
  /** Ns since midnight; −1 when the order is not known. */
  acceptedNs: number;
  /** Quantity submitted. */
  submitted: number;
  executed: number;
  /** Ticks between the best price of its side and its own when its command had ended. */
  distance: number;
  /** What its investor had executed that day on the order's side when it was accepted. */
  sameSideBefore: number;
  /** The same for the other side. */
  otherSideBefore: number;
}

export function emptyNote(): OrderNote {
  return { acceptedNs: -1, submitted: 0, executed: 0, distance: 0, sameSideBefore: 0, otherSideBefore: 0 };
}

const REALS = 3;
const INTEGERS = 3;

/** Notes on the orders that rest, by their slot in the book: as much memory as the book has, whatever the day brings. */
export class OrderNotes {
  private reals = new Float64Array(1024 * REALS);
  private integers = new Int32Array(1024 * INTEGERS);

  write(slot: number, note: OrderNote): void {
    const index = slot >> 2;
    if ((index + 1) * REALS > this.reals.length) this.grow(index);
    const real = index * REALS;
    this.reals[real] = note.acceptedNs;
    this.reals[real + 1] = note.sameSideBefore;
    this.reals[real + 2] = note.otherSideBefore;
    const integer = index * INTEGERS;
    this.integers[integer] = note.submitted;
    this.integers[integer + 1] = note.executed;
    this.integers[integer + 2] = note.distance;
  }

  read(slot: number, note: OrderNote): void {
    const real = (slot >> 2) * REALS;
    note.acceptedNs = this.reals[real];
    note.sameSideBefore = this.reals[real + 1];
    note.otherSideBefore = this.reals[real + 2];
    const integer = (slot >> 2) * INTEGERS;
    note.submitted = this.integers[integer];
    note.executed = this.integers[integer + 1];
    note.distance = this.integers[integer + 2];
  }

  /** Adds an execution and returns what was executed before it. */
  execute(slot: number, quantity: number): number {
    const at = (slot >> 2) * INTEGERS + 1;
    const before = this.integers[at];
    this.integers[at] = before + quantity;
    return before;
  }

  private grow(index: number): void {
    const room = Math.max(index + 1, (this.reals.length / REALS) * 2);
    const reals = new Float64Array(room * REALS);
    reals.set(this.reals);
    const integers = new Int32Array(room * INTEGERS);
    integers.set(this.integers);
    this.reals = reals;
    this.integers = integers;
  }
}
