import { Kind, type TapeHeader, type TapeRow, UNKNOWN, type View } from '../tape/index.js';

/** A row as a view shows it, over whatever row it is set to: the same masks as the tape's own view cursor. */
export class MaskedRow implements TapeRow {
  private row!: TapeRow;
  private readonly brokers: ReadonlySet<number>;

  /** @param header - as the view may know it */
  constructor(
    view: View,
    readonly header: TapeHeader,
  ) {
    this.brokers = new Set(view.kind === 'member' ? view.brokers : []);
  }

  /** Looks at a row; false when the view does not show it at all. */
  show(row: TapeRow): boolean {
    this.row = row;
    return (row.kind !== Kind.rejected && row.kind !== Kind.parked) || this.mask(row.account) !== UNKNOWN;
  }

  private mask(account: number): number {
    return account >= 0 && this.brokers.has(this.header.accounts.broker[account]) ? account : UNKNOWN;
  }

  get sequence(): number {
    return this.row.sequence;
  }
  get time(): number {
    return this.row.time;
  }
  get kind(): number {
    return this.row.kind;
  }
  get instrument(): number {
    return this.row.instrument;
  }
  get order(): number {
    return this.row.order;
  }
  get account(): number {
    return this.mask(this.row.account);
  }
  get side(): number {
    return this.row.side;
  }
  get price(): number {
    return this.row.price;
  }
  get quantity(): number {
    return this.row.quantity;
  }
  get otherOrder(): number {
    return this.row.otherOrder;
  }
  get otherAccount(): number {
    return this.mask(this.row.otherAccount);
  }
  get quantity2(): number {
    return this.row.quantity2;
  }
  get code(): number {
    return this.row.code;
  }
  get flags(): number {
    return this.row.flags;
  }
}
