import { CancelReason, OrderType } from './codes.js';
import type { TapeRow } from './cursor.js';
import type { AccountTable, TapeHeader } from './header.js';
import { Flag, Kind, UNKNOWN } from './kinds.js';

/** Who reads the tape: the regulator all of it, a member its own clients, everybody what the venue publishes. */
export type View =
  | { readonly kind: 'regulator' }
  | { readonly kind: 'member'; readonly brokers: readonly number[] }
  | { readonly kind: 'public' };

/** Whether a view knows an account. */
function knows(header: TapeHeader, view: View): (account: number) => boolean {
  if (view.kind === 'regulator') return () => true;
  if (view.kind === 'public') return () => false;
  const brokers = new Set(view.brokers);
  const { broker } = header.accounts;
  return (account) => account >= 0 && brokers.has(broker[account]);
}

/** The header as a view may know it: owners, brokers, cash and holdings of other accounts read −1. */
export function visibleHeader(header: TapeHeader, view: View): TapeHeader {
  if (view.kind === 'regulator') return header;
  const known = knows(header, view);
  const { count, owner, broker, cash, holdings } = header.accounts;
  const listed = count === 0 ? 0 : holdings.length / count;
  const accounts: AccountTable = {
    count,
    owner: owner.map((value, account) => (known(account) ? value : UNKNOWN)),
    broker: broker.map((value, account) => (known(account) ? value : UNKNOWN)),
    cash: cash.map((value, account) => (known(account) ? value : UNKNOWN)),
    holdings: holdings.map((value, at) => (known(Math.floor(at / listed)) ? value : UNKNOWN)),
  };
  return { ...header, accounts };
}

/**
 * A row as a view shows it, over whatever row it is set to. Outside the regulator's view accounts of others read −1, in
 * the header too, and refused, parked and hidden orders of others do not appear: an iceberg looks like limit orders of
 * what it shows. Orders themselves stay visible: both the SZSE and NASDAQ publish them one by one, without names.
 */
export class MaskedRow implements TapeRow {
  /** As the view may know it. */
  readonly header: TapeHeader;
  protected row!: TapeRow;
  private readonly known: (account: number) => boolean;

  constructor(header: TapeHeader, view: View) {
    this.header = visibleHeader(header, view);
    this.known = knows(header, view);
  }

  /** Looks at a row; false when the view does not show it at all. */
  show(row: TapeRow): boolean {
    this.row = row;
    const { kind, flags } = row;
    const open = kind !== Kind.rejected && kind !== Kind.parked && (flags & Flag.hidden) === 0;
    return open || this.known(row.account);
  }

  /** Whether the row is one of an iceberg whose reserve the view may not know. */
  private get isMaskedIceberg(): boolean {
    const { kind, code, account } = this.row;
    const typed = kind === Kind.accepted || kind === Kind.released;
    return typed && code === OrderType.iceberg && !this.known(account);
  }

  /**
   * Whether the row says what an order still has that met one of its own account. It may be an iceberg, whose reserve
   * counts; of all other cancels what is left shows in the book.
   */
  private get isMaskedMeeting(): boolean {
    const { kind, code, account } = this.row;
    return kind === Kind.cancelled && code === CancelReason.selfTrade && !this.known(account);
  }

  private mask(account: number): number {
    return this.known(account) ? account : UNKNOWN;
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
    return this.row.kind === Kind.accepted && this.isMaskedIceberg ? UNKNOWN : this.row.quantity;
  }
  get otherOrder(): number {
    return this.row.otherOrder;
  }
  get otherAccount(): number {
    return this.mask(this.row.otherAccount);
  }
  get quantity2(): number {
    return this.isMaskedIceberg || this.isMaskedMeeting ? UNKNOWN : this.row.quantity2;
  }
  get code(): number {
    return this.isMaskedIceberg ? OrderType.limit : this.row.code;
  }
  get flags(): number {
    return this.row.flags;
  }
}
