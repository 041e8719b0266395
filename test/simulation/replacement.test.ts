import { describe, expect, it } from 'vitest';
import { type Agent, type Desk, type OrderReport, ReportKind } from '../../src/simulation/index.js';
import { Kind, kindNames, OrderType, RejectReason, SECOND, Side } from '../../src/tape/index.js';
import { OPEN, rowsOf, smallMarket } from './small-market.js';

const MS = 1_000_000;
const { limit, iceberg } = OrderType;
const { accepted, rejected, traded, cancelled, cancelRejected, replaced } = ReportKind;

/** Does one thing a second, 10 ms away from the venue, and writes down every report. */
function run(acts: readonly ((desk: Desk) => unknown)[], venue = 'us-equity') {
  const reports: number[][] = [];
  let next = 0;
  const trader: Agent = {
    id: 'trader/0',
    latency: { market: 10 * MS, order: 10 * MS },
    start: (desk) => desk.wakeAt(OPEN + SECOND),
    onWake(desk) {
      acts[next++](desk);
      if (next < acts.length) desk.wakeAt(desk.now + SECOND);
    },
    onReport: ({ ticket, kind, price, quantity, remaining, code, time }: OrderReport, { now }) =>
      void reports.push([(now - OPEN) / MS, (time - OPEN) / MS, ticket, kind, price, quantity, remaining, code]),
  };
  const market = smallMarket({ accounts: [{}], venue });
  const participant = { agent: trader, informationSet: 'order-by-order', accounts: [0] } as const;
  const tape = market.run([participant], OPEN, OPEN + 20 * SECOND);
  return { reports, rows: rowsOf(tape).filter(({ kind }) => kind !== Kind.phase) };
}

const buy = (desk: Desk) => desk.submit(0, Side.buy, limit, 1560, 500);

describe('a desk', () => {
  it('replaces an order, which is done when the one in its place is accepted', () => {
    const { reports, rows } = run([buy, (desk) => desk.replace(0, 1561, 300), (desk) => desk.cancel(1)]);
    expect(reports).toEqual([
      [1020, 1010, 0, accepted, 1560, 500, 500, limit],
      [2020, 2010, 0, replaced, 1560, 500, 0, limit],
      [2020, 2010, 1, accepted, 1561, 300, 300, limit],
      [3020, 3010, 1, cancelled, 1561, 300, 0, 0],
    ]);
    expect(rows.map(({ kind }) => kindNames[kind])).toEqual(['accepted', 'replaced', 'cancelled']);
  });

  it('keeps the old order when its replacement is refused', () => {
    const acts = [buy, (desk: Desk) => desk.replace(0, 1561, 0), (desk: Desk) => desk.remaining(0)];
    const { reports } = run([...acts, (desk) => desk.cancel(0)]);
    expect(reports.slice(1)).toEqual([
      [2020, 2010, 1, rejected, 1561, 0, 0, RejectReason.quantity],
      [4020, 4010, 0, cancelled, 1560, 500, 0, 0],
    ]);
  });

  it('is told that the order to replace was executed or refused meanwhile', () => {
    const sell = (desk: Desk) => desk.submit(0, Side.sell, limit, 1560, 500);
    const { reports } = run([
      buy,
      sell,
      (desk) => desk.replace(0, 1561, 500),
      (desk) => desk.replace(desk.submit(0, Side.buy, limit, 1560, 0), 1560, 100),
    ]);
    expect(reports.slice(-3)).toEqual([
      [3020, 3010, 2, rejected, 1561, 500, 0, RejectReason.unknownOrder],
      [4020, 4010, 3, rejected, 1560, 0, 0, RejectReason.quantity],
      [4020, 4010, 4, rejected, 1560, 100, 0, RejectReason.unknownOrder],
    ]);
    expect(reports.filter(([, , , kind]) => kind === traded)).toHaveLength(2);
  });

  it('shows a part of an iceberg, and takes a part of an order back', () => {
    const seen: number[] = [];
    const look = (desk: Desk) => void seen.push(desk.market.depth5(Side.buy));
    const hide = (desk: Desk) => desk.submit(0, Side.buy, iceberg, 1560, 500, 120);
    const { reports } = run([hide, look, (desk) => desk.cancel(0, 450), look]);
    expect(seen).toEqual([120, 50]);
    expect(reports.slice(1)).toEqual([
      [3020, 3010, 0, cancelled, 1560, 380, 120, 0],
      [3020, 3010, 0, cancelled, 1560, 70, 50, 0],
    ]);
  });

  it('has no more at a venue than the venue offers', () => {
    const acts = [(desk: Desk) => desk.cancel(0, 100), (desk: Desk) => desk.replace(0, 1561, 500)];
    expect(run([buy, ...acts], 'szse-chinext').reports.slice(1)).toEqual([
      [2020, 2010, 0, cancelRejected, 1560, -1, 500, RejectReason.notOffered],
      [3020, 3010, 1, rejected, 1561, 500, 0, RejectReason.notOffered],
    ]);
  });

  it('neither replaces nor cancels what is another’s', () => {
    const other = (act: (desk: Desk) => void): Agent => ({
      ...{ id: 'other/0', latency: { market: 0, order: 0 }, onWake() {} },
      start: act,
    });
    const first: Agent = { ...other(buy), id: 'first/0' };
    for (const act of [(desk: Desk) => void desk.replace(0, 1, 1), (desk: Desk) => desk.cancel(0, 1)]) {
      const market = smallMarket({ accounts: [{}], venue: 'us-equity' });
      const agents = [first, other(act)].map((agent) => ({ agent, informationSet: 'order-by-order' as const }));
      expect(() => market.run(agents, OPEN, OPEN + SECOND)).toThrow(/ticket 0, which is not its own/);
    }
  });
});
