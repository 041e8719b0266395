import { TapeCursor, type TapeRow } from './cursor.js';
import type { AccountTable, TapeHeader } from './header.js';
import { Kind, UNKNOWN } from './kinds.js';
import type { RowSource } from './writer.js';

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
 * A cursor that shows only what a view may know. Outside the regulator's view accounts of others read −1, in the header
 * too, and refused or parked orders of others do not appear. Orders themselves stay visible: both the SZSE and NASDAQ publish
 * them one by one, without names.
 */
export class ViewCursor implements TapeRow {
  private readonly cursor: TapeCursor;
  private readonly ownAccount: (account: number) => boolean;
  readonly header;

  constructor(source: RowSource, view: View) {
    this.cursor = new TapeCursor(source);
    this.header = visibleHeader(source.header, view);
    this.ownAccount = knows(source.header, view);
  }

  next(): boolean {
    while (this.cursor.next()) if (this.visible()) return true;
    return false;
  }

  private visible(): boolean {
    const { kind, account } = this.cursor;
    if (kind !== Kind.rejected && kind !== Kind.parked) return true;
    return this.ownAccount(account);
  }

  private mask(account: number): number {
    return this.ownAccount(account) ? account : UNKNOWN;
  }

  get sequence(): number {
    return this.cursor.sequence;
  }
  get time(): number {
    return this.cursor.time;
  }
  get kind(): number {
    return this.cursor.kind;
  }
  get instrument(): number {
    return this.cursor.instrument;
  }
  get order(): number {
    return this.cursor.order;
  }
  get account(): number {
    return this.mask(this.cursor.account);
  }
  get side(): number {
    return this.cursor.side;
  }
  get price(): number {
    return this.cursor.price;
  }
  get quantity(): number {
    return this.cursor.quantity;
  }
  get otherOrder(): number {
    return this.cursor.otherOrder;
  }
  get otherAccount(): number {
    return this.mask(this.cursor.otherAccount);
  }
  get quantity2(): number {
    return this.cursor.quantity2;
  }
  get code(): number {
    return this.cursor.code;
  }
  get flags(): number {
    return this.cursor.flags;
  }
}
