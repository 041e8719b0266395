import { Flag } from '../../src/tape/index.js';

/** A row of the tape as a plain object. */
export interface PlainRow {
  time: number;
  kind: number;
  instrument: number;
  order: number;
  account: number;
  side: number;
  price: number;
  quantity: number;
  otherOrder: number;
  otherAccount: number;
  quantity2: number;
  code: number;
  flags: number;
}

/** A list of rows. What a row does not say is −1; in a command all rows but the last say that more follow. */
export class PlainTape {
  readonly rows: PlainRow[] = [];
  private time = 0;
  private inCommand = false;

  /** The rows that follow are a new command's. */
  begin(time: number): void {
    this.time = time;
    this.inCommand = false;
  }

  row(kind: number, said: Partial<PlainRow>): void {
    if (this.inCommand) this.rows[this.rows.length - 1].flags |= Flag.continues;
    this.inCommand = true;
    const { instrument = -1, order = -1, account = -1, side = -1, price = -1, quantity = -1 } = said;
    const { otherOrder = -1, otherAccount = -1, quantity2 = -1, code = -1, flags = 0 } = said;
    const { time } = this;
    const first = { time, kind, instrument, order, account, side, price, quantity };
    this.rows.push({ ...first, otherOrder, otherAccount, quantity2, code, flags });
  }
}

/** What a column of 32 bits can hold; anything else is unknown to the tape. */
export function sayable(value: number): number {
  return Number.isInteger(value) && value >= -2_147_483_648 && value <= 2_147_483_647 ? value + 0 : -1;
}
