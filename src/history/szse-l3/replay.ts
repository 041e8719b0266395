import { InputError } from '../../diagnostics/index.js';
import { Venue } from '../../market/index.js';
import type { RulePack } from '../../rules/index.js';
import {
  codeNames,
  type InstrumentHeader,
  noAccounts,
  OrderType,
  RejectReason,
  TAPE_SCHEMA,
  type Tape,
  type TapeHeader,
  TapeWriter,
} from '../../tape/index.js';
import type { SourceOptions } from '../format.js';
import type { MappedRows, Replay } from '../replay-result.js';
import { rulesOfFile, sourceDigest } from '../source-files.js';
import { rulesWhereLimitsAreKnown } from '../unknown-limits.js';
import { commandStream, mappingOf, mappingRules } from './command-stream.js';
import { compareWithRecord } from './compare-with-record.js';
import { szseFiles } from './files.js';
import { szseInstrument } from './instrument.js';
import { readSzseOrders, type SzseOrder } from './orders.js';
import { readSzseSnapshots, type SzseSnapshot } from './snapshots.js';

const VENUE = 'szse-chinext';

/**
 * Puts the orders and cancels of a Shenzhen stock and day, and only those, through the venue under the rules of that
 * day, and compares what it makes of them with what the exchange recorded. The exchange had accepted these orders, so
 * breaches of limits, lots and cage are reported and not enforced; orders are anonymous, so nothing is settled. From
 * 2020-08-24 to 2023-04-09 an order outside the cage waits in the venue until the cage reaches it, as it did then: the
 * file has it at the time when it was sent.
 */
export async function replaySzse(source: string, options: SourceOptions): Promise<Replay> {
  const files = await szseFiles(source, options);
  const rules = rulesOfFile(VENUE, files.date, files.orders);
  const snapshots = files.snapshots === undefined ? [] : await readSzseSnapshots(files.snapshots);
  checkDay(files.snapshots, snapshots, files.date);
  const orders = await readSzseOrders(files.orders);
  const instrument = szseInstrument(files.symbol, rules, snapshots);
  const through = putThroughVenue(orders, snapshots, instrument, rules, files.date);
  const paths = [files.orders, ...(files.snapshots === undefined ? [] : [files.snapshots])];
  return {
    format: 'szse-l3',
    symbol: files.symbol,
    date: files.date,
    files: paths,
    sourceDigest: await sourceDigest(paths),
    tape: through.tape,
    ...compareWithRecord(through.tape, orders, through.numbers, snapshots),
    mapped: [...mappedOrders(orders, instrument), ...through.reported],
    restingSnapshots: snapshots,
  };
}

interface Through {
  readonly tape: Tape;
  /** The venue's number of every order; −1 for one that it refused. */
  readonly numbers: Int32Array;
  readonly reported: readonly MappedRows[];
}

function putThroughVenue(
  orders: readonly SzseOrder[],
  snapshots: readonly SzseSnapshot[],
  instrument: InstrumentHeader,
  rules: RulePack,
  date: string,
): Through {
  const header: TapeHeader = {
    schema: TAPE_SCHEMA,
    source: 'szse-l3',
    venue: VENUE,
    date,
    rulePack: rules.version,
    instruments: [instrument],
    accounts: noAccounts(),
  };
  const tape = new TapeWriter(header);
  const venue = new Venue({
    rules: rulesWhereLimitsAreKnown(rules, instrument),
    instruments: header.instruments,
    accounts: header.accounts,
    tape,
    settlement: 'none',
    validation: 'report',
  });
  const numbers = new Int32Array(orders.length).fill(-1);
  let refused = 0;
  for (const { timeNs, order: index, kind, type } of commandStream(orders, instrument)) {
    venue.advanceTo(timeNs);
    const order = orders[index];
    if (kind === 'submit') {
      const price = type === OrderType.limit ? order.price : -1;
      numbers[index] = Math.max(-1, venue.submit(0, -1, order.side, type, price, order.quantity));
      if (numbers[index] < 0) refused++;
    } else if (numbers[index] >= 0) venue.cancel(-1, numbers[index]);
  }
  venue.advanceTo(Math.max(venue.now, snapshots.at(-1)?.timeNs ?? 0));
  const reasons = codeNames(RejectReason);
  const reported = Array.from(venue.breaches, (rows, reason) => ({
    rule: `accepted although the rules of the day forbid it (${reasons[reason]})`,
    rows,
  }));
  reported.push({ rule: 'refused by the venue', rows: refused });
  return { tape: tape.finish(), numbers, reported: reported.filter(({ rows }) => rows > 0) };
}

function mappedOrders(orders: readonly SzseOrder[], instrument: InstrumentHeader): MappedRows[] {
  const counts = { noPrice: 0, beyondLimit: 0 };
  for (const order of orders) {
    const rule = mappingOf(order, instrument);
    if (rule !== undefined) counts[rule]++;
  }
  return [
    { rule: mappingRules.noPrice, rows: counts.noPrice },
    { rule: mappingRules.beyondLimit, rows: counts.beyondLimit },
  ];
}

function checkDay(file: string | undefined, snapshots: readonly SzseSnapshot[], date: string): void {
  const expected = date.replaceAll('-', '');
  const other = snapshots.find(({ day }) => day !== expected);
  if (other !== undefined)
    throw new InputError(`found the day ${JSON.stringify(other.day)}, expected ${expected} as in the file's name`, {
      file,
      line: other.line,
    });
}
