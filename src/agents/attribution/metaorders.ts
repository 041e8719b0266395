import type { MetaorderLength } from '../../model/index.js';
import { discrete, type Stream } from '../../random/index.js';
import { Side } from '../../tape/index.js';

/** Draws of an account before one that is busy on the other side is taken all the same. */
const TRIES = 8;

/**
 * The metaorders under way of one group of accounts: on each side some accounts each have several orders of one
 * intention to send, and every order of the flow is the next one of some of them (Lillo, Mike, Farmer 2005).
 */
export class Metaorders {
  /** Accounts at work, and orders they have left, [side × parallel + place]. */
  private readonly accounts: Int32Array;
  private readonly left: Int32Array;
  private latest = 0;

  /**
   * @param members accounts of the group
   * @param cumulative their cumulative shares of the group's orders
   * @param parallel metaorders under way on each side
   * @param busy metaorders of every account of the market: above 0 it is buying, below 0 selling
   */
  constructor(
    private readonly members: Int32Array,
    private readonly cumulative: Float64Array,
    private readonly parallel: number,
    private readonly twoSided: boolean,
    private readonly busy: Int32Array,
    private readonly lengths: MetaorderLength,
    private readonly stream: Stream,
  ) {
    this.accounts = new Int32Array(2 * parallel).fill(-1);
    this.left = new Int32Array(2 * parallel);
  }

  /** The account whose turn it is. */
  next(side: number): number {
    const place = side * this.parallel + Math.floor(this.stream.uniform() * this.parallel);
    if (this.left[place] === 0) this.begin(place, side);
    if (--this.left[place] === 0) this.end(place, side);
    this.latest = place;
    return this.accounts[place];
  }

  /** The account that {@link next} gave cannot go on: its intention ends here. */
  giveUp(side: number): void {
    if (this.left[this.latest] === 0) return;
    this.left[this.latest] = 0;
    this.end(this.latest, side);
  }

  private begin(place: number, side: number): void {
    let account = this.draw();
    if (!this.twoSided)
      for (let attempt = 1; attempt < TRIES && this.opposes(account, side); attempt++) account = this.draw();
    this.accounts[place] = account;
    this.left[place] = this.lengths.draw(this.stream);
    this.busy[account] += side === Side.buy ? 1 : -1;
  }

  private end(place: number, side: number): void {
    this.busy[this.accounts[place]] -= side === Side.buy ? 1 : -1;
  }

  private opposes(account: number, side: number): boolean {
    return side === Side.buy ? this.busy[account] < 0 : this.busy[account] > 0;
  }

  private draw(): number {
    return this.members[discrete(this.stream, this.cumulative)];
  }
}
