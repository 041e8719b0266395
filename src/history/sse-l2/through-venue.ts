import { Venue } from '../../market/index.js';
import type { RulePack } from '../../rules/index.js';
import {
  codeNames,
  OrderType,
  RejectReason,
  type Tape,
  type TapeHeader,
  TapeWriter,
  UNKNOWN,
} from '../../tape/index.js';
import type { MappedRows } from '../replay-result.js';
import { rulesWhereLimitsAreKnown } from '../unknown-limits.js';
import { type Incoming, LIMIT_RULE } from './incoming-orders.js';
import type { SseDay } from './read-day.js';
import { STAMP_RULE, sessionTimes } from './session.js';

/** What the venue made of the orders and cancels of a day. */
export interface Through {
  readonly tape: Tape;
  /** The exchange's number of an order by the venue's. */
  readonly numbers: readonly number[];
  /** What the venue still had of every order that was cancelled, by the place of the cancel among the records. */
  readonly cancelled: ReadonlyMap<number, number>;
  readonly mapped: readonly MappedRows[];
}

/** Puts what came to the exchange through the venue; what the exchange answered plays no further part. */
export function putThroughVenue(
  { ticks, snapshots }: SseDay,
  incoming: readonly Incoming[],
  rules: RulePack,
  header: TapeHeader,
): Through {
  const writer = new TapeWriter(header);
  const { instruments, accounts } = header;
  const venue = new Venue({
    rules: rulesWhereLimitsAreKnown(rules, instruments[0]),
    instruments,
    accounts,
    tape: writer,
    settlement: 'none',
    validation: 'report',
  });
  const times = sessionTimes(ticks, rules);
  const own = new Map<number, number>();
  const numbers: number[] = [];
  const cancelled = new Map<number, number>();
  const rows = { moved: 0, assumed: 0, refused: 0, unknown: 0 };
  for (const each of incoming) {
    const { tick } = each;
    if (times[tick] !== ticks[tick].timeNs) rows.moved++;
    venue.advanceTo(times[tick]);
    if (each.kind === 'cancel') {
      const order = own.get(each.cancel.order);
      if (order === undefined) rows.unknown++;
      else {
        cancelled.set(tick, venue.remaining(order));
        venue.cancel(UNKNOWN, order);
      }
      continue;
    }
    if (!each.rested) rows.assumed++;
    const order = venue.submit(0, UNKNOWN, each.side, OrderType.limit, each.price, each.quantity);
    if (order < 0) rows.refused++;
    else {
      own.set(each.order, order);
      numbers[order] = each.order;
    }
  }
  const end = Math.max(ticks[ticks.length - 1].timeNs, ...snapshots.slice(-1).map(({ timeNs }) => timeNs));
  venue.advanceTo(Math.max(venue.now, end));
  const reasons = codeNames(RejectReason);
  const mapped = [
    { rule: LIMIT_RULE, rows: rows.assumed },
    { rule: STAMP_RULE, rows: rows.moved },
    { rule: 'a cancel of an order that the logs do not show: left out', rows: rows.unknown },
    ...Array.from(venue.breaches, (count, reason) => ({
      rule: `accepted although the rules of the day forbid it (${reasons[reason]})`,
      rows: count,
    })),
    { rule: 'refused by the venue', rows: rows.refused },
  ];
  return { tape: writer.finish(), numbers, cancelled, mapped: mapped.filter(({ rows: count }) => count > 0) };
}
