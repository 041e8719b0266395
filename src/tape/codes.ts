/**
 * What the `code` column says, by kind. The values are part of the canonical bytes: append, never renumber.
 * The names are also the words used in Parquet files, messages and scenario files.
 */

/** Order types; `code` of `accepted`, `parked`, `released`, `replaced` and `seed` rows. */
export const OrderType = {
  limit: 0,
  /** Sweeps the opposite side; what is left is cancelled (SZSE 即时成交剩余撤销). */
  marketIoc: 1,
  /** Takes the best opposite price as its limit; what is left rests there (对手方最优价格). */
  counterpartyBest: 2,
  /** Rests at the best price of its own side (本方最优价格). */
  ownBest: 3,
  /** Executes on the five best opposite levels; what is left is cancelled (最优五档即时成交剩余撤销). */
  best5Ioc: 4,
  /** Executes wholly at once, or not at all (全额成交或撤销). */
  fillOrKill: 5,
  /** SSE: executes on the five best opposite levels; what is left becomes a limit order (最优五档即时成交剩余转限价). */
  best5ThenLimit: 6,
  /** A limit order that is refused if it would execute at once. */
  postOnly: 7,
  /** A limit order that shows a part of itself; the reserve follows when what is shown has been executed. */
  iceberg: 8,
  /** Trades at the day's closing price after hours, if its limit allows (盘后定价交易). */
  fixedPrice: 9,
} as const;
export type OrderType = (typeof OrderType)[keyof typeof OrderType];

/** Why quantity left the book; `code` of `cancelled` rows. */
export const CancelReason = {
  /** The account asked for it. */
  user: 0,
  /** What an immediate-or-cancel order could not execute. */
  iocRest: 1,
  /** It would have traded with an order of the same account. */
  selfTrade: 2,
  /** End of the trading day. */
  expiry: 3,
  /** Removed by the venue around a call auction. */
  auction: 4,
  /** A market order found the side empty whose best price it takes. */
  emptySide: 5,
  /** A fill-or-kill order could not be executed wholly. */
  fillOrKill: 6,
  /** The price at which it would rest lies beyond its protection price. */
  protectionPrice: 7,
  /** A new limit-up–limit-down band leaves its price outside. */
  priceBand: 8,
  /** After hours: its limit is worse than the closing price. */
  fixedPrice: 9,
} as const;
export type CancelReason = (typeof CancelReason)[keyof typeof CancelReason];

/** Why a request was refused; `code` of `rejected` rows. */
export const RejectReason = {
  marketClosed: 0,
  /** The order type is not accepted in this phase. */
  orderTypeInPhase: 1,
  /** Cancels are not accepted in this phase (09:20–09:25, 14:57–15:00). */
  cancelInPhase: 2,
  /** Outside the limits of the day, or of the opening call on a day without limits. */
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
  /** The venue has no such order type. */
  orderType: 14,
  /** Market orders are taken only for securities with a price limit. */
  marketOrderWithoutLimit: 15,
  /** A post-only order would execute at once. */
  wouldExecute: 16,
  /** The displayed quantity of an iceberg is not between 1 and its quantity. */
  displayQuantity: 17,
  /** The venue offers no replacements, or no partial cancels. */
  notOffered: 18,
  /** More of a risk-warning stock than an investor may buy in a day. */
  dailyMaximum: 19,
  /** The queue in front of the venue is full. */
  throughput: 20,
  /** A market order needs a protection price here and names none. */
  protectionPrice: 21,
  /** Outside the limit-up–limit-down band. */
  priceBand: 22,
  /** After hours: the limit is worse than the closing price. */
  fixedPrice: 23,
} as const;
export type RejectReason = (typeof RejectReason)[keyof typeof RejectReason];

/** Phases of a venue's day, or of one instrument; `code` of `phase` rows. */
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
  /** One instrument is halted: orders and cancels are accepted, a call auction resumes trading. */
  haltCall: 7,
  /** Orders at the closing price are taken, not matched (15:00–15:05). */
  afterHoursQuiet: 8,
  /** Trading at the closing price (15:05–15:30). */
  afterHours: 9,
} as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Where a trade was made; `code` of `trade` and `indication` rows. */
export const TradeStage = { continuous: 0, openCall: 1, intradayCall: 2, closeCall: 3, afterHours: 4 } as const;
export type TradeStage = (typeof TradeStage)[keyof typeof TradeStage];

/** Why trading in an instrument stopped; `code` of `halt` rows. */
export const HaltReason = {
  /** Not known. */
  other: 0,
  /** On a day without limits the price moved 30 % or 60 % from the open. */
  volatility: 1,
  /** Limit up–limit down: a limit state lasted its time. */
  limitState: 2,
} as const;
export type HaltReason = (typeof HaltReason)[keyof typeof HaltReason];

/** Names of a code table by value. */
export function codeNames(table: Readonly<Record<string, number>>): readonly string[] {
  const names: string[] = [];
  for (const [name, value] of Object.entries(table)) names[value] = name;
  return names;
}
