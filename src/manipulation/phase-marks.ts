import type { PhaseMark } from '../truth/index.js';

/** When each phase of a campaign went on, from the first to the last that happened in it. */
export class PhaseMarks {
  private readonly marks: { -readonly [Key in keyof PhaseMark]: PhaseMark[Key] }[] = [];

  /** @param cycle - index of the cycle; −1 outside cycles */
  note(phase: string, cycle: number, timeNs: number): void {
    const mark = this.marks.findLast((one) => one.phase === phase && one.cycle === cycle);
    if (mark === undefined) this.marks.push({ phase, cycle, startNs: timeNs, endNs: timeNs });
    else mark.endNs = timeNs;
  }

  /** In the order in which they began. */
  list(): PhaseMark[] {
    return this.marks.map((mark) => ({ ...mark }));
  }
}
