import type { QueueReactive } from '../../model/index.js';
import { exponential, type Stream } from '../../random/index.js';

/** How the mid price of a queue-reactive market moves. */
export interface MidMoves {
  /** Mean square change over {@link MOVE_SECONDS}, ticks². */
  readonly square: number;
  /** Share of moves of the reference price that go on in the direction of the one before. */
  readonly continued: number;
}

/** Horizon over which changes of the mid price are compared, seconds. */
export const MOVE_SECONDS = 10;

/**
 * The queues of a queue-reactive model and its reference price, without a venue: sizes in units, so that the laws of θ and
 * θ_reinit can be tried out quickly.
 */
export class QueueChain {
  /** Sizes at [side][level − 1], bids first. */
  private readonly sizes: readonly [Int32Array, Int32Array];
  /** Ticks that the reference price has moved. */
  private reference = 0;
  private lastMove = 0;
  private pairs = 0;
  private continued = 0;

  constructor(
    private readonly model: QueueReactive,
    private readonly theta: number,
    private readonly thetaReinit: number,
    private readonly stream: Stream,
  ) {
    this.sizes = [new Int32Array(model.levels), new Int32Array(model.levels)];
    this.drawAnew();
  }

  /** Lets so many events happen. */
  run(events: number): MidMoves {
    const { model, sizes, stream } = this;
    let [seconds, next, windows, squares] = [0, MOVE_SECONDS, 0, 0];
    let before = this.twiceMid();
    let mid = before;
    for (let event = 0; event < events; event++) {
      let total = 0;
      for (const own of sizes) for (let i = 0; i < model.levels; i++) total += this.rateAt(own, i);
      seconds += exponential(stream) / total;
      for (; next <= seconds; next += MOVE_SECONDS) {
        windows++;
        squares += ((mid - before) * (mid - before)) / 4;
        before = mid;
      }
      this.happen(stream.uniform() * total);
      const after = this.twiceMid();
      if (after !== mid) this.follow(mid, after);
      mid = after;
    }
    return { square: squares / Math.max(1, windows), continued: this.continued / Math.max(1, this.pairs) };
  }

  /** All that may happen at a queue; market orders only at the best of its side. */
  private rateAt(own: Int32Array, i: number): number {
    const { model } = this;
    const cell = model.cell(i + 1, own[i]);
    const taken = own[i] > 0 && bestOf(own) === i ? model.market[cell] : 0;
    return model.limit[cell] + model.cancel[cell] + taken;
  }

  private happen(target: number): void {
    const { model } = this;
    let left = target;
    for (const own of this.sizes)
      for (let i = 0; i < model.levels; i++) {
        const rate = this.rateAt(own, i);
        if (left >= rate) {
          left -= rate;
          continue;
        }
        own[i] += left < model.limit[model.cell(i + 1, own[i])] ? 1 : -1;
        return;
      }
  }

  /** Twice the mid price; a side without orders is quoted behind its last queue. */
  private twiceMid(): number {
    const [bids, asks] = this.sizes;
    return 2 * this.reference + 1 + bestOf(asks) - bestOf(bids);
  }

  private follow(before: number, mid: number): void {
    const up = mid > before;
    const next = up ? mid >> 1 : (mid - 1) >> 1;
    const moves = up ? next - this.reference : this.reference - next;
    if (moves <= 0 || this.sizes[up ? 1 : 0][0] > 0 || this.stream.uniform() >= this.theta) return;
    this.shift(up, moves);
    this.reference = next;
    const direction = up ? 1 : -1;
    if (this.lastMove !== 0) {
      this.pairs++;
      if (direction === this.lastMove) this.continued++;
    }
    this.lastMove = direction;
    if (this.stream.uniform() < this.thetaReinit) this.drawAnew();
  }

  /** The queues get new numbers: on one side new ones come into view, on the other there are none yet. */
  private shift(up: boolean, moves: number): void {
    const { levels } = this.model;
    const [nearer, further] = up ? [this.sizes[1], this.sizes[0]] : this.sizes;
    for (let i = 0; i < levels; i++) nearer[i] = i + moves < levels ? nearer[i + moves] : this.drawSize(i + 1);
    for (let i = levels - 1; i >= 0; i--) further[i] = i - moves >= 0 ? further[i - moves] : 0;
  }

  private drawAnew(): void {
    for (const own of this.sizes) for (let i = 0; i < own.length; i++) own[i] = this.drawSize(i + 1);
  }

  private drawSize(level: number): number {
    const { model, stream } = this;
    const u = stream.uniform();
    let bin = 0;
    while (bin < model.bins - 1 && u >= model.occupancy[(level - 1) * model.bins + bin]) bin++;
    return model.file.queueEdges[bin];
  }
}

/** Index of the best queue that has orders; the number of queues when none has. */
function bestOf(sizes: Int32Array): number {
  let i = 0;
  while (i < sizes.length && sizes[i] === 0) i++;
  return i;
}
