import { Venue, type VenueOptions } from '../../src/market/index.js';
import { priceLimits, type RuleOverrides, rulesInForce, withOverrides } from '../../src/rules/index.js';
import {
  type AccountTable,
  type InstrumentHeader,
  kindNames,
  OrderType,
  parseTimeOfDay,
  RejectReason,
  type SecurityStatus,
  TAPE_SCHEMA,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
} from '../../src/tape/index.js';

/** What a test says of its venue; everything has a default. */
export interface VenueFixture {
  readonly venue?: string;
  readonly date?: string;
  readonly overrides?: RuleOverrides;
  readonly previousClose?: number;
  readonly status?: SecurityStatus;
  readonly statusDay?: number;
  readonly instruments?: number;
  readonly accounts?: number;
  /** Owner of every account. @defaultValue each account its own */
  readonly owners?: readonly number[];
  /** Broker of every account. @defaultValue all the same */
  readonly brokers?: readonly number[];
  /** Opening cash in money units and holdings in every instrument, of every account. */
  readonly cash?: number;
  readonly holdings?: number;
  readonly settlement?: VenueOptions['settlement'];
  readonly validation?: VenueOptions['validation'];
  /** What the venue writes to. @defaultValue a tape that keeps everything */
  readonly writer?: (header: TapeHeader) => TapeWriter;
}

/** A venue before its day, with the tape that it writes. */
export function venueOf(fixture: VenueFixture = {}): { venue: Venue; tape: TapeWriter } {
  const { status = 'ordinary', statusDay = -1 } = fixture;
  const { previousClose = 1000, instruments = 1, accounts = 4, cash = 1e12, holdings = 1_000_000 } = fixture;
  const rules = withOverrides(
    rulesInForce(fixture.venue ?? 'szse-chinext', fixture.date ?? '2025-05-06'),
    fixture.overrides ?? {},
  );
  const limits = priceLimits(rules, { previousClose, status, statusDay });
  const header = (index: number): InstrumentHeader => ({
    symbol: `30000${index}`,
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
    status,
    statusDay,
    previousClose,
    lowerLimit: limits.lower,
    upperLimit: limits.upper,
    referenceVolume: -1,
    referenceDepth5: { bid: -1, ask: -1 },
    floatShares: -1,
  });
  const table: AccountTable = {
    count: accounts,
    owner: Int32Array.from({ length: accounts }, (_, account) => fixture.owners?.[account] ?? account),
    broker: Int32Array.from({ length: accounts }, (_, account) => fixture.brokers?.[account] ?? 0),
    cash: new Float64Array(accounts).fill(cash),
    holdings: new Int32Array(accounts * instruments).fill(holdings),
  };
  const listed = Array.from({ length: instruments }, (_, index) => header(index));
  const { settlement, validation, writer = (kept) => new TapeWriter(kept) } = fixture;
  const tape = writer({
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: rules.id,
    date: fixture.date ?? '2025-05-06',
    rulePack: rules.version,
    instruments: listed,
    accounts: table,
  });
  return { venue: new Venue({ rules, instruments: listed, accounts: table, tape, settlement, validation }), tape };
}

/** A venue that takes every order type at any price, exchanges orders, and costs nothing: what a test changes is the rule it is about. */
export const openRules: RuleOverrides = {
  orderTypes: Object.keys(OrderType) as (keyof typeof OrderType)[],
  cage: null,
  lots: { buy: { minimum: 1, step: 1 }, sell: { minimum: 1, step: 1, oddRemainder: true } },
  replace: true,
  partialCancel: true,
  fees: { stampDutySell: 0, transferBoth: 0, handlingBoth: 0, levyBoth: 0, commission: 0 },
};

/** What a venue returns for a request that it refuses. */
export function refused(reason: keyof typeof RejectReason): number {
  return -1 - RejectReason[reason];
}

/** Nanoseconds since midnight of `HH:MM:SS.fraction`. */
export function at(time: string): number {
  return parseTimeOfDay(time);
}

/** A row with its kind as a word. */
export interface ReadRow {
  readonly kind: string;
  readonly time: number;
  readonly instrument: number;
  readonly order: number;
  readonly account: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly otherOrder: number;
  readonly otherAccount: number;
  readonly quantity2: number;
  readonly code: number;
  readonly flags: number;
}

/** The rows of a tape from a position on, without those of the kinds left out. */
export function rowsOf(tape: TapeWriter, from = 0, without: readonly string[] = []): ReadRow[] {
  const rows: ReadRow[] = [];
  const cursor = new TapeCursor(tape, from);
  while (cursor.next()) {
    const { time, instrument, order, account, side, price, quantity } = cursor;
    const { otherOrder, otherAccount, quantity2, code, flags } = cursor;
    const kind = kindNames[cursor.kind];
    if (without.includes(kind)) continue;
    const first = { kind, time, instrument, order, account, side, price, quantity };
    rows.push({ ...first, otherOrder, otherAccount, quantity2, code, flags });
  }
  return rows;
}
