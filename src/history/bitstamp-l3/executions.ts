import { SECOND } from '../../tape/index.js';
import type { BitstampEvent } from './events.js';

/** What an event took off its order by execution, in satoshi. */
export interface Execution {
  /** Place of the event. */
  readonly event: number;
  readonly volume: number;
  /** Place of the event on the other side that shows the same trade; −1 when there is none. */
  other: number;
}

/** The two sides of a trade came within 50 ms of each other in 330 of 331 cases on 2015-05-01. */
const LONGEST_APART = SECOND;

/**
 * Finds the executions. A trade is not published; it shows as a change, or a deletion with nothing left, of both orders,
 * one after the other. Two events are the same trade when they take the same volume off orders of both sides within a
 * second; the nearest such event is taken. Executions against orders that the file does not show stay single.
 * @returns executions by the place of their event
 */
export function findExecutions(events: readonly BitstampEvent[]): ReadonlyMap<number, Execution> {
  const executions = new Map<number, Execution>();
  const remaining = new Map<number, number>();
  /** Single executions of either side, oldest first. */
  let open: Execution[] = [];
  for (const [index, event] of events.entries()) {
    const before = remaining.get(event.id);
    if (event.action === 'deleted') remaining.delete(event.id);
    else remaining.set(event.id, event.volume);
    if (before === undefined || event.action === 'created') continue;
    if (event.action === 'deleted' && event.volume > 0) continue;
    const volume = before - event.volume;
    if (volume <= 0) continue;
    const execution: Execution = { event: index, volume, other: -1 };
    executions.set(index, execution);
    open = open.filter((each) => events[each.event].timeNs >= event.timeNs - LONGEST_APART);
    const partner = open.findLast((each) => each.volume === volume && events[each.event].side !== event.side);
    if (partner === undefined) open.push(execution);
    else {
      execution.other = partner.event;
      partner.other = index;
      open.splice(open.indexOf(partner), 1);
    }
  }
  return executions;
}
