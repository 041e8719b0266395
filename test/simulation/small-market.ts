import { Venue } from '../../src/market/index.js';
import { Streams } from '../../src/random/index.js';
import { priceLimits, rulesInForce } from '../../src/rules/index.js';
import { type ListedAnnouncement, type Participant, simulate } from '../../src/simulation/index.js';
import {
  HOUR,
  type InstrumentHeader,
  MINUTE,
  TAPE_SCHEMA,
  type Tape,
  TapeCursor,
  type TapeHeader,
  type TapeRow,
  TapeWriter,
} from '../../src/tape/index.js';

const PREVIOUS_CLOSE = 1570;
/** Continuous trading begins. */
export const OPEN = 9 * HOUR + 30 * MINUTE;

/** What an account of a small market opens with. */
export interface OpeningAccount {
  readonly owner?: number;
  readonly cash?: number;
  readonly holdings?: number;
}

export interface SmallMarketOptions {
  readonly accounts: readonly OpeningAccount[];
  readonly settlement?: 'ledger' | 'none';
  readonly referenceDepth5?: { readonly bid: number; readonly ask: number };
  readonly seed?: number;
  /** @defaultValue `szse-chinext` */
  readonly venue?: string;
}

/** A market, of ChiNext unless said otherwise, of one stock at 15.70 with a few accounts, rich unless said otherwise. */
export function smallMarket(options: SmallMarketOptions) {
  const rules = rulesInForce(options.venue ?? 'szse-chinext', '2025-05-06');
  const { lower, upper } = priceLimits(rules, { previousClose: PREVIOUS_CLOSE, status: 'ordinary', statusDay: -1 });
  const instrument: InstrumentHeader = {
    symbol: '300233',
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: 'share',
    status: 'ordinary',
    statusDay: -1,
    previousClose: PREVIOUS_CLOSE,
    lowerLimit: lower,
    upperLimit: upper,
    referenceVolume: 30_000_000,
    referenceDepth5: options.referenceDepth5 ?? { bid: 60_000, ask: 60_000 },
    floatShares: 400_000_000,
  };
  const count = options.accounts.length;
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: '2025-05-06',
    rulePack: rules.version,
    instruments: [instrument],
    accounts: {
      count,
      owner: Int32Array.from(options.accounts, ({ owner }, account) => owner ?? account),
      broker: new Int32Array(count),
      cash: Float64Array.from(options.accounts, ({ cash }) => cash ?? 1e13),
      holdings: Int32Array.from(options.accounts, ({ holdings }) => holdings ?? 10_000_000),
    },
  };
  const tape = new TapeWriter(header);
  const venue = new Venue({
    rules,
    instruments: header.instruments,
    accounts: header.accounts,
    tape,
    settlement: options.settlement,
  });
  const streams = new Streams(options.seed ?? 1);
  return {
    header,
    instrument,
    tape,
    venue,
    streams,
    run(
      agents: readonly Participant[],
      startNs: number,
      endNs: number,
      observe?: (row: TapeRow) => void,
      announcements?: readonly ListedAnnouncement[],
    ): Tape {
      simulate({ venue, tape, agents, streams, startNs, endNs, observe, announcements });
      return tape.finish();
    },
  };
}

/** Every row of a tape as plain values. */
export function rowsOf(tape: Tape) {
  const rows = [];
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { time, kind, order, account, side, price, quantity, otherOrder, otherAccount, code, flags } = cursor;
    rows.push({ time, kind, order, account, side, price, quantity, otherOrder, otherAccount, code, flags });
  }
  return rows;
}
