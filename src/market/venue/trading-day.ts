import type { RulePack } from '../../rules/index.js';
import { Phase, TradeStage } from '../../tape/index.js';

/** The phases of a day in order, with the closed times between them. */
export class TradingDay {
  phase: Phase = Phase.closed;
  /** When the next phase begins, in ns since midnight; Infinity after the last. */
  nextChange: number;
  private readonly starts: readonly { readonly startNs: number; readonly phase: Phase }[];
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
    this.nextChange = this.starts[0]?.startNs ?? Infinity;
  }

  /** Enters the next phase. */
  advance(): void {
    this.phase = this.starts[this.next++].phase;
    this.nextChange = this.starts[this.next]?.startNs ?? Infinity;
  }
}

/** The auction that a phase prepares, or continuous. */
export function stageOf(phase: Phase): TradeStage {
  if (phase === Phase.openCallCancelable || phase === Phase.openCallLocked) return TradeStage.openCall;
  return phase === Phase.closeCall ? TradeStage.closeCall : TradeStage.continuous;
}
