/** How far a plan of runs is. */
export interface Progress {
  /** Runs that are finished, those taken from an earlier call included. */
  readonly done: number;
  readonly failed: number;
  readonly total: number;
  /** Estimated seconds until the last one is done; undefined before anything can be said. */
  readonly secondsLeft: number | undefined;
}

/** Estimates when a plan will be done from how long its runs took so far. */
export class ProgressMeter {
  private done = 0;
  private failed = 0;
  private worked = 0;

  /** @param now - seconds, from any origin */
  constructor(
    private readonly total: number,
    private readonly now: () => number,
    private readonly report: (progress: Progress) => void,
    private readonly startedAt = now(),
  ) {}

  /** Runs that need not be done again. */
  skipped(count: number): void {
    this.done += count;
    if (count > 0) this.tell();
  }

  finished(failed: boolean): void {
    this.done++;
    this.worked++;
    if (failed) this.failed++;
    this.tell();
  }

  private tell(): void {
    const left = this.total - this.done;
    const elapsed = this.now() - this.startedAt;
    const secondsLeft = this.worked === 0 ? undefined : (elapsed / this.worked) * left;
    this.report({ done: this.done, failed: this.failed, total: this.total, secondsLeft });
  }
}
