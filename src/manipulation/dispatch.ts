/** A message on its way out of the hand. */
interface Delayed {
  readonly timeNs: number;
  readonly send: () => void;
}

/** Messages that leave the hand some time after they were decided, in the order of their times. */
export class Dispatch {
  private readonly waiting: Delayed[] = [];

  /** When the next one leaves; Infinity when none waits. */
  get nextAt(): number {
    return this.waiting.length === 0 ? Infinity : this.waiting[0].timeNs;
  }

  /** Of two with one time, the one that was added first goes first. */
  add(timeNs: number, send: () => void): void {
    let at = this.waiting.length;
    while (at > 0 && this.waiting[at - 1].timeNs > timeNs) at--;
    this.waiting.splice(at, 0, { timeNs, send });
  }

  sendDue(nowNs: number): void {
    while (this.nextAt <= nowNs) this.waiting.shift()!.send();
  }
}
