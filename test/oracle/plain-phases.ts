import type { RulePack } from '../../src/rules/index.js';
import { Phase, TradeStage } from '../../src/tape/index.js';

export interface PhaseChange {
  readonly at: number;
  readonly phase: number;
}

/** When the phase changes and to which, with the closed times between phases. */
export function phaseChanges(phases: RulePack['phases']): PhaseChange[] {
  const changes: PhaseChange[] = [];
  for (const { phase, startNs, endNs } of phases) {
    // A phase that begins where another ended takes the place of the closed time after it.
    if (changes.at(-1)?.at === startNs) changes.pop();
    changes.push({ at: startNs, phase }, { at: endNs, phase: Phase.closed });
  }
  return changes;
}

/** The call auction that a phase prepares, or continuous. */
export function stageOf(phase: number): number {
  if (phase === Phase.openCallCancelable || phase === Phase.openCallLocked) return TradeStage.openCall;
  if (phase === Phase.closeCall) return TradeStage.closeCall;
  return phase === Phase.haltCall ? TradeStage.intradayCall : TradeStage.continuous;
}
