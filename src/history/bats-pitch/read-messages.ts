import { InputError } from '../../diagnostics/index.js';
import { SECOND } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import { type PitchMessage, parseMessage } from './message.js';

/** Units of a tick of USD 0.01, and of 0.0001 for stocks below USD 1 (Regulation NMS, rule 612). */
const CENT = 100;
const FINE_TICK = 1;

/** All messages are kept in memory, at about 150 bytes each, since they must be put in order. */
const MOST_ROWS = 2_097_152;

/** What a file holds. */
export interface PitchDay {
  /**
   * The recordings in the file, one as a rule. Messages are in order of time; those of one instrument stand as in the
   * file.
   */
  readonly recordings: readonly (readonly PitchMessage[])[];
  /** Symbols in the order of their first message, with the tick of their prices. */
  readonly ticks: ReadonlyMap<string, number>;
  /** Messages that change no book. */
  readonly passedOver: number;
  /** Messages that stand behind one with a later time. */
  readonly moved: number;
}

/**
 * Reads a file of messages. The exchange sends the instruments in several units, whose messages may overtake each other
 * by less than a second; they are put in order of time. Those of one instrument must be in order already. A time that
 * falls further ends a recording, and another one must begin exactly as the file does: the public sample holds one
 * recording of 20,000 messages five times over.
 * @param symbol - which instrument to keep; all of them when undefined
 */
export async function readPitch(file: string, symbol: string | undefined): Promise<PitchDay> {
  const rows = await CsvReader.open(file, MOST_ROWS);
  const sorter = new MessageSorter(rows, symbol);
  while (rows.next() || (await rows.more())) sorter.take(parseMessage(rows));
  const { ticks, symbols } = sorter;
  if (ticks.size === 0)
    throw new InputError(
      symbol === undefined
        ? 'found no order and no trade, expected some'
        : `found nothing of ${symbol}, expected one of ${[...new Set(symbols.values())].slice(0, 8).join(', ')}, …`,
      { file },
    );
  for (const recording of sorter.recordings) recording.sort((a, b) => a.timeNs - b.timeNs);
  return sorter;
}

class MessageSorter implements PitchDay {
  readonly recordings: PitchMessage[][] = [[]];
  readonly ticks = new Map<string, number>();
  /** Symbol by the order's id. */
  readonly symbols = new Map<string, string>();
  passedOver = 0;
  moved = 0;
  private first: string | undefined;
  private latest = 0;
  /** Of the instruments that are kept. */
  private latestKept = 0;
  /** Time of the last message by symbol. */
  private readonly times = new Map<string, number>();

  constructor(
    private readonly rows: CsvReader,
    private readonly symbol: string | undefined,
  ) {}

  take(message: PitchMessage | undefined): void {
    if (message === undefined) {
      this.passedOver++;
      return;
    }
    this.first ??= this.rows.rowText();
    if (message.timeNs <= this.latest - SECOND) this.beginAnew();
    if (message.type === 'A') this.symbols.set(message.id, message.symbol);
    const of = 'symbol' in message ? message.symbol : this.symbols.get(message.id);
    if (of !== undefined) this.checkTime(message, of);
    this.latest = Math.max(this.latest, message.timeNs);
    if (this.symbol !== undefined && of !== this.symbol) return;
    if (message.timeNs < this.latestKept) this.moved++;
    this.latestKept = Math.max(this.latestKept, message.timeNs);
    this.recordings[this.recordings.length - 1].push(message);
    if (of === undefined) return;
    const fine = message.type === 'A' && message.price % CENT !== 0;
    this.ticks.set(of, Math.min(this.ticks.get(of) ?? CENT, fine ? FINE_TICK : CENT));
  }

  private beginAnew(): void {
    const text = this.rows.rowText();
    if (text !== this.first)
      throw this.rows.error('time', text.slice(0, 8), 'a time that does not fall by a second or more');
    this.recordings.push([]);
    this.symbols.clear();
    this.times.clear();
    this.latest = 0;
    this.latestKept = 0;
  }

  private checkTime({ timeNs }: PitchMessage, symbol: string): void {
    if (timeNs < (this.times.get(symbol) ?? 0))
      throw this.rows.error(
        'time',
        this.rows.rowText().slice(0, 8),
        `a time not before that of the message of ${symbol} above`,
      );
    this.times.set(symbol, timeNs);
  }
}
