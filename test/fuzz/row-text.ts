import {
  CancelReason,
  codeNames,
  Flag,
  HaltReason,
  Kind,
  kindNames,
  OrderType,
  Phase,
  RejectReason,
  TradeStage,
} from '../../src/tape/index.js';
import type { PlainRow } from '../oracle/plain-tape.js';

/** What `code` says, by kind. */
const codes: Readonly<Record<number, readonly string[]>> = {
  [Kind.accepted]: codeNames(OrderType),
  [Kind.rejected]: codeNames(RejectReason),
  [Kind.cancelled]: codeNames(CancelReason),
  [Kind.replaced]: codeNames(OrderType),
  [Kind.trade]: codeNames(TradeStage),
  [Kind.phase]: codeNames(Phase),
  [Kind.indication]: codeNames(TradeStage),
  [Kind.halt]: codeNames(HaltReason),
  [Kind.parked]: codeNames(OrderType),
  [Kind.released]: codeNames(OrderType),
};

/** A row for people: what it does not say is left out. */
export function rowText(row: Readonly<PlainRow>): string {
  const { time, kind, instrument, order, account, side, price, quantity, otherOrder, otherAccount, quantity2 } = row;
  const said = { instrument, order, account, side, price, quantity, otherOrder, otherAccount, quantity2 };
  const words = Object.entries(said).flatMap(([name, value]) => (value === -1 ? [] : [`${name} ${value}`]));
  const flags = [row.flags & Flag.hidden ? 'hidden' : '', row.flags & Flag.continues ? '…' : ''].filter(Boolean);
  const code = codes[kind]?.[row.code] ?? row.code;
  return [time, kindNames[kind], `(${code})`, ...words, ...flags].join(' ');
}
