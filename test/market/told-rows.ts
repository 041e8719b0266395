import {
  CancelReason,
  codeNames,
  Flag,
  formatTimeOfDay,
  HaltReason,
  OrderType,
  Phase,
  RejectReason,
  type TapeWriter,
  TradeStage,
} from '../../src/tape/index.js';
import { type ReadRow, rowsOf } from './venue-fixture.js';

const types = codeNames(OrderType);
const cancelReasons = codeNames(CancelReason);
const rejectReasons = codeNames(RejectReason);
const haltReasons = codeNames(HaltReason);
const phases = codeNames(Phase);
const stages = codeNames(TradeStage);

/**
 * The rows of a tape as somebody would tell them, one line each. A row that the next one continues ends in ` +`, one
 * that is hidden begins with `(hidden)`.
 */
export function told(tape: TapeWriter, from = 0, without: readonly string[] = []): string[] {
  return rowsOf(tape, from, without).map(tell);
}

/** The same with the time in front of every line. */
export function toldByTime(tape: TapeWriter, from = 0, without: readonly string[] = []): string[] {
  return rowsOf(tape, from, without).map((row) => `${formatTimeOfDay(row.time)} ${tell(row)}`);
}

function tell(row: ReadRow): string {
  const hidden = (row.flags & Flag.hidden) !== 0 ? '(hidden) ' : '';
  const continues = (row.flags & Flag.continues) !== 0 ? ' +' : '';
  return `${hidden}${words(row)}${continues}`;
}

function words(row: ReadRow): string {
  const { kind, order, quantity, quantity2, otherOrder, price, code } = row;
  const side = row.side === 0 ? 'buy ' : row.side === 1 ? 'sell ' : '';
  const amount = price < 0 ? `${quantity}` : `${quantity}@${price}`;
  const more = quantity2 < 0 ? '' : `, ${quantity2}`;
  switch (kind) {
    case 'accepted':
      return `accepted #${order} ${side}${amount} ${types[code]}${more === '' ? '' : `${more} shown`}`;
    case 'rejected':
      return `rejected${order < 0 ? '' : ` #${order}`} ${rejectReasons[code]}`;
    case 'cancelled':
      return `cancelled #${order} ${side}${amount}${more} left, ${cancelReasons[code]}`;
    case 'replaced':
      return `replaced #${otherOrder} of ${quantity2} by #${order} ${side}${amount} ${types[code]}`;
    case 'trade': {
      const stage = code === TradeStage.continuous ? '' : ` ${stages[code]}`;
      return row.side < 0
        ? `buy #${order}, sell #${otherOrder} ${amount}${stage}`
        : `#${order} takes ${amount} of #${otherOrder}${stage}`;
    }
    case 'phase':
      return `phase ${phases[code]}${row.instrument < 0 ? '' : ` of ${row.instrument}`}`;
    case 'indication':
      return `indication ${amount}, ${side}${quantity2} left, ${stages[code]}`;
    case 'halt':
      return `halt of ${row.instrument} at ${price} for ${quantity} s, ${haltReasons[code]}`;
    case 'parked':
      return `parked #${order} ${side}${amount}`;
    case 'released':
      return `released #${order} ${side}${amount} ${types[code]}${more === '' ? '' : `${more} hidden`}`;
    default:
      return kind;
  }
}
