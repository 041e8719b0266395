import { MessageType } from '../../order-flow/index.js';
import { SECOND } from '../../tape/index.js';
import type { CsvReader } from '../csv-reader.js';

/** One tick (USD 0.01) in the unit of the files' prices, USD × 10,000. */
export const TICK = 100;

const MAXIMUM = 2_147_483_647;
const DAY = 86_400;

/** Reads messages in place: the values change with the next row. */
export class LobsterMessage {
  timeNs = 0;
  type = 0;
  /** The source's order id; 0 for a hidden order. */
  id = 0;
  quantity = 0;
  /** Ticks; for a hidden execution between two ticks the lower one. For a halt the sort: −1, 0 or 1. */
  price = 0;
  /** Whether a hidden execution stood half a tick above `price`. */
  halfTick = false;
  /** 1 when the resting order buys, −1 when it sells. */
  direction = 0;
  /** Whether the row says more than a tape row can hold. */
  odd = false;
  /** Rows so far whose time had fewer than nine decimals. */
  shortTimes = 0;
  /** Rows so far whose time had more than nine decimals. */
  finerTimes = 0;
  /** Hidden executions so far between two ticks and not at the half. */
  oddPrices = 0;

  /** Takes the row at which the reader stands. @throws InputError for everything that is no message */
  parse(rows: CsvReader): void {
    rows.expectFields(6);
    const before = this.timeNs;
    this.odd = false;
    this.timeNs = this.time(rows);
    if (this.timeNs < before) rows.fail(0, 'time', 'a time not before that of the row above');
    this.type = rows.integer(1, 'type', MessageType.submission, MessageType.halt);
    if (this.type === MessageType.halt) {
      this.price = rows.integer(4, 'price', -1, 1);
      return;
    }
    const crossing = this.type === MessageType.cross;
    if (crossing) this.odd = true;
    this.id = rows.integer(2, 'order id', crossing ? -1 : 0, Number.MAX_SAFE_INTEGER);
    this.quantity = rows.integer(3, 'size', 1, MAXIMUM);
    this.readPrice(rows);
    this.direction = rows.integer(5, 'direction', -1, 1);
    if (this.direction === 0) rows.fail(5, 'direction', '1 or -1');
  }

  private readPrice(rows: CsvReader): void {
    const price = rows.integer(4, 'price', 1, MAXIMUM);
    const rest = price % TICK;
    this.price = (price - rest) / TICK;
    this.halfTick = rest * 2 === TICK;
    if (rest === 0) return;
    if (this.type !== MessageType.hiddenExecution && this.type !== MessageType.cross)
      rows.fail(4, 'price', `USD × 10000 on the tick of ${TICK} (USD 0.01)`);
    if (this.halfTick) return;
    this.oddPrices++;
    this.odd = true;
  }

  /** Seconds after midnight with decimals, from their digits; decimals behind the ninth are cut. */
  private time(rows: CsvReader): number {
    const text = rows.text(0);
    const match = /^(\d{1,5})(?:\.(\d{1,18}))?$/.exec(text);
    if (match === null) rows.fail(0, 'time', 'seconds after midnight, such as 34200.015105074');
    const [, seconds, decimals = ''] = match;
    if (Number(seconds) >= DAY) rows.fail(0, 'time', `fewer than ${DAY} seconds after midnight`);
    if (decimals.length < 9) this.shortTimes++;
    if (decimals.length > 9) {
      this.finerTimes++;
      this.odd = true;
    }
    return Number(seconds) * SECOND + Number(decimals.slice(0, 9).padEnd(9, '0'));
  }
}
