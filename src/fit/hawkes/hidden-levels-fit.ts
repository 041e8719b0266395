import { estimate, type HiddenLevelsFile } from '../../model/index.js';
import { type BookState, type FlowVisitor, type RebuiltBook, readFlow } from '../../order-flow/index.js';
import { exp } from '../../random/elementary.js';
import { Kind, Phase, type RowSource, SECOND, Side, TapeCursor } from '../../tape/index.js';
import { quantityLaw } from './marks-fit.js';

/** How often the edge of sight is looked at. */
const LOOK_NS = SECOND;
/** Levels that a source must show for their edge to lie behind what is traded. */
const FEWEST_LEVELS = 5;
/** Hidden ticks seen again below which their renewal is not told from none. */
const FEWEST_RETURNS = 50;
/** Renewals per second where too few hidden ticks were seen again: one in ten minutes. */
const USUAL_RENEWAL = 1 / 600;
/** Gaps between the last levels that are measured. */
const EDGE_LEVELS = 3;

/** A stretch of ticks that was out of sight for a while, and came back the same or another. */
export interface HiddenReturn {
  readonly seconds: number;
  readonly same: boolean;
}

/**
 * Measures the edge of what a windowed source shows: how far it lies from the touch, how many of the ticks there are
 * taken and by how much, and how long levels stay as they are while they are out of sight. Null for a source that shows
 * every order: nothing is hidden there that a fit would not see.
 * @param lot - units
 */
export function fitHiddenLevels(
  tape: RowSource,
  instrument: number,
  span: { readonly startNs: number; readonly endNs: number },
  lot: number,
): HiddenLevelsFile | null {
  const levels = levelsShown(tape, instrument);
  if (levels < FEWEST_LEVELS) return null;
  const reader = new EdgeReader(levels, span.startNs, span.endNs);
  readFlow(tape, instrument, reader);
  if (reader.distances.length === 0) return null;
  const sorted = Float64Array.from(reader.distances).sort();
  const { gaps, ticks } = reader;
  const occupied = gaps / Math.max(1, ticks);
  const looks = Math.max(1, reader.independentLooks * EDGE_LEVELS);
  return {
    levels,
    fromTicks: Math.max(1, sorted[sorted.length >> 1]),
    occupied: estimate(occupied, occupied * Math.sqrt((1 - occupied) / looks)),
    renewalsPerSecond: fitRenewal(reader.returns),
    quantities: quantityLaw(reader.quantities.map((quantity) => Math.max(1, Math.round(quantity / lot)))),
  };
}

/** Levels of a side in the first book of a source that restates levels; 0 for one that never does. */
function levelsShown(tape: RowSource, instrument: number): number {
  const cursor = new TapeCursor(tape);
  const counts = [0, 0];
  let first = -1;
  while (cursor.next()) {
    if (cursor.instrument !== instrument) continue;
    if (cursor.kind !== Kind.restate) {
      if (first >= 0) break;
      continue;
    }
    if (first < 0) first = cursor.time;
    if (cursor.time > first) break;
    if (cursor.quantity > 0) counts[cursor.side]++;
  }
  return Math.max(...counts);
}

/**
 * Rate at which what is hidden changes, per second, by maximum likelihood: a level that was out of sight for τ comes back
 * the same with probability exp(−rate·τ). The score Σ_changed τ/(exp(rate·τ) − 1) − Σ_same τ falls in the rate.
 */
export function fitRenewal(returns: readonly HiddenReturn[]): HiddenLevelsFile['renewalsPerSecond'] {
  if (returns.length < FEWEST_RETURNS || returns.every(({ same }) => same)) return estimate(USUAL_RENEWAL, 0);
  const score = (rate: number) =>
    returns.reduce(
      (sum, { seconds, same }) => sum + (same ? -seconds : seconds / Math.max(1e-12, exp(rate * seconds) - 1)),
      0,
    );
  let [low, high] = [1e-6, 10];
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (score(middle) > 0) low = middle;
    else high = middle;
  }
  const rate = Math.sqrt(low * high);
  let information = 0;
  for (const { seconds, same } of returns) {
    if (same) continue;
    const grown = exp(rate * seconds);
    information += (seconds * seconds * grown) / ((grown - 1) * (grown - 1));
  }
  return estimate(rate, information > 0 ? 1 / Math.sqrt(information) : 0);
}

/** Looks at the edge of sight once a second. */
class EdgeReader implements FlowVisitor {
  readonly distances: number[] = [];
  readonly quantities: number[] = [];
  readonly returns: HiddenReturn[] = [];
  /** Levels, and ticks between them, at the edge. */
  gaps = 0;
  ticks = 0;
  /** Looks at which the last level was another than before. */
  independentLooks = 0;
  private next: number;
  private readonly lastEdge = [-1, -1];
  /** What stood at a price when it went out of sight, and when that was, by side. */
  private readonly hidden = [new Map<number, HiddenLevel>(), new Map<number, HiddenLevel>()];
  /** Prices and quantities of the last look, by side. */
  private shown: Map<number, number>[] = [new Map(), new Map()];

  constructor(
    private readonly levels: number,
    startNs: number,
    private readonly endNs: number,
  ) {
    this.next = startNs;
  }

  settled(time: number, { bestBid, bestAsk }: Readonly<BookState>, rebuilt: RebuiltBook): void {
    if (time < this.next || time >= this.endNs || rebuilt.phase !== Phase.continuous) return;
    while (this.next <= time) this.next += LOOK_NS;
    if (bestBid > 0 && bestAsk > 0) for (const side of [Side.buy, Side.sell]) this.look(side, time, rebuilt);
  }

  private look(side: number, time: number, { book }: RebuiltBook): void {
    const seen = new Map<number, number>();
    const best = side === Side.buy ? book.bestBid : book.bestAsk;
    let price = best;
    const prices: number[] = [];
    for (let level = 0; level < this.levels; level++) {
      const quantity = book.quantityAt(side, price);
      if (quantity === 0) return;
      seen.set(price, quantity);
      prices.push(price);
      price = book.nextLevel(side, price);
    }
    const edge = prices[prices.length - 1];
    const inside = prices[prices.length - 1 - EDGE_LEVELS];
    const step = side === Side.buy ? -1 : 1;
    this.distances.push((edge - best) * step);
    this.gaps += EDGE_LEVELS;
    this.ticks += (edge - inside) * step;
    if (edge !== this.lastEdge[side]) {
      // A level is counted once for as long as it stays the last.
      this.quantities.push(seen.get(edge)!);
      this.independentLooks++;
      this.lastEdge[side] = edge;
    }
    const hidden = this.hidden[side];
    for (const [each, quantity] of this.shown[side])
      if ((each - edge) * step > 0) hidden.set(each, { quantity, since: time });
    for (const [each, { quantity, since }] of hidden) {
      if ((each - edge) * step > 0) continue;
      hidden.delete(each);
      if ((each - best) * step > 0)
        this.returns.push({ seconds: (time - since) / SECOND, same: seen.get(each) === quantity });
    }
    this.shown[side] = seen;
  }
}

interface HiddenLevel {
  readonly quantity: number;
  /** ns since midnight. */
  readonly since: number;
}
