import { Venue } from '../../src/market/index.js';
import { rulesInForce, thresholdsInForce } from '../../src/rules/index.js';
import { type Alert, Surveillance, type SurveillanceOptions, type Watch } from '../../src/surveillance/index.js';
import {
  type InstrumentHeader,
  OrderType,
  parseTimeOfDay,
  SECOND,
  Side,
  TAPE_SCHEMA,
  type Tape,
  TapeCursor,
  type TapeHeader,
  TapeWriter,
} from '../../src/tape/index.js';

const DATE = '2025-05-06';
export const thresholds = thresholdsInForce('szse-chinext', DATE);

const instrument: InstrumentHeader = {
  symbol: '300001',
  currency: 'CNY',
  moneyPerTick: 100,
  quantityUnit: 'share',
  status: 'ordinary',
  statusDay: -1,
  previousClose: 1000,
  lowerLimit: 800,
  upperLimit: 1200,
  referenceVolume: 10_000_000,
  referenceDepth5: { bid: 100_000, ask: 100_000 },
  floatShares: -1,
};

/** A header with one account an owner named: `[0, 0, 1]` are two accounts of owner 0 and one of owner 1. */
export function headerWith(owners: readonly number[], instruments = 1): TapeHeader {
  return {
    schema: TAPE_SCHEMA,
    source: 'simulated',
    venue: 'szse-chinext',
    date: DATE,
    rulePack: 'szse-chinext@2023-08-28',
    instruments: Array.from({ length: instruments }, () => instrument),
    accounts: {
      count: owners.length,
      owner: Int32Array.from(owners),
      broker: new Int32Array(owners.length).fill(0),
      cash: new Float64Array(owners.length),
      holdings: new Int32Array(owners.length * instruments),
    },
  };
}

/** Trading written by hand: a real venue without a ledger and without quantity limits, driven line by line. */
export class TradingSession {
  readonly writer: TapeWriter;
  readonly venue: Venue;

  constructor(
    owners: readonly number[],
    instruments = 1,
    readonly header = headerWith(owners, instruments),
  ) {
    this.writer = new TapeWriter(this.header);
    this.venue = new Venue({
      rules: rulesInForce('szse-chinext', DATE),
      instruments: this.header.instruments,
      accounts: this.header.accounts,
      tape: this.writer,
      settlement: 'none',
      validation: 'report',
    });
  }

  /** Lets the clock run to a time of day. */
  at(time: string): this {
    this.venue.advanceTo(parseTimeOfDay(time));
    return this;
  }

  later(seconds: number): this {
    this.venue.advanceTo(this.venue.now + Math.round(seconds * SECOND));
    return this;
  }

  buy(account: number, quantity: number, price: number, instrument = 0): number {
    return this.limit(account, Side.buy, quantity, price, instrument);
  }

  sell(account: number, quantity: number, price: number, instrument = 0): number {
    return this.limit(account, Side.sell, quantity, price, instrument);
  }

  market(account: number, side: number, quantity: number): number {
    return this.venue.submit(0, account, side, OrderType.marketIoc, -1, quantity);
  }

  cancel(...orders: number[]): this {
    for (const order of orders) this.venue.cancel(-1, order);
    return this;
  }

  get tape(): Tape {
    return this.writer.finish();
  }

  watch(watches: readonly Watch[], options: SurveillanceOptions = {}): Alert[] {
    return watchTape(this.tape, watches, options);
  }

  private limit(account: number, side: number, quantity: number, price: number, instrument: number): number {
    const order = this.venue.submit(instrument, account, side, OrderType.limit, price, quantity);
    if (order < 0) throw new Error(`refused: ${-1 - order}`);
    return order;
  }
}

export function watchTape(tape: Tape, watches: readonly Watch[], options: SurveillanceOptions = {}): Alert[] {
  const surveillance = new Surveillance(tape.header, watches, { thresholds, ...options });
  const cursor = new TapeCursor(tape);
  while (cursor.next()) surveillance.onRow(cursor);
  return surveillance.finish();
}
