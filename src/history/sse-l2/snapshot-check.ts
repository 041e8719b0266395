import type { RebuiltBook } from '../../order-flow/index.js';
import { formatTimeOfDay, Side } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import { CONTINUOUS, LEVELS, type SseSnapshot } from './snapshot-record.js';

/** The best levels of a book as a snapshot shows them. */
interface Shown {
  readonly bidPrices: readonly number[];
  readonly bidQuantities: readonly number[];
  readonly askPrices: readonly number[];
  readonly askQuantities: readonly number[];
}

/**
 * Every snapshot of continuous trading must show ten levels of each side as the book stands at some moment between two
 * trades, namely when as many trades had been made as the snapshot says: its stamp is of a second and cannot tell more.
 * The cumulative volume must then be the snapshot's as well. Snapshots of the calls show what an auction would give.
 */
export class SnapshotCheck {
  private readonly books = new Comparison('snapshots in continuous trading, ten levels of each side', 1);
  private readonly volumes = new Comparison('cumulative volume after as many trades', 1);
  /** Snapshots that no state has shown yet, by their number of trades. */
  private readonly open = new Map<number, SseSnapshot[]>();
  private pending: SseSnapshot[] = [];
  private pendingTrades = -1;
  private last: Shown | undefined;
  private lastVolume = 0;

  constructor(snapshots: readonly SseSnapshot[]) {
    for (const snapshot of snapshots) {
      if (snapshot.phase !== CONTINUOUS) continue;
      const same = this.open.get(snapshot.trades);
      if (same === undefined) this.open.set(snapshot.trades, [snapshot]);
      else same.push(snapshot);
    }
  }

  /** A state of the book in which so many trades had been made. */
  state({ book }: RebuiltBook, trades: number, volume: number): void {
    if (trades !== this.pendingTrades) {
      this.giveUp();
      this.pending = this.open.get(trades) ?? [];
      this.open.delete(trades);
      this.pendingTrades = trades;
      this.lastVolume = volume;
    }
    if (this.pending.length === 0) return;
    const bids = levelsOf(book, Side.buy, book.bestBid);
    const asks = levelsOf(book, Side.sell, book.bestAsk);
    const shown = {
      bidPrices: bids.prices,
      bidQuantities: bids.quantities,
      askPrices: asks.prices,
      askQuantities: asks.quantities,
    };
    this.pending = this.pending.filter((snapshot) => {
      if (!equal(snapshot, shown)) return true;
      this.books.add(true, () => ['', '', '']);
      this.compareVolume(snapshot);
      return false;
    });
    this.last = shown;
  }

  /** Snapshots that are still open differ. */
  finish(): readonly Comparison[] {
    this.giveUp();
    for (const snapshots of this.open.values())
      for (const snapshot of snapshots)
        this.books.add(false, () => [
          placeOf(snapshot),
          `${snapshot.trades} trades`,
          `never between two commands with ${snapshot.trades} trades`,
        ]);
    this.open.clear();
    return [this.books, this.volumes];
  }

  private giveUp(): void {
    for (const snapshot of this.pending) {
      this.books.add(false, () => [placeOf(snapshot), textOf(snapshot), textOf(this.last ?? snapshot)]);
      this.compareVolume(snapshot);
    }
    this.pending = [];
  }

  private compareVolume(snapshot: SseSnapshot): void {
    this.volumes.add(snapshot.volume === this.lastVolume, () => [
      placeOf(snapshot),
      String(snapshot.volume),
      String(this.lastVolume),
    ]);
  }
}

function levelsOf(book: RebuiltBook['book'], side: Side, best: number): { prices: number[]; quantities: number[] } {
  const prices: number[] = [];
  const quantities: number[] = [];
  let price = best;
  for (let level = 0; level < LEVELS; level++) {
    const quantity = book.quantityAt(side, price);
    prices.push(quantity === 0 ? 0 : price);
    quantities.push(quantity);
    if (quantity > 0) price = book.nextLevel(side, price);
  }
  return { prices, quantities };
}

function equal(a: Shown, b: Shown): boolean {
  for (let level = 0; level < LEVELS; level++)
    if (
      a.bidPrices[level] !== b.bidPrices[level] ||
      a.bidQuantities[level] !== b.bidQuantities[level] ||
      a.askPrices[level] !== b.askPrices[level] ||
      a.askQuantities[level] !== b.askQuantities[level]
    )
      return false;
  return true;
}

function placeOf({ line, timeNs }: SseSnapshot): string {
  return `snapshot ${formatTimeOfDay(timeNs)}, line ${line}`;
}

function textOf({ bidPrices, bidQuantities, askPrices, askQuantities }: Shown): string {
  const side = (prices: readonly number[], quantities: readonly number[]) =>
    prices.map((price, level) => `${price}×${quantities[level]}`).join(' ');
  return `bids ${side(bidPrices, bidQuantities)} asks ${side(askPrices, askQuantities)}`;
}
