import type { RulePack } from '../../rules/index.js';
import { Phase, TradeStage } from '../../tape/index.js';

interface Span {
  readonly startNs: number;
  readonly endNs: number;
}

/** The phases of a day in order, with the closed times between them. */
export class TradingDay {
  phase: Phase = Phase.closed;
  /** When the next phase begins, in ns since midnight; Infinity after the last. */
  nextChange: number;
  private readonly starts: readonly { readonly startNs: number; readonly phase: Phase }[];
  private readonly continuous: readonly Span[];
  private next = 0;

  constructor(phases: RulePack['phases']) {
    this.starts = phases.flatMap(({ phase, startNs, endNs }, index) =>
      phases[index + 1]?.startNs === endNs
        ? [{ startNs, phase }]
        : [
            { startNs, phase },
            { startNs: endNs, phase: Phase.closed },
          ],
    );
    this.continuous = phases.filter(({ phase }) => phase === Phase.continuous);
    this.nextChange = this.starts[0]?.startNs ?? Infinity;
  }

  /** Enters the next phase. */
  advance(): void {
    this.phase = this.starts[this.next++].phase;
    this.nextChange = this.starts[this.next]?.startNs ?? Infinity;
  }

  /**
   * When a halt ends that began in continuous trading: it outlasts no trading day.
   * @param lunch - whether breaks between continuous phases count towards its duration
   */
  haltEnd(startNs: number, durationNs: number, lunch: 'counts' | 'stops'): number {
    const last = this.continuous.at(-1)!.endNs;
    if (lunch === 'counts') {
      const end = startNs + durationNs;
      const span = this.continuous.find(({ endNs }) => end < endNs);
      return span === undefined ? last : Math.max(end, span.startNs);
    }
    let left = durationNs;
    for (const span of this.continuous) {
      if (span.endNs <= startNs) continue;
      const from = Math.max(startNs, span.startNs);
      if (from + left <= span.endNs) return from + left;
      left -= span.endNs - from;
    }
    return last;
  }
}

/** The auction that a phase prepares, or continuous. */
export function stageOf(phase: Phase): TradeStage {
  if (phase === Phase.openCallCancelable || phase === Phase.openCallLocked) return TradeStage.openCall;
  if (phase === Phase.haltCall) return TradeStage.intradayCall;
  return phase === Phase.closeCall ? TradeStage.closeCall : TradeStage.continuous;
}
