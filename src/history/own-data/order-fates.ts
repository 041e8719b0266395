import { CancelReason, Kind, type RowSource, TapeCursor } from '../../tape/index.js';

/** What became of the orders of a tape, by their numbers, while it is written. */
export class OrderFates {
  readonly left: number[] = [];
  readonly executed: number[] = [];
  /** Without what expired. */
  readonly cancelled: number[] = [];
  private readonly cursor: TapeCursor;

  constructor(tape: RowSource) {
    this.cursor = new TapeCursor(tape);
  }

  /** An order has its number; what it then does stands on the tape. */
  entered(order: number, quantity: number): void {
    this.left[order] = quantity;
    this.executed[order] = 0;
    this.cancelled[order] = 0;
  }

  /** Takes the rows that are new. */
  read(): void {
    const { cursor } = this;
    while (cursor.next()) {
      const { kind, order, otherOrder, quantity } = cursor;
      if (kind === Kind.trade) {
        this.execute(order, quantity);
        this.execute(otherOrder, quantity);
      } else if (kind === Kind.cancelled) {
        this.left[order] -= quantity;
        if (cursor.code !== CancelReason.expiry) this.cancelled[order] += quantity;
      } else if (kind === Kind.rejected && order >= 0 && cursor.quantity > 0) this.left[order] = 0;
    }
  }

  private execute(order: number, quantity: number): void {
    this.left[order] -= quantity;
    this.executed[order] += quantity;
  }
}
