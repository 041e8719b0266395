import type { RulePack } from '../../rules/index.js';
import { HOUR, MINUTE, Phase } from '../../tape/index.js';
import type { SseTick } from './tick-record.js';

/** The text is printed with how many records it met. */
export const STAMP_RULE =
  'stamped outside the phase in which the exchange worked on it: taken at the nearest moment of that phase';

/** Trades of a call are stamped within seconds of its end; others are those of a halted stock's call. */
const LONGEST_CROSS = MINUTE;
const NOON = 12 * HOUR;

interface Span {
  readonly phase: Phase;
  readonly startNs: number;
  readonly endNs: number;
  readonly cancels: boolean;
  readonly call: boolean;
}

/**
 * When the venue takes each record. A stamp is of 10 ms, given when the exchange had worked on the record, so that the
 * records around the beginning or end of a phase may be stamped on its other side; but what they are says where they
 * belong: trades with an aggressor to continuous trading, trades without one to the end of a call, cancels to a phase
 * that takes them, and records before one of a phase not behind that phase. Each takes the time of its stamp, or the
 * nearest one within its phase. Trades are not commands; their times only bind the records around them.
 */
export function sessionTimes(ticks: readonly SseTick[], rules: RulePack): Float64Array {
  const spans: Span[] = rules.phases
    .filter(({ phase }) => takesOrders(phase))
    .map((span) => ({ ...span, cancels: !rules.noCancel.includes(span.phase), call: span.phase !== Phase.continuous }));
  const places = Int32Array.from(ticks, (tick) => nearest(spans, tick));
  let latest = spans.length - 1;
  for (let at = ticks.length - 1; at >= 0; at--) {
    latest = Math.min(latest, places[at]);
    places[at] = latest;
  }
  let earliest = 0;
  for (let at = 0; at < ticks.length; at++) {
    const { [at]: tick } = ticks;
    const crossed = isCross(tick) && spans[places[at]].call;
    if (places[at] < earliest && !crossed) places[at] = earliest;
    earliest = Math.max(earliest, crossed ? Math.min(places[at] + 1, spans.length - 1) : places[at]);
  }
  let now = 0;
  return Float64Array.from(ticks, ({ timeNs }, at) => {
    const { startNs, endNs } = spans[places[at]];
    now = Math.max(now, Math.min(Math.max(timeNs, startNs), endNs - 1));
    return now;
  });
}

/** Whether a trade is of the opening call, by its stamp. */
export function isOpening({ timeNs }: SseTick): boolean {
  return timeNs < NOON;
}

function isCross(tick: SseTick): boolean {
  return tick.kind === 'trade' && tick.aggressor < 0;
}

function takesOrders(phase: Phase): boolean {
  return (
    phase === Phase.openCallCancelable ||
    phase === Phase.openCallLocked ||
    phase === Phase.continuous ||
    phase === Phase.closeCall
  );
}

/** The span nearest to a stamp of those in which the record can have been made. */
function nearest(spans: readonly Span[], tick: SseTick): number {
  const { timeNs } = tick;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [place, span] of spans.entries()) {
    if (!fits(span, tick)) continue;
    const distance = timeNs < span.startNs ? span.startNs - timeNs : Math.max(0, timeNs - span.endNs + 1);
    if (distance < least) {
      best = place;
      least = distance;
    }
  }
  return best;
}

function fits(span: Span, tick: SseTick): boolean {
  if (tick.kind === 'order') return true;
  if (tick.kind === 'cancel') return span.cancels;
  if (tick.aggressor >= 0) return !span.call;
  return !span.call || Math.abs(tick.timeNs - span.endNs) < LONGEST_CROSS;
}
