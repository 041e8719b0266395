import type { OrderBook } from '../market/index.js';
import { Flag, type InstrumentHeader, InstrumentPhase, Kind, type TapeRow, TradeStage } from '../tape/index.js';
import { BookMarket } from './book-market.js';
import { DelayedMarket } from './delayed-market.js';
import { Change, MarketChanges } from './market-changes.js';
import { SnapshotMarket } from './snapshot-market.js';

/**
 * One instrument's market data: reads the tape once, and serves everybody who sees it at once, later or in snapshots.
 * Views are shared by all who have the same information set and latency.
 */
export class InstrumentMarket {
  /** Seen at once, order by order: the venue's own book. */
  readonly live: BookMarket;
  readonly delayed: DelayedMarket[] = [];
  readonly snapshots: SnapshotMarket[] = [];
  readonly changes = new MarketChanges(this.delayed);
  private readonly phase: InstrumentPhase;
  private changed = false;
  private recorded = 0;

  constructor(
    readonly instrument: InstrumentHeader,
    index: number,
    book: OrderBook,
  ) {
    this.phase = new InstrumentPhase(index);
    this.live = new BookMarket(instrument, book);
  }

  delayedBy(latencyNs: number): DelayedMarket {
    const existing = this.delayed.find((candidate) => candidate.latencyNs === latencyNs);
    if (existing !== undefined) return existing;
    const market = new DelayedMarket(this.instrument, latencyNs);
    this.delayed.push(market);
    return market;
  }

  snapshotsBy(latencyNs: number): SnapshotMarket {
    const existing = this.snapshots.find((candidate) => candidate.latencyNs === latencyNs);
    if (existing !== undefined) return existing;
    const market = new SnapshotMarket(this.instrument, latencyNs);
    this.snapshots.push(market);
    return market;
  }

  /** Takes in a row of this instrument, or a phase of the venue. */
  read(row: TapeRow): void {
    const { live } = this;
    switch (row.kind) {
      case Kind.trade:
        this.change(row.time, Change.traded, row.side, row.price, row.quantity);
        live.traded(row.side, row.price, row.quantity);
        if (row.code === TradeStage.continuous) this.level(row.time, row.side ^ 1, row.price);
        else if (row.code !== TradeStage.afterHours) this.crossed(row.time, row.price);
        break;
      case Kind.accepted:
      case Kind.cancelled:
      case Kind.released:
      case Kind.parked:
      case Kind.seed:
      case Kind.restate:
      case Kind.replaced:
        // Market orders have no price and rest nowhere; what is hidden is seen by nobody.
        if (row.price > 0 && (row.flags & Flag.hidden) === 0) this.level(row.time, row.side, row.price);
        break;
      case Kind.phase:
      case Kind.halt:
        this.phase.take(row);
        this.change(row.time, Change.phase, -1, -1, this.phase.current);
        live.entered(this.phase.current);
        break;
      case Kind.indication:
        this.change(row.time, Change.indication, -1, row.price, row.quantity);
        live.indicated(row.price, row.quantity);
        break;
      case Kind.news:
        this.change(row.time, Change.announcement, row.side, row.code, row.quantity);
        live.announced(row.time, row.code, row.side, row.quantity);
        break;
    }
  }

  /** An order has left a price of which its row says nothing. */
  left(timeNs: number, side: number, price: number): void {
    if (price > 0) this.level(timeNs, side, price);
  }

  /** Ends a command; says whether it changed what can be seen. */
  endCommand(timeNs: number): boolean {
    if (!this.changed) return false;
    this.changed = false;
    this.live.time = timeNs;
    if (this.recorded > 0) this.changes.endCommand();
    this.recorded = 0;
    return true;
  }

  private level(timeNs: number, side: number, price: number): void {
    this.changed = true;
    // The book is settled when rows are read, so a level's quantity can be taken from it.
    if (this.delayed.length > 0) this.change(timeNs, Change.level, side, price, this.live.book.quantityAt(side, price));
  }

  private crossed(timeNs: number, price: number): void {
    this.change(timeNs, Change.crossed, -1, price, 0);
    this.level(timeNs, 0, price);
    this.level(timeNs, 1, price);
  }

  private change(timeNs: number, change: number, side: number, price: number, quantity: number): void {
    this.changed = true;
    if (this.delayed.length === 0) return;
    this.recorded++;
    this.changes.append(timeNs, change, side, price, quantity);
  }
}
