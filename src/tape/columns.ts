import type { Kind } from './kinds.js';

/**
 * The columns of a tape in canonical order: name in files, storage, unit. Names carry their unit.
 * The row's position in the tape is its sequence number and is not stored.
 */
export const columns = [
  { name: 'time', file: 'time_ns', storage: 'float64', unit: "ns since the venue's local midnight, integer-valued" },
  { name: 'kind', file: 'kind', storage: 'uint8', unit: 'see Kind' },
  { name: 'instrument', file: 'instrument', storage: 'int32', unit: "index into the header's instruments" },
  { name: 'order', file: 'order_id', storage: 'int32', unit: 'per-day sequence number' },
  { name: 'account', file: 'account', storage: 'int32', unit: "index into the header's accounts" },
  { name: 'side', file: 'side', storage: 'int8', unit: '0 buy, 1 sell' },
  { name: 'price', file: 'price_ticks', storage: 'int32', unit: 'ticks' },
  { name: 'quantity', file: 'quantity', storage: 'int32', unit: "the instrument's quantity unit" },
  { name: 'otherOrder', file: 'other_order_id', storage: 'int32', unit: 'per-day sequence number' },
  { name: 'otherAccount', file: 'other_account', storage: 'int32', unit: "index into the header's accounts" },
  { name: 'quantity2', file: 'quantity2', storage: 'int32', unit: "the instrument's quantity unit" },
  { name: 'code', file: 'code', storage: 'int16', unit: 'by kind, see codes' },
  { name: 'flags', file: 'flags', storage: 'uint8', unit: 'bits, see Flag' },
] as const;

export type ColumnName = (typeof columns)[number]['name'];

const order = { order: 'the order', account: 'its account', side: "the order's side" } as const;

/**
 * What a column means for each kind; a column that is not named holds −1 (0 in `flags`).
 * `time`, `kind`, `instrument` and `flags` mean the same everywhere (`instrument` is −1 where a row concerns the venue).
 */
export const meaning: Readonly<Record<keyof typeof Kind, Partial<Record<ColumnName, string>>>> = {
  accepted: {
    ...order,
    price: 'limit price, also one taken from the book (own or counterparty best); −1 for an order without one',
    quantity: 'quantity submitted; its executions follow as trades',
    quantity2: 'displayed quantity of an iceberg',
    code: 'OrderType',
  },
  rejected: {
    ...order,
    order:
      '−1 for an order refused on arrival; its number when it had waited; the order that a refused cancel or replacement named',
    price: 'price asked for',
    quantity: 'quantity asked for; −1 for a cancel',
    code: 'RejectReason',
  },
  cancelled: {
    ...order,
    price: 'limit price; −1 for an order without one',
    quantity: 'quantity taken away',
    quantity2: 'quantity that still rests',
    code: 'CancelReason',
  },
  replaced: {
    ...order,
    price: 'new limit price',
    quantity: 'new quantity',
    otherOrder: 'the order it replaces',
    quantity2: 'quantity that the old order still had',
    code: 'OrderType',
  },
  trade: {
    order: 'incoming order; in a call auction, and among orders that waited for after-hours trading, the buy order',
    account: 'its account',
    side: "the incoming order's side; −1 where `order` is the buy order",
    price: 'price of the trade',
    quantity: 'quantity traded',
    otherOrder: 'resting order; in a call auction the sell order',
    otherAccount: 'its account',
    code: 'TradeStage',
  },
  phase: { code: 'Phase; of the whole venue where instrument is −1, of one instrument otherwise' },
  indication: {
    side: 'side of the unmatched quantity; −1 when there is none',
    price: 'virtual reference price; −1 when nothing would trade',
    quantity: 'virtual matched quantity',
    quantity2: 'virtual unmatched quantity at that price',
    code: 'TradeStage',
  },
  halt: { price: 'price that caused it; −1 unknown', quantity: 'planned seconds; −1 unknown', code: 'HaltReason' },
  parked: { ...order, price: 'limit price', quantity: 'quantity put aside', code: 'OrderType' },
  released: {
    ...order,
    price: 'price at which it may rest',
    quantity:
      'quantity that enters the book behind what stands there: as the first row of a command it may execute, and trades follow',
    quantity2: 'reserve that an iceberg still has',
    code: 'OrderType',
  },
  unseen: { side: "the aggressor's side", price: 'price of the trade', quantity: 'quantity traded' },
  seed: { ...order, price: 'limit price', quantity: 'quantity that rests', code: 'OrderType' },
  restate: { side: 'side of the level', price: 'price of the level', quantity: 'quantity of the level from now on' },
  news: {
    side: 'the side it favours: 0 good news, 1 bad news; −1 not said',
    quantity: 'its severity: the move it is worth, in 1/10,000 of the price; −1 not said',
    code: 'announcement number',
  },
};
