import { Phase } from '../tape/index.js';
import type { Span } from './attack-window.js';
import type { OrderRules } from './practice.js';

/** The venue's day as far as one of its call auctions goes. */
export interface CallSpan extends Span {
  /** From when to when orders can be taken back; undefined when they cannot. */
  readonly cancelable: Span | undefined;
  /** When orders that it left can be taken back; Infinity when not on this day. */
  readonly releasedNs: number;
}

const callPhases: Readonly<Record<'opening' | 'closing', readonly Phase[]>> = {
  opening: [Phase.openCallCancelable, Phase.openCallLocked],
  closing: [Phase.closeCall],
};

/** The opening or the closing call of the day; undefined where the venue has none. */
export function callSpan(call: 'opening' | 'closing', { phases, noCancel }: OrderRules): CallSpan | undefined {
  const spans = phases.filter(({ phase }) => callPhases[call].includes(phase));
  if (spans.length === 0) return undefined;
  const startNs = spans[0].startNs;
  const { endNs } = spans[spans.length - 1];
  const takesCancels = ({ phase }: { readonly phase: Phase }) => !noCancel.includes(phase);
  const later = phases.filter(({ phase }) => phase === Phase.continuous || phase === Phase.afterHours);
  const released = later.find((span) => span.startNs >= endNs && takesCancels(span));
  return {
    startNs,
    endNs,
    cancelable: spans.find(takesCancels),
    releasedNs: released?.startNs ?? Infinity,
  };
}
