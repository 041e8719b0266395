import { MessageType, RebuiltBook } from '../../order-flow/index.js';
import {
  CancelReason,
  Flag,
  Kind,
  OrderType,
  Phase,
  Side,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../../tape/index.js';
import { appendAnonymous } from '../anonymous-row.js';
import type { LobsterBookRow } from './book-row.js';
import type { LobsterMessage } from './messages.js';

/** What a quantity column can hold. */
export const LARGEST_QUANTITY = 2_147_483_647;

/**
 * Writes LOBSTER messages as tape rows and keeps the book that a reader of the tape rebuilds from them: the engine's own
 * order book, driven by nothing but the rows.
 *
 * The file shows a window of the best N levels and its orders by number, except those that came before the file began or
 * lay outside the window. So the tape opens with `restate` rows for the levels of the window; a cancel or execution of
 * an order that the tape does not know with that quantity is followed, in the same command, by a `restate` of its level;
 * and where the book behind a message shows other levels than the tape (a level slid into the window, or went while it was
 * outside) a command of `restate` rows follows. After each of these commands the rebuilt book shows exactly the file's
 * window; what lies behind it is what was last seen there. Aggressors are not in the file: trades name the resting order
 * only, and several executions of one aggressor are several commands.
 */
export class LobsterTape {
  readonly writer: TapeWriter;
  readonly rebuilt: RebuiltBook;
  /** Levels that were set from the file's book although the messages did not explain them. */
  restated = 0;
  /** Shares executed, hidden ones included. */
  volume = 0;

  private readonly cursor: TapeCursor;
  /** The source's ids of orders that the tape does not number, by row. */
  readonly unnumbered = new Map<number, number>();
  /** The tape's number of an order by the source's id. */
  private readonly numbers = new Map<number, number>();

  constructor(header: TapeHeader) {
    this.writer = new TapeWriter(header);
    this.cursor = new TapeCursor(this.writer);
    this.rebuilt = new RebuiltBook(header, 0);
  }

  /** The source's id of each order, by the tape's number. */
  get orderIds(): number[] {
    return [...this.numbers.keys()];
  }

  /** A phase begins, for the whole venue. */
  phase(timeNs: number, phase: Phase): void {
    this.writer.beginCommand(timeNs);
    appendAnonymous(this.writer, Kind.phase, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, phase, UNKNOWN);
    this.read();
  }

  /** The book before the first message: the book behind it with the message taken back. */
  open(message: LobsterMessage, behind: LobsterBookRow): void {
    this.writer.beginCommand(message.timeNs);
    const side = restingSide(message);
    const change =
      message.type === MessageType.submission ? -message.quantity : takesQuantity(message) ? message.quantity : 0;
    let known = change === 0;
    for (const each of [Side.sell, Side.buy]) {
      const { [each]: prices } = behind.prices;
      for (let level = 0; level < behind.counts[each]; level++) {
        const touched = each === side && prices[level] === message.price;
        if (touched) known = true;
        const quantity = behind.quantities[each][level] + (touched ? change : 0);
        if (quantity > 0) this.restate(each, prices[level], quantity);
      }
    }
    if (!known && change > 0) this.restate(side, message.price, change);
    this.read();
  }

  /** Whether the message adds an order whose id is already in use. */
  isKnown(message: LobsterMessage): boolean {
    return message.type === MessageType.submission && this.numbers.has(message.id);
  }

  /** The tape's number of the order that a message names; −1 when the tape does not know it. */
  numberOf({ id }: LobsterMessage): number {
    return this.numbers.get(id) ?? UNKNOWN;
  }

  /**
   * Whether a level would hold more than a tape can say.
   * @param behind - the book behind the first message, which {@link open} takes back; undefined for every other
   */
  overflows(message: LobsterMessage, behind: LobsterBookRow | undefined): boolean {
    if (behind === undefined ? message.type !== MessageType.submission : !takesQuantity(message)) return false;
    const side = restingSide(message);
    const standing = behind === undefined ? this.rebuilt.book : behind;
    return standing.quantityAt(side, message.price) + message.quantity > LARGEST_QUANTITY;
  }

  /** One message: one command. */
  take(message: LobsterMessage): void {
    const { type, timeNs, price, quantity } = message;
    this.writer.beginCommand(timeNs);
    const side = restingSide(message);
    if (type === MessageType.submission) {
      const order = this.numbers.size;
      this.numbers.set(message.id, order);
      appendAnonymous(this.writer, Kind.accepted, 0, order, side, price, quantity, OrderType.limit, UNKNOWN);
    } else if (takesQuantity(message)) this.takeOff(message, side);
    else if (type === MessageType.hiddenExecution || type === MessageType.cross) {
      this.volume += quantity;
      const aggressor = type === MessageType.cross ? Side.none : side ^ 1;
      const flags = message.halfTick ? Flag.halfTick : 0;
      if (message.id > 0) this.unnumbered.set(this.writer.length, message.id);
      appendAnonymous(
        this.writer,
        Kind.unseen,
        0,
        UNKNOWN,
        aggressor,
        price,
        quantity,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        flags,
      );
    } else this.takeHalt(message);
    this.read();
  }

  /** Sets what the book behind a message shows otherwise; returns how many levels. */
  restateTo(row: LobsterBookRow, timeNs: number): number {
    this.writer.beginCommand(timeNs);
    let levels = 0;
    for (const side of [Side.sell, Side.buy]) levels += this.restateSide(row, side);
    if (levels > 0) this.read();
    this.restated += levels;
    return levels;
  }

  private restateSide(row: LobsterBookRow, side: 0 | 1): number {
    const { book } = this.rebuilt;
    const { [side]: prices } = row.prices;
    const { [side]: quantities } = row.quantities;
    const count = row.counts[side];
    let levels = 0;
    let standing = side === Side.buy ? book.bestBid : book.bestAsk;
    const behind = (a: number, b: number) => (side === Side.buy ? a < b : a > b);
    for (let level = 0; level < count; level++) {
      const price = prices[level];
      for (; behind(price, standing); standing = book.nextLevel(side, standing)) {
        this.restate(side, standing, 0);
        levels++;
      }
      const same = standing === price;
      if (!same || book.quantityAt(side, price) !== quantities[level]) {
        this.restate(side, price, quantities[level]);
        levels++;
      }
      if (same) standing = book.nextLevel(side, standing);
    }
    if (count === row.levels) return levels;
    for (; book.quantityAt(side, standing) > 0; standing = book.nextLevel(side, standing)) {
      this.restate(side, standing, 0);
      levels++;
    }
    return levels;
  }

  /** A cancel, deletion or execution of an order that rests in sight. */
  private takeOff(message: LobsterMessage, side: 0 | 1): void {
    const { type, id, price, quantity } = message;
    const { book } = this.rebuilt;
    const order = this.numberOf(message);
    if (order === UNKNOWN) this.unnumbered.set(this.writer.length, id);
    const slot = this.rebuilt.slotOf(order);
    const rests = slot >= 0 && book.priceOf(slot) === price && book.sideOf(slot) === side ? book.quantityOf(slot) : 0;
    const left = book.quantityAt(side, price) - quantity;
    if (type === MessageType.execution) {
      this.volume += quantity;
      const aggressor = side ^ 1;
      appendAnonymous(
        this.writer,
        Kind.trade,
        0,
        UNKNOWN,
        aggressor,
        price,
        quantity,
        TradeStage.continuous,
        UNKNOWN,
        order,
      );
    } else {
      const remains = type === MessageType.deletion ? 0 : rests > quantity ? rests - quantity : UNKNOWN;
      appendAnonymous(this.writer, Kind.cancelled, 0, order, side, price, quantity, CancelReason.user, remains);
    }
    if (rests < quantity) this.restate(side, price, Math.max(0, left));
  }

  private takeHalt({ price }: LobsterMessage): void {
    if (price < 0) appendAnonymous(this.writer, Kind.halt, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    else {
      const phase = price === 0 ? Phase.haltCall : Phase.continuous;
      appendAnonymous(this.writer, Kind.phase, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, phase, UNKNOWN);
    }
  }

  private restate(side: number, price: number, quantity: number): void {
    appendAnonymous(this.writer, Kind.restate, 0, UNKNOWN, side, price, quantity, UNKNOWN, UNKNOWN);
  }

  /** Brings the book up to the rows of the command that is complete. */
  private read(): void {
    while (this.cursor.next()) this.rebuilt.apply(this.cursor);
  }
}

/** Whether a message takes quantity off a level. */
export function takesQuantity({ type }: LobsterMessage): boolean {
  return type === MessageType.partialCancel || type === MessageType.deletion || type === MessageType.execution;
}

/** The side of the resting order that a message is about. */
export function restingSide({ direction }: LobsterMessage): 0 | 1 {
  return direction > 0 ? Side.buy : Side.sell;
}
