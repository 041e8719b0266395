import { describe, expect, it } from 'vitest';
import { type Agent, type Desk, ReportKind } from '../../src/simulation/index.js';
import { Kind, OrderType, RejectReason, SECOND, Side } from '../../src/tape/index.js';
import { OPEN, rowsOf, smallMarket } from './small-market.js';

const MS = 1_000_000;

/** Offers 500 shares at 15.72 a second into trading and 300 at 15.71 two seconds in, at once. */
const seller: Agent = {
  id: 'seller/0',
  latency: { market: 0, order: 0 },
  start: (desk) => desk.wakeAt(OPEN + SECOND),
  onWake(desk) {
    const first = desk.now === OPEN + SECOND;
    desk.submit(0, Side.sell, OrderType.limit, first ? 1572 : 1571, first ? 500 : 300);
    if (first) desk.wakeAt(OPEN + 2 * SECOND);
  },
};

const quiet = (desk: Desk, log: unknown[], what: string) =>
  log.push([what, desk.now - OPEN, desk.market.bestAsk, desk.market.depth5(Side.sell), desk.market.time - OPEN]);

describe('latency', () => {
  it('shows the market late, sends orders late and brings reports late', () => {
    const log: unknown[] = [];
    const buyer: Agent = {
      id: 'buyer/0',
      latency: { market: 30 * MS, order: 70 * MS },
      start() {},
      onWake() {},
      onMarket(desk) {
        quiet(desk, log, 'market');
        if (desk.market.bestAsk === 1571) desk.submit(1, Side.buy, OrderType.limit, 1571, 200);
      },
      onReport(report, desk) {
        log.push([report.kind, desk.now - OPEN, report.time - OPEN, report.price, report.quantity, report.remaining]);
      },
    };
    const market = smallMarket({ accounts: [{}, {}] });
    let tickets = 0;
    const once: Agent = {
      ...buyer,
      onMarket(desk) {
        quiet(desk, log, 'market');
        if (desk.market.bestAsk === 1571 && tickets++ === 0) desk.submit(1, Side.buy, OrderType.limit, 1571, 200);
      },
    };
    market.run(
      [seller, once].map((agent) => ({ agent, informationSet: 'order-by-order' as const })),
      OPEN,
      OPEN + 5 * SECOND,
    );
    expect(log).toEqual([
      ['market', 30 * MS, -1, 0, 0],
      ['market', SECOND + 30 * MS, 1572, 500, SECOND],
      ['market', 2 * SECOND + 30 * MS, 1571, 800, 2 * SECOND],
      [ReportKind.accepted, 2 * SECOND + 130 * MS, 2 * SECOND + 100 * MS, 1571, 200, 200],
      [ReportKind.traded, 2 * SECOND + 130 * MS, 2 * SECOND + 100 * MS, 1571, 200, 0],
      ['market', 2 * SECOND + 130 * MS, 1571, 600, 2 * SECOND + 100 * MS],
    ]);
  });

  it('a cancel that comes too late is refused, and said so', () => {
    const log: number[][] = [];
    const late: Agent = {
      id: 'late/0',
      latency: { market: 10 * MS, order: 10 * MS },
      start: (desk) => {
        desk.submit(1, Side.sell, OrderType.limit, 1570, 100);
        desk.wakeAt(OPEN + SECOND - 5 * MS);
      },
      onWake(desk) {
        desk.cancel(0);
        desk.cancel(0);
      },
      onReport(report, desk) {
        log.push([report.kind, desk.now - OPEN, report.code, desk.remaining(0)]);
      },
    };
    const taker: Agent = {
      id: 'taker/0',
      latency: { market: 0, order: 0 },
      start: (desk) => desk.wakeAt(OPEN + SECOND),
      onWake: (desk) => void desk.submit(0, Side.buy, OrderType.limit, 1570, 100),
    };
    const market = smallMarket({ accounts: [{}, {}] });
    market.run(
      [late, taker].map((agent) => ({ agent, informationSet: 'order-by-order' as const })),
      OPEN,
      OPEN + 5 * SECOND,
    );
    expect(log).toEqual([
      [ReportKind.accepted, 20 * MS, OrderType.limit, 100],
      [ReportKind.traded, SECOND + 10 * MS, 0, 0],
      [ReportKind.cancelRejected, SECOND + 15 * MS, RejectReason.unknownOrder, 0],
      [ReportKind.cancelRejected, SECOND + 15 * MS, RejectReason.unknownOrder, 0],
    ]);
  });

  it('a refused order is reported to its ticket', () => {
    const reports: number[][] = [];
    const poor: Agent = {
      id: 'poor/0',
      latency: { market: 0, order: 5 * MS },
      start(desk) {
        desk.submit(0, Side.buy, OrderType.limit, 1570, 100);
        desk.submit(0, Side.buy, OrderType.limit, 1570, 150);
        desk.submit(0, Side.buy, OrderType.limit, 1570, 1000);
        desk.submit(0, Side.buy, OrderType.limit, 1571, 100);
      },
      onWake() {},
      onReport: (report, desk) =>
        void reports.push([report.ticket, report.kind, report.code, desk.remaining(report.ticket)]),
    };
    const market = smallMarket({ accounts: [{ cash: 1571 * 100 * 1000 }, {}] });
    market.run([{ agent: poor, informationSet: 'order-by-order', accounts: [0] }], OPEN, OPEN + SECOND);
    expect(reports).toEqual([
      [0, ReportKind.accepted, OrderType.limit, 100],
      [1, ReportKind.rejected, RejectReason.lot, 0],
      [2, ReportKind.rejected, RejectReason.insufficientCash, 0],
      [3, ReportKind.accepted, OrderType.limit, 100],
    ]);
  });

  it.each<[string, (desk: Desk) => void]>([
    ['trade for', (desk) => desk.submit(1, Side.buy, OrderType.limit, 1570, 100)],
    ['look at the cash of', (desk) => desk.cash(1)],
    ['look at the holdings of', (desk) => desk.holdings(1)],
    ['look at the free shares of', (desk) => desk.sellable(1)],
  ])('an agent cannot %s a stranger’s account', (_what, start) => {
    const thief: Agent = { ...seller, id: 'thief/0', start };
    const market = smallMarket({ accounts: [{}, {}] });
    expect(() =>
      market.run([{ agent: thief, informationSet: 'order-by-order', accounts: [0] }], OPEN, OPEN + SECOND),
    ).toThrow('account 1, which is not its own');
  });

  it('nobody can make the venue see tomorrow: orders of one instant arrive in the order they were sent', () => {
    const sender = (account: number): Agent => ({
      id: `sender/${account}`,
      latency: { market: 0, order: 3 * MS },
      start: (desk) => desk.wakeAt(OPEN + SECOND),
      onWake: (desk) => void desk.submit(account, Side.buy, OrderType.limit, 1560, 100),
    });
    const market = smallMarket({ accounts: [{}, {}, {}] });
    const tape = market.run(
      [2, 0, 1].map((account) => ({ agent: sender(account), informationSet: 'order-by-order' as const })),
      OPEN,
      OPEN + 2 * SECOND,
    );
    expect(
      rowsOf(tape)
        .filter((row) => row.kind === Kind.accepted)
        .map((row) => [row.account, row.time - OPEN]),
    ).toEqual([2, 0, 1].map((account) => [account, SECOND + 3 * MS]));
  });

  it('agents that answer each other for ever within one instant are stopped', () => {
    const restless: Agent = {
      id: 'restless/0',
      latency: { market: 0, order: 0 },
      start: (desk) => desk.wakeAt(OPEN),
      onWake: (desk) => desk.wakeAt(desk.now),
    };
    const market = smallMarket({ accounts: [{}] });
    expect(() => market.run([{ agent: restless, informationSet: 'order-by-order' }], OPEN, OPEN + SECOND)).toThrow(
      'restless/0',
    );
  });
});

