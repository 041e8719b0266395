import { exp } from '../../random/elementary.js';

/** The mean spread over the recent past, weighted by an exponential of age; before there is one, what is told. */
export class UsualSpread {
  private sum = 0;
  private weight = 0;

  constructor(
    private readonly memorySeconds: number,
    /** Ticks. */
    private readonly atFirst: number,
  ) {}

  /** Ticks. */
  get ticks(): number {
    return this.weight > 0 ? this.sum / this.weight : this.atFirst;
  }

  /** The spread stood for a while. */
  pass(spreadTicks: number, seconds: number): void {
    if (!(seconds > 0)) return;
    const kept = exp(-seconds / this.memorySeconds);
    this.sum = this.sum * kept + spreadTicks * (1 - kept);
    this.weight = this.weight * kept + 1 - kept;
  }
}
