import { Side } from '../../tape/index.js';
import type { SseRecord } from './record.js';

interface Tick {
  readonly file: string;
  readonly line: number;
  /** `BizIndex`: the order of events of the stock. */
  readonly index: number;
  /** As published, of 10 ms. */
  readonly timeNs: number;
  /** Ticks. */
  readonly price: number;
  readonly quantity: number;
}

/** A new order, or what an order that traded on arrival left over. */
export interface SseOrder extends Tick {
  readonly kind: 'order';
  readonly side: Side;
  readonly order: number;
}

/** An order was cancelled; the quantity is what rested of it. */
export interface SseCancel extends Tick {
  readonly kind: 'cancel';
  readonly order: number;
}

export interface SseTrade extends Tick {
  readonly kind: 'trade';
  /** −1 in a call auction. */
  readonly aggressor: Side;
  readonly buyOrder: number;
  readonly sellOrder: number;
}

export type SseTick = SseOrder | SseCancel | SseTrade;

const ORDER_TYPES: Readonly<Record<string, 'order' | 'cancel'>> = { '65': 'order', '68': 'cancel' };
const SIDES: Readonly<Record<string, Side>> = { '66': Side.buy, '83': Side.sell };
const EXECUTIONS: Readonly<Record<string, Side>> = { ...SIDES, '78': Side.none };

/** An order record, MsgType 192: OrdType `A` adds an order, `D` cancels what rests of it. */
export function orderTick(record: SseRecord): SseOrder | SseCancel {
  const kind = ORDER_TYPES[record.text('OrdType')];
  if (kind === undefined) record.fail('OrdType', '65 (A, a new order) or 68 (D, a cancel)');
  const side = SIDES[record.text('Side')];
  if (side === undefined) record.fail('Side', '66 (B) or 83 (S)');
  const order = record.integer('OrderNo', 1, Number.MAX_SAFE_INTEGER);
  const tick = { ...tickOf(record, 'OrderQty'), price: record.price('Price') };
  return kind === 'order' ? { kind, ...tick, side, order } : { kind, ...tick, order };
}

/** A trade record, MsgType 191: ExecType `B` and `S` name the aggressor, `N` is a call auction. */
export function tradeTick(record: SseRecord): SseTrade {
  const aggressor = EXECUTIONS[record.text('ExecType')];
  if (aggressor === undefined) record.fail('ExecType', '66 (B), 83 (S) or 78 (N)');
  return {
    kind: 'trade',
    ...tickOf(record, 'LastQty'),
    price: record.price('LastPx', 1),
    aggressor,
    buyOrder: record.integer('BidApplSeqNum', 1, Number.MAX_SAFE_INTEGER),
    sellOrder: record.integer('OfferApplSeqNum', 1, Number.MAX_SAFE_INTEGER),
  };
}

function tickOf(record: SseRecord, quantity: string): Omit<Tick, 'price'> {
  return {
    file: record.file,
    line: record.line,
    index: record.integer('BizIndex', 0, Number.MAX_SAFE_INTEGER),
    timeNs: record.time('TransactTime', 2),
    quantity: record.shares(quantity, 1),
  };
}
