import { OpenBatches, type OrderSplittings } from '../../model/index.js';
import { FlowType, readFlow } from '../../order-flow/index.js';
import type { Streams } from '../../random/index.js';
import { CancelReason, Kind, type RowSource, Side, Tape, TapeChunk, TapeCursor, UNKNOWN } from '../../tape/index.js';
import type { FlowProfile } from './flow-profile.js';
import { splitPopulation } from './population.js';

export interface TapeAttributionOptions {
  /** Accounts that trade. */
  readonly active: number;
  /** Share of the volume of the five busiest accounts together. */
  readonly topFiveShare: number;
  /** How the tape's orders are split, by the memory of their signs. */
  readonly splittings: OrderSplittings;
  readonly streams: Streams;
}

export interface AttributedTape {
  readonly tape: Tape;
  /** Orders that came so soon after a cancel that they are taken to be its trader's. */
  readonly resubmitted: number;
  /** Orders that nobody's holdings or cash would have covered: they keep the account −1. */
  readonly unattributed: number;
  readonly orders: number;
}

/** Decisions of the profile: so many of the tape's orders, evenly spread. */
const SAMPLE = 20_000;

/**
 * Gives the orders of a tape of one instrument to accounts that may not exist (`split`): an order belongs to the trader
 * whose cancel it replaces, to the decision that it is a piece of, or by its value to a class of investors and there to a
 * metaorder under way. The tape's events stay as they are; what it said of accounts is not read.
 */
export function attributeTape(source: RowSource, options: TapeAttributionOptions): AttributedTape {
  const { active, topFiveShare, streams, splittings } = options;
  const instrument = source.header.instruments[0];
  const orders = readOrders(source);
  const profile = profileOf(orders, splittings, instrument.moneyPerTick);
  const stream = streams.stream('accounts/0/population');
  const population = splitPopulation(profile, { active, topFiveShare, instrument, stream });
  const attribution = population.attribution(streams);
  const sellable = Float64Array.from(population.accounts.holdings);
  const funds = {
    sellable: (account: number) => sellable[account],
    cash: () => Infinity,
    market: { bestAsk: UNKNOWN, lastPrice: UNKNOWN },
  };
  const accountOf = new Int32Array(orders.highest + 1).fill(UNKNOWN);
  let unattributed = 0;
  const attribute = (time: number, order: number, side: number, price: number, quantity: number): number => {
    const at = orders.placeOf[order];
    const marketable = at >= 0 && orders.marketable[at] === 1;
    const decision = at < 0 ? UNKNOWN : orders.decisions[at];
    const earlier = decision < 0 || decision === at ? UNKNOWN : accountOf[orders.numbers[decision]];
    const whole = decision < 0 ? quantity : orders.decided[decision];
    return attribution.accountFor(side, price, quantity, marketable, time, funds, earlier, whole);
  };
  const cursor = new TapeCursor(source);
  while (cursor.next()) {
    const { kind, time, order, side, price, quantity } = cursor;
    if (kind === Kind.accepted || kind === Kind.seed || kind === Kind.replaced) {
      const account =
        kind === Kind.replaced ? accountOf[cursor.otherOrder] : attribute(time, order, side, price, quantity);
      accountOf[order] = account;
      if (account < 0) unattributed++;
      else if (side === Side.sell) sellable[account] -= quantity;
    } else if (kind === Kind.cancelled && order >= 0 && accountOf[order] >= 0) {
      const account = accountOf[order];
      if (side === Side.sell) sellable[account] += quantity;
      if (cursor.code === CancelReason.user) attribution.cancelled(time, side, quantity, account);
    }
  }
  const header = { ...source.header, accounts: population.accounts };
  const chunks = relabelled(source, accountOf);
  const tape = new Tape(header, chunks, source.length);
  return { tape, resubmitted: attribution.resubmitted, unattributed, orders: orders.numbers.length };
}

/** The orders of a tape in the order in which they came. */
interface Orders {
  /** Place of the first order of the decision that each is a piece of. */
  readonly decisions: Int32Array;
  readonly numbers: Int32Array;
  readonly quantities: Int32Array;
  /** 1 of an order that executed at once. */
  readonly marketable: Uint8Array;
  /** Quantity of all orders of a decision, at the place of its first. */
  readonly decided: Float64Array;
  /** Place of an order by its number; −1 of none. */
  readonly placeOf: Int32Array;
  readonly highest: number;
  /** Ticks. */
  readonly usualPrice: number;
}

function readOrders(source: RowSource): Orders {
  const found: { order: number; side: number; quantity: number; marketable: boolean; decision: number }[] = [];
  const batches = new OpenBatches();
  let [highest, priceSum, prices] = [0, 0, 0];
  readFlow(source, 0, {
    arrival: ({ time, order, side, quantity, type, price }) => {
      if (order < 0) return;
      const decision = batches.decisionOf(time, side, price, found.length);
      found.push({ order, side, quantity, marketable: type === FlowType.marketable, decision });
      if (price <= 0) return;
      priceSum += price;
      prices++;
    },
  });
  const cursor = new TapeCursor(source);
  while (cursor.next()) highest = Math.max(highest, cursor.order);
  const placeOf = new Int32Array(highest + 1).fill(UNKNOWN);
  const decided = new Float64Array(found.length);
  found.forEach(({ order, quantity, decision }, place) => {
    placeOf[order] = place;
    decided[decision] += quantity;
  });
  return {
    numbers: Int32Array.from(found, ({ order }) => order),
    decisions: Int32Array.from(found, ({ decision }) => decision),
    marketable: Uint8Array.from(found, ({ marketable }) => (marketable ? 1 : 0)),
    quantities: Int32Array.from(found, ({ quantity }) => quantity),
    decided,
    placeOf,
    highest,
    usualPrice: priceSum / Math.max(1, prices),
  };
}

function profileOf(orders: Orders, splittings: OrderSplittings, moneyPerTick: number): FlowProfile {
  const count = orders.numbers.length;
  const step = Math.max(1, Math.floor(count / SAMPLE));
  const round = orders.quantities.reduce((sum, quantity) => sum + (quantity % 100 === 0 ? 1 : 0), 0);
  const sample = [];
  for (let i = 0; i < count; i += step)
    sample.push({ quantity: orders.quantities[i], orders: 1, marketable: orders.marketable[i] === 1, weight: step });
  return {
    priceTicks: Math.round(orders.usualPrice),
    price: (orders.usualPrice * moneyPerTick) / 10_000,
    lot: round >= 0.99 * count ? 100 : 1,
    maximumQuantity: orders.quantities.reduce((most, quantity) => Math.max(most, quantity), 0),
    splittings,
    sample,
  };
}

/** The rows with other accounts. */
function relabelled(source: RowSource, accountOf: Int32Array): TapeChunk[] {
  const chunks: TapeChunk[] = [];
  const first = ['time', 'kind', 'instrument', 'order', 'side', 'price', 'quantity'] as const;
  const more = ['otherOrder', 'quantity2', 'code', 'flags'] as const;
  const of = (order: number) => (order >= 0 && order < accountOf.length ? accountOf[order] : UNKNOWN);
  for (let index = 0, row = 0; row < source.length; index++) {
    const from = source.chunkAt(index);
    const to = new TapeChunk();
    to.length = from.length;
    for (const column of [...first, ...more]) to[column].set(from[column]);
    for (let i = 0; i < from.length; i++) {
      to.account[i] = of(from.order[i]);
      to.otherAccount[i] = from.kind[i] === Kind.trade ? of(from.otherOrder[i]) : UNKNOWN;
    }
    chunks.push(to);
    row += from.length;
  }
  return chunks;
}