describe('the end of the span', () => {
  it('is reported to whom the news of it is still under way, and takes nothing more', () => {
    const told: unknown[] = [];
    const late: Agent = {
      id: 'late/0',
      latency: { market: 30 * MS, order: 10 * MS },
      start: (desk) => desk.wakeAt(OPEN + 2 * SECOND - 20 * MS),
      onWake(desk) {
        desk.submit(1, Side.buy, OrderType.limit, 1572, 200);
      },
      onReport(report, desk) {
        told.push([report.kind, desk.now - OPEN, report.time - OPEN, report.quantity]);
        desk.submit(1, Side.buy, OrderType.limit, 1572, 100);
      },
    };
    const market = smallMarket({ accounts: [{}, {}] });
    const agents = [seller, late].map((agent) => ({ agent, informationSet: 'order-by-order' as const }));
    const tape = market.run(agents, OPEN, OPEN + 2 * SECOND - 5 * MS);
    const executed = 2 * SECOND - 10 * MS;
    expect(told).toEqual([
      [ReportKind.accepted, executed + 30 * MS, executed, 200],
      [ReportKind.traded, executed + 30 * MS, executed, 200],
    ]);
    const bought = rowsOf(tape).filter(({ kind, account }) => kind === Kind.accepted && account === 1);
    expect(bought.map(({ quantity }) => quantity)).toEqual([200]);
  });
});
