import { expect } from 'vitest';
import { Kind, RejectReason, Side, UNKNOWN } from '../../src/tape/index.js';
import { type AttackedMarket, leftOpen, type Row, rowsOfAccounts } from './attacked-market.js';

/** What holds of every campaign, whatever the market did to it. */
export function expectSoundCampaign(
  market: AttackedMarket,
  options: { readonly refusals?: boolean; readonly expires?: boolean } = {},
): void {
  const { rows, accounts, ledger, manipulator, funding } = market;
  const own = rowsOfAccounts(rows, accounts);
  const sent = own.filter(({ kind }) => kind === Kind.accepted);
  ledger.validate();

  // The truth names the orders on the tape: all of them, each once, and the hand's own.
  const campaigns = manipulator.truth();
  const named = campaigns.flatMap(({ intentOrders, genuineOrders }) => [...intentOrders, ...genuineOrders]);
  if (campaigns.length > 0) expect(named.toSorted((a, b) => a - b)).toEqual(sent.map(({ order }) => order));

  // Nothing stays behind, but for what no cancel can reach.
  if (options.expires !== true) expect(sent.filter(({ order }) => leftOpen(rows, order) > 0)).toEqual([]);

  // Lots, greatest quantities and limits: no order is refused, and each fits. A cancel may come after an execution.
  const refused = own.filter(({ kind }) => kind === Kind.rejected);
  const tooLate = refused.filter(({ quantity, code }) => quantity === UNKNOWN && code === RejectReason.unknownOrder);
  if (options.refusals !== true) expect(refused).toEqual(tooLate);
  expect(sent.filter(({ quantity }) => quantity % 100 !== 0 || quantity > 300_000)).toEqual([]);

  // Only what was held when the day opened is sold.
  for (const account of accounts)
    expect(traded(own, account, Side.sell), `sales of account ${account}`).toBeLessThanOrEqual(funding.holdings);

  for (const campaign of campaigns) expectSoundTimes(market, campaign);
}

function expectSoundTimes({ rows }: AttackedMarket, campaign: ReturnType<AttackedMarket['manipulator']['truth']>[0]) {
  const { intentOrders, genuineOrders, cycles, phases, spansDays, startNs, endNs } = campaign;
  // Where it spans days, it begins with whatever comes first.
  const telling = spansDays ? [...intentOrders, ...genuineOrders] : intentOrders;
  const first = rows.find(({ kind, order }) => kind === Kind.accepted && telling.includes(order))!;
  expect(startNs).toBe(first.time);
  const ends = rows.filter(({ kind }) => kind === Kind.trade || kind === Kind.cancelled);
  const all = new Set([...intentOrders, ...genuineOrders]);
  const last = ends.findLast(({ order, otherOrder }) => all.has(order) || all.has(otherOrder));
  expect(endNs).toBe(Math.max(startNs, last?.time ?? startNs));
  for (const cycle of cycles) {
    expect(cycle.startNs).toBeGreaterThanOrEqual(startNs);
    expect(cycle.endNs).toBeGreaterThanOrEqual(cycle.startNs);
    expect(cycle.endNs).toBeLessThanOrEqual(endNs);
  }
  for (const mark of phases) {
    expect(mark.endNs).toBeGreaterThanOrEqual(mark.startNs);
    expect(mark.endNs).toBeLessThanOrEqual(endNs);
    expect(mark.cycle).toBeLessThan(cycles.length);
  }
}

/** Quantity that an account bought or sold. */
export function traded(rows: readonly Row[], account: number, side: number): number {
  let quantity = 0;
  for (const row of rows) {
    if (row.kind !== Kind.trade) continue;
    // A row of an auction names the buyer first.
    const incoming = row.side === Side.none ? Side.buy : row.side;
    if (row.account === account && incoming === side) quantity += row.quantity;
    if (row.otherAccount === account && incoming === 1 - side) quantity += row.quantity;
  }
  return quantity;
}

/** Rows until an order of these accounts is first named. */
export function rowsBeforeAct(rows: readonly Row[], accounts: readonly number[]): readonly Row[] {
  const first = rows.findIndex(({ account }) => accounts.includes(account));
  return first < 0 ? rows : rows.slice(0, first);
}
