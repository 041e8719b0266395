/**
 * What the `code` column says, by kind. The values are part of the canonical bytes: append, never renumber.
 * The names are also the words used in Parquet files, messages and scenario files.
 */

/** Order types; `code` of `accepted`, `parked`, `released`, `replaced` and `seed` rows. */
export const OrderType = {
  limit: 0,
  /** Sweeps the opposite side; what is left is cancelled (SZSE "immediate or cancel"). */
  marketIoc: 1,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** Why quantity left the book; `code` of `cancelled` rows. */
export const CancelReason = {
  /** The account asked for it. */
  user: 0,
  /** What an immediate-or-cancel order could not execute. */
  iocRest: 1,
  selfTrade: 2,
  /** End of the trading day. */
  expiry: 3,
  /** Removed by the venue around a call auction. */
  auction: 4,
} as const;
export type CancelReason = (typeof CancelReason)[keyof typeof CancelReason];

/** Why a request was refused; `code` of `rejected` rows. */
export const RejectReason = {
  marketClosed: 0,
  /** The order type is not accepted in this phase. */
  orderTypeInPhase: 1,
  /** Cancels are not accepted in this phase (09:20–09:25, 14:57–15:00). */
  cancelInPhase: 2,
  priceLimit: 3,
  priceCage: 4,
  lot: 5,
  maximumQuantity: 6,
  quantity: 7,
  price: 8,
  insufficientCash: 9,
  insufficientHoldings: 10,
  unknownOrder: 11,
  unknownInstrument: 12,
  unknownAccount: 13,
} as const;
export type RejectReason = (typeof RejectReason)[keyof typeof RejectReason];

/** Phases of a venue's day; `code` of `phase` rows. */
export const Phase = {
  closed: 0,
  /** Opening call, orders and cancels accepted (09:15–09:20). */
  openCallCancelable: 1,
  /** Opening call, cancels refused (09:20–09:25). */
  openCallLocked: 2,
  /** After the opening cross: requests wait for continuous trading (09:25–09:30). */
  preOpenGap: 3,
  continuous: 4,
  lunch: 5,
  /** Closing call, cancels refused (14:57–15:00). */
  closeCall: 6,
} as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Where a trade was made; `code` of `trade` and `indication` rows. */
export const TradeStage = { continuous: 0, openCall: 1, intradayCall: 2, closeCall: 3 } as const;
export type TradeStage = (typeof TradeStage)[keyof typeof TradeStage];

/** Names of a code table by value. */
export function codeNames(table: Readonly<Record<string, number>>): readonly string[] {
  const names: string[] = [];
  for (const [name, value] of Object.entries(table)) names[value] = name;
  return names;
}
