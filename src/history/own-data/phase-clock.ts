import type { RulePack } from '../../rules/index.js';
import { Kind, Phase, type TapeWriter, TradeStage, UNKNOWN } from '../../tape/index.js';

/**
 * Writes the phases of a day whose trades come from files: those of the venue where there is one, otherwise continuous
 * trading from the first row to the last.
 */
export class PhaseClock {
  private readonly changes: readonly { readonly timeNs: number; readonly phase: Phase }[] | undefined;
  private next = 0;
  private phase: Phase = Phase.closed;
  private before: Phase = Phase.closed;

  constructor(
    private readonly tape: TapeWriter,
    rules: RulePack | undefined,
  ) {
    this.changes = rules?.phases.flatMap(({ phase, startNs, endNs }, index, all) => {
      const follows = all[index + 1]?.startNs === endNs;
      return [{ timeNs: startNs, phase }, ...(follows ? [] : [{ timeNs: endNs, phase: Phase.closed }])];
    });
  }

  /** Where a trade of this moment is made: what an auction matches is stamped with the moment at which it ends. */
  get stage(): TradeStage {
    for (const phase of [this.phase, this.before]) {
      if (phase === Phase.openCallCancelable || phase === Phase.openCallLocked || phase === Phase.preOpenGap)
        return TradeStage.openCall;
      if (phase === Phase.closeCall) return TradeStage.closeCall;
      if (phase !== Phase.closed && phase !== Phase.afterHoursQuiet) break;
    }
    return this.phase === Phase.afterHours ? TradeStage.afterHours : TradeStage.continuous;
  }

  advanceTo(timeNs: number): void {
    if (this.changes === undefined) {
      if (this.phase === Phase.closed) this.enter(timeNs, Phase.continuous);
      return;
    }
    for (; this.next < this.changes.length && this.changes[this.next].timeNs <= timeNs; this.next++)
      this.enter(this.changes[this.next].timeNs, this.changes[this.next].phase);
  }

  /** The files are at their end. */
  end(timeNs: number): void {
    this.advanceTo(timeNs);
    if (this.changes === undefined) this.enter(timeNs, Phase.closed);
  }

  private enter(timeNs: number, phase: Phase): void {
    this.before = this.phase;
    this.phase = phase;
    const none = UNKNOWN;
    this.tape.beginCommand(timeNs);
    this.tape.append(Kind.phase, none, none, none, none, none, none, none, none, none, phase, 0);
  }
}
