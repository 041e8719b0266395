import type { OrderBook } from '../../market/index.js';
import { RebuiltBook } from '../../order-flow/index.js';
import { HOUR, Kind, MINUTE, Phase, type RowSource, SECOND, Side, TapeCursor } from '../../tape/index.js';
import { LEVELS, levelNames, snapshotColumns } from '../szse-l3/snapshots.js';

const INTERVAL = 3 * SECOND;
/** Money is 1/10,000 of the currency; amounts in the files are whole yuan. */
const MONEY_PER_YUAN = 10_000;

/** The columns of the exchange's vendor in their order; the last has no name. */
const header = [
  ...['万得代码', '交易所代码', snapshotColumns.day, snapshotColumns.time, snapshotColumns.lastPrice],
  ...['成交量', '成交额', '成交笔数', 'IOPV', '成交标志', 'BS标志', snapshotColumns.volume, '当日成交额'],
  ...['最高价', '最低价', snapshotColumns.openPrice, snapshotColumns.previousClose],
  ...levelNames(snapshotColumns.askPrice),
  ...levelNames(snapshotColumns.askQuantity),
  ...levelNames(snapshotColumns.bidPrice),
  ...levelNames(snapshotColumns.bidQuantity),
  ...[snapshotColumns.askMeanPrice, snapshotColumns.bidMeanPrice, snapshotColumns.askTotal, snapshotColumns.bidTotal],
  ...['不加权指数', '品种总数', '上涨品种数', '下跌品种数', '持平品种数', ''],
];

/** The market of a tape every three seconds, while orders are taken or something changed. Prices CNY × 10,000. */
export function* snapshotLines(tape: RowSource, instrument: number): Generator<string> {
  yield header.join(',');
  const cursor = new TapeCursor(tape);
  const publisher = new Publisher(tape, instrument);
  let ahead = cursor.next();
  if (!ahead) return;
  for (let stamp = Math.ceil(cursor.time / INTERVAL) * INTERVAL; ; stamp += INTERVAL) {
    for (; ahead && cursor.time <= stamp; ahead = cursor.next()) publisher.take(cursor);
    if (publisher.due()) yield publisher.line(stamp);
    if (!ahead) return;
  }
}

/** What an exchange publishes of an instrument, brought up to date row by row. */
class Publisher {
  private readonly rebuilt: RebuiltBook;
  private readonly scale: number;
  private changed = false;
  private trades = 0;
  private last = 0;
  private open = 0;
  private high = 0;
  private low = 0;
  private volume = 0;
  private ticksTraded = 0;
  private publishedVolume = 0;
  private publishedYuan = 0;
  private indicated = { price: 0, matched: 0, unmatched: 0, side: Side.none as number };

  constructor(
    private readonly tape: RowSource,
    private readonly instrument: number,
  ) {
    this.rebuilt = new RebuiltBook(tape.header, instrument);
    this.scale = tape.header.instruments[instrument].moneyPerTick;
  }

  take(row: TapeCursor): void {
    this.rebuilt.apply(row);
    if (row.instrument !== this.instrument) return;
    this.changed = true;
    if (row.kind === Kind.trade) this.trade(row.price, row.quantity);
    else if (row.kind === Kind.indication)
      this.indicated = {
        price: Math.max(0, row.price),
        matched: row.quantity,
        unmatched: row.quantity2,
        side: row.side,
      };
  }

  /** Whether orders are taken, or something changed since the last snapshot. */
  due(): boolean {
    const { phase } = this.rebuilt;
    return this.changed || phase === Phase.continuous || this.calling;
  }

  line(stamp: number): string {
    const { symbol, previousClose } = this.tape.header.instruments[this.instrument];
    const yuan = Math.floor((this.ticksTraded * this.scale) / MONEY_PER_YUAN);
    const levels = this.calling ? this.indication() : this.levels();
    const { book } = this.rebuilt;
    const asks = total(book, Side.sell);
    const bids = total(book, Side.buy);
    const fields = [
      ...[`${symbol}.SZ`, symbol, this.tape.header.date.replaceAll('-', ''), stampDigits(stamp)],
      ...[this.last * this.scale, this.volume - this.publishedVolume, yuan - this.publishedYuan, this.trades],
      ...[0, '', '', this.volume, yuan, this.high * this.scale, this.low * this.scale, this.open * this.scale],
      ...[Math.max(0, previousClose) * this.scale, ...levels],
      ...[asks.meanPrice * this.scale, bids.meanPrice * this.scale, asks.quantity, bids.quantity, 0, 0, 0, 0, 0, ''],
    ];
    this.publishedVolume = this.volume;
    this.publishedYuan = yuan;
    this.changed = false;
    return fields.join(',');
  }

  private get calling(): boolean {
    const { phase } = this.rebuilt;
    return phase === Phase.openCallCancelable || phase === Phase.openCallLocked || phase === Phase.closeCall;
  }

  private trade(price: number, quantity: number): void {
    this.trades++;
    this.last = price;
    if (this.volume === 0) this.open = this.high = this.low = price;
    this.high = Math.max(this.high, price);
    this.low = Math.min(this.low, price);
    this.volume += quantity;
    this.ticksTraded += price * quantity;
  }

  /** In a call phase both sides show the virtual price and what it would match, and one of them what is left. */
  private indication(): number[] {
    const { price, matched, unmatched, side } = this.indicated;
    const first = (value: number, second = 0) => [value, second, ...Array<number>(LEVELS - 2).fill(0)];
    const prices = first(price * this.scale);
    const quantities = (own: Side) => first(matched, side === own ? unmatched : 0);
    return [...prices, ...quantities(Side.sell), ...prices, ...quantities(Side.buy)];
  }

  private levels(): number[] {
    return [Side.sell, Side.buy].flatMap((side) => {
      const { book } = this.rebuilt;
      const prices = Array<number>(LEVELS).fill(0);
      const quantities = Array<number>(LEVELS).fill(0);
      let price = side === Side.buy ? book.bestBid : book.bestAsk;
      for (let level = 0; level < LEVELS && book.quantityAt(side, price) > 0; level++) {
        prices[level] = price * this.scale;
        quantities[level] = book.quantityAt(side, price);
        price = book.nextLevel(side, price);
      }
      return [...prices, ...quantities];
    });
  }
}

/** All that rests on a side, and its mean price in ticks, rounded half up; 0 when nothing rests. */
function total(book: OrderBook, side: 0 | 1): { quantity: number; meanPrice: number } {
  let quantity = 0;
  let ticks = 0;
  for (
    let price = side === Side.buy ? book.bestBid : book.bestAsk;
    book.quantityAt(side, price) > 0;
    price = book.nextLevel(side, price)
  ) {
    quantity += book.quantityAt(side, price);
    ticks += price * book.quantityAt(side, price);
  }
  return { quantity, meanPrice: quantity === 0 ? 0 : Math.floor((2 * ticks + quantity) / (2 * quantity)) };
}

/** `HHMMSSmmm` without a leading zero. */
function stampDigits(timeNs: number): number {
  const hours = Math.floor(timeNs / HOUR);
  const minutes = Math.floor((timeNs % HOUR) / MINUTE);
  return hours * 10_000_000 + minutes * 100_000 + Math.floor((timeNs % MINUTE) / 1_000_000);
}
