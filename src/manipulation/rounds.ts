import type { Desk, OrderReport } from '../simulation/index.js';
import type { CycleSpan } from './cycle-schedule.js';
import type { Stage } from './stage.js';

/** A stage that acts in rounds, in steps within each; between them it does nothing. */
export abstract class Rounds implements Stage {
  nextAt = Infinity;
  /** Index of the round under way, or of the last; −1 before the first. */
  protected round = -1;
  protected running = false;

  constructor(protected readonly spans: readonly CycleSpan[]) {}

  start(_desk: Desk): void {
    this.nextAt = this.spans[0]?.startNs ?? Infinity;
  }

  act(desk: Desk): void {
    const { spans } = this;
    if (this.running && desk.now >= spans[this.round].endNs) {
      this.running = false;
      this.end(desk, spans[this.round].cut);
    }
    if (!this.running && this.round + 1 < spans.length && spans[this.round + 1].startNs <= desk.now) {
      this.round++;
      this.running = true;
      this.begin(desk);
    }
    if (this.running) this.nextAt = Math.min(desk.now + this.step(desk), spans[this.round].endNs);
    else this.nextAt = spans[this.round + 1]?.startNs ?? Infinity;
  }

  abstract take(report: OrderReport, desk: Desk): void;

  protected abstract begin(desk: Desk): void;
  /** Acts within the round. Returns the time to the next step, ns. */
  protected abstract step(desk: Desk): number;
  /** @param cut - trading ends before the round would */
  protected abstract end(desk: Desk, cut: boolean): void;
}
