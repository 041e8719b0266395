import { createHash, type Hash } from 'node:crypto';
import { Venue } from '../src/market/index.js';
import { rulesInForce } from '../src/rules/index.js';
import {
  canonicalChunk,
  canonicalHeader,
  HOUR,
  Kind,
  MINUTE,
  OrderType,
  TAPE_SCHEMA,
  type TapeChunk,
  type TapeHeader,
  TapeWriter,
} from '../src/tape/index.js';
import { MESSAGE_WORDS, StreamMessage } from './order-stream.js';

const ACCOUNTS = 10_000;
/** Time from one message to the next, ns. */
const STEP = 4_000;

/** A venue with everything on, before its day: rules, checks, 10,000 funded accounts, tape and digest. */
export class VenueDay {
  readonly venue: Venue;
  readonly tape: TapeWriter;
  trades = 0;
  private readonly hash: Hash;
  private time = 9 * HOUR + 30 * MINUTE;
  private next = 0;

  /** @param digests - whether what is written is hashed and its trades are counted */
  constructor(digests: boolean) {
    const rules = rulesInForce('us-equity', '2025-05-06');
    const header: TapeHeader = {
      schema: TAPE_SCHEMA,
      source: 'bench',
      venue: rules.id,
      date: '2025-05-06',
      rulePack: rules.version,
      instruments: [
        {
          symbol: 'BENCH',
          currency: rules.currency,
          moneyPerTick: rules.tick,
          quantityUnit: rules.quantityUnit,
          status: 'ordinary',
          statusDay: -1,
          previousClose: 32_768,
          lowerLimit: -1,
          upperLimit: -1,
          referenceVolume: -1,
          referenceDepth5: { bid: -1, ask: -1 },
          floatShares: -1,
        },
      ],
      accounts: {
        count: ACCOUNTS,
        owner: Int32Array.from({ length: ACCOUNTS }, (_, account) => account),
        broker: new Int32Array(ACCOUNTS),
        cash: new Float64Array(ACCOUNTS).fill(5e11),
        holdings: new Int32Array(ACCOUNTS).fill(100_000_000),
      },
    };
    this.hash = createHash('sha256');
    for (const bytes of canonicalHeader(header)) this.hash.update(bytes);
    const onSealed = digests ? (chunk: TapeChunk) => this.seal(chunk) : undefined;
    this.tape = new TapeWriter(header, { retention: 'drop', onSealed });
    this.venue = new Venue({ rules, instruments: header.instruments, accounts: header.accounts, tape: this.tape });
    this.venue.advanceTo(this.time);
  }

  /** Plays messages from one word on to another. */
  play(words: Uint32Array, from: number, to: number): void {
    const { venue } = this;
    const { place, cancel, reduce } = StreamMessage;
    let { time, next } = this;
    for (let at = from; at < to; at += MESSAGE_WORDS) {
      const first = words[at];
      const type = first & 255;
      time += STEP;
      venue.advanceTo(time);
      if (type === place) {
        venue.submit(0, next % ACCOUNTS, first >> 8, OrderType.limit, words[at + 2], words[at + 3]);
        next++;
      } else if (type === cancel) venue.cancel(-1, words[at + 1]);
      else if (type === reduce) venue.cancel(-1, words[at + 1], words[at + 3]);
      else {
        venue.replace(-1, words[at + 1], words[at + 2], words[at + 3]);
        next++;
      }
    }
    this.time = time;
    this.next = next;
  }

  /** Digest of the tape, once everything was played. */
  finish(): string {
    this.tape.finish();
    return this.hash.digest('hex');
  }

  private seal(chunk: TapeChunk): void {
    for (const bytes of canonicalChunk(chunk)) this.hash.update(bytes);
    const { kind, length } = chunk;
    for (let row = 0; row < length; row++) if (kind[row] === Kind.trade) this.trades++;
  }
}
