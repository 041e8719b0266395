import {
  CancelReason,
  codeNames,
  Flag,
  HaltReason,
  Kind,
  OrderType,
  Phase,
  RejectReason,
  TradeStage,
} from '../../src/tape/index.js';
import type { PlainRow } from '../oracle/plain-tape.js';
import type { PlainVenue } from '../oracle/plain-venue.js';
import type { FuzzMarket } from './random-market.js';

const types = codeNames(OrderType);
const rejects = codeNames(RejectReason);
const cancels = codeNames(CancelReason);
const stages = codeNames(TradeStage);
const selfTradeModes = ['cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement'];

/** What an order of a type can end in besides being refused: these cannot happen, all others must. */
const impossible = new Set([
  ...['postOnly', 'ownBest'].flatMap((type) => [`${type} executes`, `${type} is cancelled: selfTrade`]),
  ...['marketIoc', 'best5Ioc', 'fillOrKill'].map((type) => `${type} rests`),
  'fillOrKill is cancelled: selfTrade',
]);

/** How often each thing happened that a venue can do; a zero is a hole in what was drawn. */
export class Coverage {
  readonly counts = new Map<string, number>();

  constructor() {
    for (const name of everything()) this.counts.set(name, 0);
  }

  add(name: string, times = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + times);
  }

  merge(other: Iterable<readonly [string, number]>): void {
    for (const [name, times] of other) this.add(name, times);
  }

  holes(): string[] {
    return [...this.counts].filter(([, times]) => times === 0).map(([name]) => name);
  }

  /** Requests that wait, which no row shows. */
  step(plain: PlainVenue): void {
    if (plain.desk.gap.length > 0) this.add('waits for continuous trading');
    if (plain.waiting > 0) this.add('waits in front of the venue');
  }

  day({ rules, validation }: FuzzMarket, plain: PlainVenue): void {
    if (validation === 'report')
      plain.desk.breaches.forEach((times, reason) => {
        if (times > 0) this.add(`let pass: ${rejects[reason]}`, times);
      });
    const { rows } = plain;
    for (let index = 0; index < rows.length; ) {
      let end = index + 1;
      while (rows[end - 1].flags & Flag.continues) end++;
      this.command(rows.slice(index, end), rules.selfTrade);
      index = end;
    }
  }

  private command(rows: readonly PlainRow[], selfTrade: string): void {
    const [first] = rows;
    for (const row of rows) this.row(row, selfTrade);
    if (first.kind === Kind.replaced || rows.some((row) => row.kind === Kind.accepted && row !== first))
      this.add(first.kind === Kind.replaced ? 'replaced: limit' : 'replaced: iceberg');
    if (first.kind === Kind.accepted) this.outcome(rows);
    if (first.kind === Kind.released && first.code === OrderType.limit)
      this.add(rows.some(({ kind }) => kind === Kind.trade) ? 'comes back and executes' : 'comes back and rests');
  }

  private outcome([first, ...rest]: readonly PlainRow[]): void {
    const type = types[first.code];
    let left = first.quantity;
    for (const { kind, quantity, order, code } of rest) {
      if (kind === Kind.trade && order === first.order) left -= quantity;
      if (kind !== Kind.cancelled || order !== first.order) continue;
      left -= quantity;
      this.add(`${type} is cancelled: ${cancels[code]}`);
    }
    if (rest.some(({ kind }) => kind === Kind.trade)) this.add(`${type} executes`);
    if (left > 0) this.add(rest.some(({ kind }) => kind === Kind.parked) ? 'parked' : `${type} rests`);
  }

  private row({ kind, code, order, side, instrument, flags, quantity2 }: PlainRow, selfTrade: string): void {
    if (kind === Kind.rejected) this.add(`rejected: ${rejects[code]}`);
    if (kind === Kind.rejected && order >= 0) this.add('rejected under a number');
    if (kind === Kind.cancelled) this.add(`cancelled: ${cancels[code]}`);
    if (kind === Kind.cancelled && code === CancelReason.selfTrade) this.add(`self-trade: ${selfTrade}`);
    if (kind === Kind.cancelled && code === CancelReason.user && quantity2 > 0 && !(flags & Flag.hidden))
      this.add('cancelled in part');
    if (kind === Kind.cancelled && flags & Flag.hidden) this.add('cancelled: hidden reserve');
    if (kind === Kind.trade) this.add(`trade: ${stages[code]}`);
    if (kind === Kind.trade && code === TradeStage.afterHours && side >= 0) this.add('trade: afterHours, on arrival');
    if (kind === Kind.indication) this.add(`indication: ${stages[code]}`);
    if (kind === Kind.halt) this.add(`halt: ${codeNames(HaltReason)[code]}`);
    if (kind === Kind.released) this.add(`released: ${types[code]}`);
    if (kind === Kind.phase) this.add(instrument >= 0 ? 'resumed' : `phase: ${codeNames(Phase)[code]}`);
  }
}

function everything(): string[] {
  const outcomes = types.flatMap((type) => [`${type} executes`, `${type} rests`]);
  const executing = types.filter((type) => type !== 'fixedPrice');
  const selfTrades = executing.map((type) => `${type} is cancelled: selfTrade`);
  const marketTypes = ['marketIoc', 'counterpartyBest', 'best5Ioc', 'fillOrKill', 'ownBest', 'best5ThenLimit'];
  return [
    ...[...outcomes, ...selfTrades].filter((name) => !impossible.has(name)),
    ...marketTypes.map((type) => `${type} is cancelled: emptySide`),
    ...['counterpartyBest', 'ownBest', 'best5ThenLimit'].map((type) => `${type} is cancelled: protectionPrice`),
    ...['marketIoc', 'best5Ioc'].map((type) => `${type} is cancelled: iocRest`),
    'fillOrKill is cancelled: fillOrKill',
    ...rejects.map((reason) => `rejected: ${reason}`),
    'rejected under a number',
    ...['priceLimit', 'priceCage', 'priceBand', 'lot', 'maximumQuantity', 'dailyMaximum'].map(
      (of) => `let pass: ${of}`,
    ),
    ...cancels.filter((reason) => reason !== 'auction').map((reason) => `cancelled: ${reason}`),
    'cancelled in part',
    'cancelled: hidden reserve',
    ...stages.map((stage) => `trade: ${stage}`),
    'trade: afterHours, on arrival',
    ...['openCall', 'intradayCall', 'closeCall'].map((stage) => `indication: ${stage}`),
    'halt: volatility',
    'halt: limitState',
    'resumed',
    ...['limit', 'iceberg', 'best5ThenLimit'].map((type) => `released: ${type}`),
    'parked',
    'comes back and executes',
    'comes back and rests',
    'replaced: limit',
    'replaced: iceberg',
    ...selfTradeModes.map((mode) => `self-trade: ${mode}`),
    'waits for continuous trading',
    'waits in front of the venue',
    ...codeNames(Phase)
      .filter((phase) => phase !== 'haltCall')
      .map((phase) => `phase: ${phase}`),
  ];
}
