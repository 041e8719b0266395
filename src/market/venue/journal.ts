import { type CancelReason, Kind, type Phase, Side, type TapeWriter, type TradeStage, UNKNOWN } from '../../tape/index.js';
import type { CallAuction } from '../auction/call-auction.js';

/** What a quantity column can hold; an indication sums over orders and is cut to it. */
const LARGEST = 2_147_483_647;

/** Writes the venue's rows onto the tape, one method a kind, with the columns that the kind has. */
export class Journal {
  constructor(private readonly tape: TapeWriter) {}

  /** The rows that follow belong to one command. */
  begin(time: number): void {
    this.tape.beginCommand(time);
  }

  phase(phase: Phase): void {
    this.row(Kind.phase, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, phase);
  }

  indication(instrument: number, auction: CallAuction, stage: TradeStage): void {
    const { price, unmatchedSide } = auction;
    const matched = Math.min(auction.matched, LARGEST);
    const unmatched = Math.min(auction.unmatched, LARGEST);
    this.row(
      Kind.indication,
      instrument,
      UNKNOWN,
      UNKNOWN,
      unmatchedSide,
      price,
      matched,
      UNKNOWN,
      UNKNOWN,
      unmatched,
      stage,
    );
  }

  accepted(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    type: number,
  ): void {
    this.row(Kind.accepted, instrument, order, account, side, price, quantity, UNKNOWN, UNKNOWN, UNKNOWN, type);
  }

  /** Whatever was asked for: what a column cannot hold is unknown to the tape. */
  rejected(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    reason: number,
  ): void {
    this.row(
      Kind.rejected,
      sayable(instrument),
      sayable(order),
      sayable(account),
      side === Side.buy || side === Side.sell ? side : UNKNOWN,
      sayable(price),
      sayable(quantity),
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
      reason,
    );
  }

  /** All of an order's open quantity is taken away. */
  cancelled(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    reason: CancelReason,
  ): void {
    this.row(Kind.cancelled, instrument, order, account, side, price, quantity, UNKNOWN, UNKNOWN, 0, reason);
  }

  trade(
    instrument: number,
    stage: TradeStage,
    side: number,
    price: number,
    quantity: number,
    order: number,
    account: number,
    otherOrder: number,
    otherAccount: number,
  ): void {
    this.row(Kind.trade, instrument, order, account, side, price, quantity, otherOrder, otherAccount, UNKNOWN, stage);
  }

  private row(
    kind: number,
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    otherOrder: number,
    otherAccount: number,
    quantity2: number,
    code: number,
  ): void {
    this.tape.append(
      kind,
      instrument,
      order,
      account,
      side,
      price,
      quantity,
      otherOrder,
      otherAccount,
      quantity2,
      code,
      0,
    );
  }
}

function sayable(value: number): number {
  return value === (value | 0) ? value : UNKNOWN;
}
