import type { RulePack } from '../../src/rules/index.js';
import {
  CancelReason,
  codeNames,
  Flag,
  HaltReason,
  HOUR,
  type InstrumentHeader,
  Kind,
  kindNames,
  MINUTE,
  OrderType,
  Phase,
  parseTimeOfDay,
  RejectReason,
  SECOND,
  TradeStage,
} from '../../src/tape/index.js';
import type { PlainAccount } from './plain-ledger.js';
import type { PlainRow } from './plain-tape.js';
import { PlainVenue } from './plain-venue.js';

/** A day of a Chinese exchange without anything special: no cage, no halts, lots of one share, every order type. */
const usual: RulePack = {
  id: 'plain',
  version: 'plain@2000-01-01',
  effectiveFrom: '2000-01-01',
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  sources: {},
  phases: [
    { phase: Phase.openCallCancelable, startNs: 9 * HOUR + 15 * MINUTE, endNs: 9 * HOUR + 20 * MINUTE },
    { phase: Phase.openCallLocked, startNs: 9 * HOUR + 20 * MINUTE, endNs: 9 * HOUR + 25 * MINUTE },
    { phase: Phase.preOpenGap, startNs: 9 * HOUR + 25 * MINUTE, endNs: 9 * HOUR + 30 * MINUTE },
    { phase: Phase.continuous, startNs: 9 * HOUR + 30 * MINUTE, endNs: 11 * HOUR + 30 * MINUTE },
    { phase: Phase.lunch, startNs: 11 * HOUR + 30 * MINUTE, endNs: 13 * HOUR },
    { phase: Phase.continuous, startNs: 13 * HOUR, endNs: 14 * HOUR + 57 * MINUTE },
    { phase: Phase.closeCall, startNs: 14 * HOUR + 57 * MINUTE, endNs: 15 * HOUR },
    { phase: Phase.afterHoursQuiet, startNs: 15 * HOUR, endNs: 15 * HOUR + 5 * MINUTE },
    { phase: Phase.afterHours, startNs: 15 * HOUR + 5 * MINUTE, endNs: 15 * HOUR + 30 * MINUTE },
  ],
  noCancel: [Phase.openCallLocked, Phase.closeCall],
  gap: 'queue',
  indicationIntervalNs: 3 * SECOND,
  auction: { candidates: 'tick-grid', openCall: 'nearest-previous-close', otherCalls: 'nearest-last-trade' },
  limitRates: { ordinary: null, riskWarning: null, delisting: null },
  newListing: { days: 0, band: null },
  openingRange: null,
  cage: null,
  lots: { buy: { minimum: 1, step: 1 }, sell: { minimum: 1, step: 1, oddRemainder: false } },
  maximumLimitQuantity: null,
  maximumMarketQuantity: null,
  maximumFixedPriceQuantity: null,
  riskWarningDailyBuy: null,
  orderTypes: Object.keys(OrderType) as (keyof typeof OrderType)[],
  marketOrdersNeedLimit: false,
  protectionPrice: 'none',
  replace: true,
  partialCancel: true,
  selfTrade: 'allow',
  halts: null,
  luld: null,
  closingPrice: 'call-then-vwap',
  fixedPrice: { entryPhases: [Phase.continuous, Phase.afterHoursQuiet, Phase.afterHours] },
  throughput: null,
  settlement: 'T+1',
  fees: { stampDutySell: 0, transferBoth: 0, handlingBoth: 0, levyBoth: 0, commission: 0 },
};

const buy = 0;
const sell = 1;

/** What a test says of its day; everything has a default. */
export interface PlainDayOptions {
  readonly rules?: Partial<RulePack>;
  readonly header?: Partial<InstrumentHeader>;
  readonly instruments?: number;
  readonly cash?: number;
  readonly holdings?: number;
  readonly settlement?: 'ledger' | 'none';
  readonly validation?: 'enforce' | 'report';
}

/** A day on the oracle that is worked by hand: requests in few words, rows as lines. Four accounts of as many owners. */
export class PlainDay {
  readonly venue: PlainVenue;
  private read = 0;

  constructor(options: PlainDayOptions = {}) {
    const { instruments = 1, cash = 1e12, holdings = 10_000, settlement, validation } = options;
    const header = {
      symbol: '000001',
      currency: 'CNY',
      moneyPerTick: 100,
      quantityUnit: 'share',
      status: 'ordinary' as const,
      statusDay: -1,
      previousClose: 1_000,
      lowerLimit: -1,
      upperLimit: -1,
      referenceVolume: -1,
      referenceDepth5: { bid: -1, ask: -1 },
      floatShares: -1,
      ...options.header,
    };
    this.venue = new PlainVenue({
      rules: { ...usual, ...options.rules },
      instruments: Array.from({ length: instruments }, () => header),
      accounts: {
        count: 4,
        owner: Int32Array.of(0, 1, 2, 3),
        broker: new Int32Array(4),
        cash: new Float64Array(4).fill(cash),
        holdings: new Int32Array(4 * instruments).fill(holdings),
      },
      settlement,
      validation,
    });
  }

  /** Lets the clock run to `HH:MM:SS`. */
  at(time: string): this {
    this.venue.advanceTo(parseTimeOfDay(time));
    return this;
  }

  buy(quantity: number, price: number, account = 0, type: number = OrderType.limit, display = 0): number {
    return this.venue.submit(0, account, buy, type, price, quantity, display);
  }

  sell(quantity: number, price: number, account = 1, type: number = OrderType.limit, display = 0): number {
    return this.venue.submit(0, account, sell, type, price, quantity, display);
  }

  /** The rows since the last call, but phases and indications. */
  said(): string[] {
    return this.rows().filter((line) => !line.startsWith('phase') && !line.startsWith('indication'));
  }

  /** All rows since the last call. */
  rows(): string[] {
    const rows = this.venue.rows.slice(this.read);
    this.read = this.venue.rows.length;
    return rows.map(line);
  }

  account(account: number): PlainAccount {
    return this.venue.floor.ledger!.accounts[account];
  }
}

const codes: Readonly<Record<number, readonly string[]>> = {
  [Kind.accepted]: codeNames(OrderType),
  [Kind.rejected]: codeNames(RejectReason),
  [Kind.cancelled]: codeNames(CancelReason),
  [Kind.replaced]: codeNames(OrderType),
  [Kind.trade]: codeNames(TradeStage),
  [Kind.phase]: codeNames(Phase),
  [Kind.indication]: codeNames(TradeStage),
  [Kind.halt]: codeNames(HaltReason),
  [Kind.parked]: codeNames(OrderType),
  [Kind.released]: codeNames(OrderType),
};

/** `trade continuous #1 sell 100@1000 with #0`; `…` when more rows of the command follow. */
function line({ kind, code, order, side, price, quantity, otherOrder, quantity2, flags }: PlainRow): string {
  const words = [kindNames[kind], codes[kind][code]];
  if (order >= 0) words.push(`#${order}`);
  if (side >= 0) words.push(side === buy ? 'buy' : 'sell');
  if (quantity >= 0) words.push(`${quantity}${price >= 0 ? `@${price}` : ''}`);
  if (otherOrder >= 0) words.push(`${kind === Kind.replaced ? 'for' : 'with'} #${otherOrder}`);
  if (quantity2 >= 0) words.push(`(${quantity2})`);
  if (flags & Flag.hidden) words.push('hidden');
  if (flags & Flag.continues) words.push('…');
  return words.join(' ');
}
