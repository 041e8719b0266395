import { formatTimeOfDay, HOUR, MINUTE, SECOND, type Tape } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { AuctionResult, Check, Mismatch } from '../replay-result.js';
import { MarketPath } from './market-path.js';
import type { SzseOrder } from './orders.js';
import type { SzseSnapshot } from './snapshots.js';

export interface ComparedRecord {
  readonly checks: readonly Check[];
  readonly auctions: readonly AuctionResult[];
  readonly mismatches: readonly Mismatch[];
}

/** A snapshot shows a moment of the three seconds that its stamp opens: on 300233, 2025-05-06, about 1.2 s behind it. */
const SNAPSHOT_SPAN = 3 * SECOND;

/** Until then an opening price can only come from the call auction. */
const CONTINUOUS_FROM = 9 * HOUR + 30 * MINUTE;

/** Parts of the recorded volume by which the replayed one may differ: one part in 2,000 is 0.05 %. */
const VOLUME_PARTS = 2000;

/** Tolerances stand in the names of the checks, so that nobody reads more into a share than was asked. */
const IN_SPAN = `within ${SNAPSHOT_SPAN / SECOND} s of the stamp`;
const TOLERANCE = `± ${100 / VOLUME_PARTS} %`;

/**
 * Compares the venue's tape with the record: executed quantity of every order whose outcome is in the file, opening
 * price and quantity, and every snapshot's cumulative volume, which must lie between those at the beginning and the end
 * of the three seconds that its stamp opens, give or take 0.05 %; how often it does so to the share is reported. Best
 * prices are only reported, since orders without any event are missing from the file.
 * @param numbers - the venue's number of every order, −1 where it refused
 */
export function compareWithRecord(
  tape: Tape,
  orders: readonly SzseOrder[],
  numbers: Int32Array,
  snapshots: readonly SzseSnapshot[],
): ComparedRecord {
  const path = new MarketPath(tape, orders.length);
  const comparisons = [
    compareExecutions(path, orders, numbers),
    ...compareOpening(path, snapshots),
    compareVolume(path, snapshots, TOLERANCE, VOLUME_PARTS, 0.99),
    compareVolume(path, snapshots, 'to the share', Number.POSITIVE_INFINITY, 0),
    compareBestPrices(path, snapshots),
  ];
  return {
    checks: comparisons.map((comparison) => comparison.check()),
    auctions: path.auctions,
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
  };
}

function compareExecutions(path: MarketPath, orders: readonly SzseOrder[], numbers: Int32Array): Comparison {
  const executed = new Comparison('executed quantity', 0.998);
  for (const [index, order] of orders.entries()) {
    if (order.executed < 0) continue;
    const replayed = numbers[index] < 0 ? 0 : path.executed[numbers[index]];
    executed.add(replayed === order.executed, () => [
      `order ${order.number}, line ${order.line}`,
      String(order.executed),
      String(replayed),
    ]);
  }
  return executed;
}

/** The opening price is that of the call, or without one the first trade's; a quantity has only the call. */
function compareOpening(path: MarketPath, snapshots: readonly SzseSnapshot[]): Comparison[] {
  const price = new Comparison('opening price', 1);
  const quantity = new Comparison('opening quantity', 1);
  const recorded = snapshots.find(({ openPrice }) => openPrice > 0);
  if (recorded !== undefined) {
    const { openPrice, volume, timeNs } = recorded;
    price.add(openPrice === path.firstPrice, () => [place(recorded), String(openPrice), String(path.firstPrice)]);
    if (timeNs < CONTINUOUS_FROM) {
      const called = path.auctions.find(({ phase }) => phase === 'openCall')?.quantity ?? 0;
      quantity.add(volume === called, () => [place(recorded), String(volume), String(called)]);
    }
  }
  return [price, quantity];
}

function compareVolume(
  path: MarketPath,
  snapshots: readonly SzseSnapshot[],
  tolerance: string,
  parts: number,
  required: number,
): Comparison {
  const volume = new Comparison(`cumulative volume ${tolerance}, ${IN_SPAN}`, required);
  for (const snapshot of snapshots) {
    if (snapshot.volume === 0) continue;
    const least = path.volumes[path.momentAt(snapshot.timeNs)];
    const most = path.volumes[path.momentAt(snapshot.timeNs + SNAPSHOT_SPAN)];
    const margin = Math.floor(snapshot.volume / parts);
    const agrees = snapshot.volume >= least - margin && snapshot.volume <= most + margin;
    volume.add(agrees, () => [place(snapshot), String(snapshot.volume), `${least} to ${most}`]);
  }
  return volume;
}

function compareBestPrices(path: MarketPath, snapshots: readonly SzseSnapshot[]): Comparison {
  const best = new Comparison(`best bid and ask, ${IN_SPAN}`, 0);
  for (const snapshot of snapshots) {
    if (snapshot.volume === 0) continue;
    const bid = snapshot.bidPrices[0];
    const ask = snapshot.askPrices[0];
    const agrees = path.holds(
      snapshot.timeNs,
      snapshot.timeNs + SNAPSHOT_SPAN,
      (moment) => path.bids[moment] === bid && path.asks[moment] === ask,
    );
    best.add(agrees, () => {
      const moment = path.momentAt(snapshot.timeNs);
      return [place(snapshot), `${bid} / ${ask}`, `${path.bids[moment]} / ${path.asks[moment]}`];
    });
  }
  return best;
}

function place(snapshot: SzseSnapshot): string {
  return `snapshot ${formatTimeOfDay(snapshot.timeNs)}, line ${snapshot.line}`;
}
