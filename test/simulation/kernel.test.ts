import { describe, expect, it } from 'vitest';
import { type InformationSet, ReportKind, simulate } from '../../src/simulation/index.js';
import {
  HOUR,
  Kind,
  MINUTE,
  OrderType,
  Phase,
  RejectReason,
  Side,
  TapeCursor,
  type TapeRow,
} from '../../src/tape/index.js';
import { naiveSimulate, randomAgent } from './naive-simulation.js';
import { OPEN, rowsOf, smallMarket } from './small-market.js';

const MS = 1_000_000;
const SETS: readonly [InformationSet, number, number, boolean][] = [
  ['order-by-order', 0, 0, true],
  ['order-by-order', 5 * MS, 5 * MS, true],
  ['l1-snapshot-3s', 40 * MS, 20 * MS, true],
  ['order-by-order', 5 * MS, 1000 * MS, false],
  ['order-by-order', 1000 * MS, 0, true],
  ['l1-snapshot-3s', 0, 0, true],
  ['order-by-order', 700 * MS, 3 * MS, false],
  ['l1-snapshot-3s', 4000 * MS, 3 * MS, true],
];

function record(kernel: typeof simulate, seed: number, minutes: number, venue?: string) {
  const accounts = SETS.map(() => ({ holdings: 40_000, cash: 40_000 * 157_000 }));
  const market = smallMarket({ accounts, seed, venue });
  const log: string[] = [];
  const agents = SETS.map(([informationSet, marketNs, orderNs, watches], i) => ({
    agent: randomAgent(`random/${i}`, i, { market: marketNs, order: orderNs }, log, watches, venue !== undefined),
    informationSet,
    accounts: [i],
  }));
  const startNs = 9 * HOUR + 24 * MINUTE;
  const observed: number[] = [];
  const observe = (row: TapeRow) => observed.push(row.sequence);
  kernel({
    venue: market.venue,
    tape: market.tape,
    streams: market.streams,
    agents,
    startNs,
    endNs: startNs + minutes * MINUTE,
    observe,
  });
  return { tape: market.tape.finish(), log, observed, ledger: market.venue.ledger! };
}

describe('the kernel', () => {
  it.each([1, 2])('does and shows what the plain event loop does and shows (seed %d)', (seed) => {
    const quick = record(simulate, seed, 9);
    const plain = record(naiveSimulate, seed, 9);
    expect(quick.log.length).toBeGreaterThan(5000);
    expect(quick.log).toEqual(plain.log);
    expect(rowsOf(quick.tape)).toEqual(rowsOf(plain.tape));
    expect(quick.observed).toEqual(Array.from({ length: quick.tape.length }, (_, sequence) => sequence));
    quick.ledger.validate();
    const kinds = new Set(rowsOf(quick.tape).map((row) => row.kind));
    for (const kind of [Kind.accepted, Kind.rejected, Kind.cancelled, Kind.trade, Kind.phase, Kind.indication])
      expect(kinds.has(kind)).toBe(true);
  });

  it('brings icebergs, partial cancels and replacements to the venue, and its answers back', () => {
    const quick = record(simulate, 3, 14, 'us-equity');
    const plain = record(naiveSimulate, 3, 14, 'us-equity');
    expect(quick.log).toEqual(plain.log);
    expect(rowsOf(quick.tape)).toEqual(rowsOf(plain.tape));
    quick.ledger.validate();
    const seen = new Set(rowsOf(quick.tape).map(({ kind, code }) => `${kind} ${code}`));
    const { accepted, released, replaced, rejected } = Kind;
    for (const [kind, code] of [
      ...[
        [accepted, OrderType.iceberg],
        [accepted, OrderType.postOnly],
        [released, OrderType.iceberg],
      ],
      ...[
        [replaced, OrderType.limit],
        [rejected, RejectReason.unknownOrder],
        [rejected, RejectReason.quantity],
      ],
    ])
      expect(seen).toContain(`${kind} ${code}`);
    const reports = new Set(quick.log.map((line) => line.split(' ').slice(2, 4).join(' ').split(',')[0]));
    for (const kind of Object.values(ReportKind)) expect(reports).toContain(`report ${kind}`);
  });

  it('an agent that is appended and only watches changes nothing', () => {
    const watcher = (log: string[]) => {
      const agent = randomAgent('watcher/0', 0, { market: 3 * MS, order: MS }, log, true);
      return { ...agent, onWake() {}, onMarket() {} };
    };
    const run = (extra: boolean) => {
      const market = smallMarket({ accounts: SETS.map(() => ({})) });
      const agents = SETS.map(([informationSet, marketNs, orderNs, watches], i) => ({
        agent: randomAgent(`random/${i}`, i, { market: marketNs, order: orderNs }, [], watches),
        informationSet,
      }));
      if (extra) agents.push({ agent: watcher([]), informationSet: 'order-by-order' });
      return rowsOf(market.run(agents, OPEN - 10 * MINUTE, OPEN + 5 * MINUTE));
    };
    expect(run(true)).toEqual(run(false));
  });
});

