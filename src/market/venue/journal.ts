import { Flag, Kind, type Phase, Side, type TapeWriter, type TradeStage, UNKNOWN } from '../../tape/index.js';
import type { CallAuction } from '../auction/call-auction.js';
import type { Clock } from './clock.js';

/** What a quantity column can hold; an indication sums over orders and is cut to it. */
const LARGEST = 2_147_483_647;

/**
 * Writes the venue's rows onto the tape, one method a kind, with the columns that the kind has. All rows between two
 * {@link begin} belong to one command.
 */
export class Journal {
  constructor(
    private readonly tape: TapeWriter,
    private readonly clock: Clock,
  ) {}

  /** A new command, at the time it is. */
  begin(): void {
    this.tape.beginCommand(this.clock.now);
  }

  /** @param instrument - −1 for the whole venue */
  phase(instrument: number, phase: Phase): void {
    this.tape.append(Kind.phase, instrument, -1, -1, -1, -1, -1, -1, -1, -1, phase, 0);
  }

  halt(instrument: number, price: number, seconds: number, reason: number): void {
    this.tape.append(Kind.halt, instrument, -1, -1, -1, price, seconds, -1, -1, -1, reason, 0);
  }

  indication(instrument: number, { price, unmatchedSide, matched, unmatched }: CallAuction, stage: TradeStage): void {
    const [shown, left] = [Math.min(matched, LARGEST), Math.min(unmatched, LARGEST)];
    this.tape.append(Kind.indication, instrument, -1, -1, unmatchedSide, price, shown, -1, -1, left, stage, 0);
  }

  news(instrument: number, number: number, side: number, severity: number): void {
    this.tape.append(Kind.news, instrument, -1, -1, side, -1, severity, -1, -1, -1, number, 0);
  }

  /** @param display - of an iceberg, otherwise −1 */
  accepted(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    display: number,
    type: number,
    flags = 0,
  ): void {
    this.tape.append(Kind.accepted, instrument, order, account, side, price, quantity, -1, -1, display, type, flags);
  }

  replaced(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    old: number,
    oldQuantity: number,
    type: number,
  ): void {
    this.tape.append(Kind.replaced, instrument, order, account, side, price, quantity, old, -1, oldQuantity, type, 0);
  }

  parked(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    type: number,
  ): void {
    const flags = Flag.hidden;
    this.tape.append(Kind.parked, instrument, order, account, side, price, quantity, -1, -1, -1, type, flags);
  }

  /** @param reserve - what an iceberg still hides, otherwise −1 */
  released(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    reserve: number,
    type: number,
  ): void {
    this.tape.append(Kind.released, instrument, order, account, side, price, quantity, -1, -1, reserve, type, 0);
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
    this.tape.append(
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
      0,
    );
  }

  /** @param rests - what of the order still rests, reserve included */
  cancelled(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    rests: number,
    reason: number,
  ): void {
    this.tape.append(Kind.cancelled, instrument, order, account, side, price, quantity, -1, -1, rests, reason, 0);
  }

  /** Reserve of an iceberg, or a parked order, is taken away: nobody sees it who may not know. */
  cancelledHidden(
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    rests: number,
    reason: number,
  ): void {
    const flags = Flag.hidden;
    this.tape.append(Kind.cancelled, instrument, order, account, side, price, quantity, -1, -1, rests, reason, flags);
  }

  /** Quantity of an order is taken away that may be an iceberg: of its reserve first, then of what it shows. */
  cancelledIceberg(
    index: number,
    order: number,
    account: number,
    side: number,
    price: number,
    shown: number,
    reserve: number,
    taken: number,
    reason: number,
  ): void {
    const hidden = Math.min(taken, reserve);
    const rests = shown + reserve - hidden;
    if (hidden > 0) this.cancelledHidden(index, order, account, side, price, hidden, rests, reason);
    if (taken > hidden)
      this.cancelled(index, order, account, side, price, taken - hidden, rests - taken + hidden, reason);
  }

  trade(
    instrument: number,
    stage: TradeStage,
    side: number,
    price: number,
    quantity: number,
    order: number,
    account: number,
    other: number,
    otherAccount: number,
  ): void {
    this.tape.append(
      Kind.trade,
      instrument,
      order,
      account,
      side,
      price,
      quantity,
      other,
      otherAccount,
      UNKNOWN,
      stage,
      0,
    );
  }
}

function sayable(value: number): number {
  return value === (value | 0) ? value : UNKNOWN;
}
