import { MAXIMUM_ORDERS } from '../alert.js';
import type { OrderNote } from '../state/order-notes.js';

/** What an investor has been taking back on one side, cancel upon cancel. */
export interface Withdrawal {
  /** When the first of the orders was accepted. */
  startNs: number;
  /** Time of the first cancel. */
  beganNs: number;
  /** Time of the last cancel. */
  lastNs: number;
  quantity: number;
  /** What the investor had executed that day on the orders' side, and on the other, when the first was accepted. */
  sameSideBefore: number;
  otherSideBefore: number;
  /** Distinct prices, at least: exact when levels are withdrawn in the order of their prices. */
  prices: number;
  lowest: number;
  highest: number;
  orders: number[];
  accounts: number[];
}

/**
 * Cancels of one investor on one side that follow one another within a gap are one withdrawal, as far as the orders stood
 * there together: an order that was entered after the first cancel begins another one, or quotes that are moved again and
 * again would add up to a display that never was. The objects are made at an investor's first cancel and used again.
 */
export class Withdrawals {
  private readonly table = new Map<number, Withdrawal>();

  constructor(private readonly gapNs: number) {}

  /** The last withdrawal of a suspect. */
  of(suspect: number): Withdrawal | undefined {
    return this.table.get(suspect);
  }

  /** Adds a cancel to the withdrawal at hand, or begins a new one. */
  add(
    suspect: number,
    nowNs: number,
    note: OrderNote,
    quantity: number,
    price: number,
    order: number,
    account: number,
  ): Withdrawal {
    let withdrawal = this.table.get(suspect);
    if (withdrawal === undefined) {
      withdrawal = nothingYet();
      this.table.set(suspect, withdrawal);
    }
    if (nowNs - withdrawal.lastNs > this.gapNs || note.acceptedNs >= withdrawal.beganNs)
      begin(withdrawal, nowNs, note, price);
    withdrawal.lastNs = nowNs;
    withdrawal.quantity += quantity;
    if (note.acceptedNs < withdrawal.startNs) withdrawal.startNs = note.acceptedNs;
    if (note.sameSideBefore < withdrawal.sameSideBefore) withdrawal.sameSideBefore = note.sameSideBefore;
    if (note.otherSideBefore < withdrawal.otherSideBefore) withdrawal.otherSideBefore = note.otherSideBefore;
    if (price < withdrawal.lowest || price > withdrawal.highest) withdrawal.prices++;
    if (price < withdrawal.lowest) withdrawal.lowest = price;
    if (price > withdrawal.highest) withdrawal.highest = price;
    if (withdrawal.orders.length < MAXIMUM_ORDERS) withdrawal.orders.push(order);
    if (!withdrawal.accounts.includes(account)) withdrawal.accounts.push(account);
    return withdrawal;
  }

  save(): readonly (readonly [number, Withdrawal])[] {
    return structuredClone([...this.table]);
  }

  restore(saved: readonly (readonly [number, Withdrawal])[]): void {
    for (const [suspect, withdrawal] of structuredClone(saved)) this.table.set(suspect, withdrawal);
  }
}

function nothingYet(): Withdrawal {
  const counts = { quantity: 0, sameSideBefore: 0, otherSideBefore: 0, prices: 0, lowest: 0, highest: 0 };
  return { startNs: 0, beganNs: 0, lastNs: 0, ...counts, orders: [], accounts: [] };
}

function begin(withdrawal: Withdrawal, nowNs: number, note: OrderNote, price: number): void {
  withdrawal.beganNs = nowNs;
  withdrawal.startNs = note.acceptedNs;
  withdrawal.quantity = 0;
  withdrawal.sameSideBefore = note.sameSideBefore;
  withdrawal.otherSideBefore = note.otherSideBefore;
  withdrawal.prices = 1;
  withdrawal.lowest = price;
  withdrawal.highest = price;
  withdrawal.orders.length = 0;
  withdrawal.accounts.length = 0;
}