describe('a delayed view', () => {
  it('is the tape rebuilt up to that time', () => {
    const { tape, log } = record(simulate, 9, 10);
    let compared = 0;
    for (const line of log) {
      const [now, id, what, , phase, touch] = line.split(' ');
      if (id !== 'random/6' || what !== 'wake' || Number(phase) !== Phase.continuous) continue;
      compared++;
      expect(touch).toBe(touchBefore(tape, Number(now) - 700 * MS));
    }
    expect(compared).toBeGreaterThan(50);
  });

  it('of a snapshot knows what it does not show', () => {
    const market = smallMarket({ accounts: [{}] });
    const seen: number[][] = [];
    const ladder = (id: string, information: InformationSet) => ({
      agent: {
        id,
        latency: { market: 0, order: 0 },
        start(desk: Parameters<typeof look>[0]) {
          if (id === 'maker/0')
            for (const tick of [0, 1, 3, 4, 5, 9]) desk.submit(0, Side.buy, 0, 1560 - tick, 100 + 100 * tick);
          desk.wakeAt(OPEN + 4e9);
        },
        onWake: look,
      },
      informationSet: information,
    });
    const look = (desk: import('../../src/simulation/index.js').Desk) =>
      void seen.push([
        ...[0, 1, 4].map((i) => desk.market.levelPrice(Side.buy, i)),
        desk.market.depth5(Side.buy),
        ...[1560, 1558, 1555, 1551, 1550].map((price) => desk.market.queueQuantity(Side.buy, price)),
        desk.market.queueQuantity(Side.sell, 1570),
      ]);
    market.run([ladder('maker/0', 'order-by-order'), ladder('reader/0', 'l1-snapshot-3s')], OPEN, OPEN + 5e9);
    expect(seen).toEqual([
      [1560, 1559, 1555, 1800, 100, 0, 600, 1000, 0, 0],
      [1560, 1559, 1555, 1800, 100, 0, 600, -1, -1, -1],
    ]);
  });
});

/** Best bid and ask after all rows up to a time, from the orders of the tape alone. */
function touchBefore(tape: ReturnType<typeof record>['tape'], timeNs: number): string {
  const open = new Map<number, { side: number; price: number; quantity: number }>();
  const cursor = new TapeCursor(tape);
  while (cursor.next() && cursor.time <= timeNs) {
    const { kind, order, otherOrder, side, price, quantity } = cursor;
    if (kind === Kind.accepted) open.set(order, { side, price, quantity });
    else if (kind === Kind.cancelled) open.delete(order);
    else if (kind === Kind.trade) for (const number of [order, otherOrder]) open.get(number)!.quantity -= quantity;
  }
  const prices = (side: number) =>
    [...open.values()]
      .filter((entry) => entry.side === side && entry.quantity > 0 && entry.price > 0)
      .map((entry) => entry.price);
  const bid = Math.max(-1, ...prices(Side.buy));
  const ask = Math.min(Infinity, ...prices(Side.sell));
  return `${bid}|${ask === Infinity ? -1 : ask}`;
}
