import { InputError } from '../../diagnostics/index.js';
import { SECOND } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import type { SseFiles } from './files.js';
import { SseRecord } from './record.js';
import { type SseSnapshot, snapshotOf } from './snapshot-record.js';
import { orderTick, type SseTick, tradeTick } from './tick-record.js';

/** What the logs of a stock and day hold. */
export interface SseDay {
  /** Orders, cancels and trades by `BizIndex`: the lines of a log stand in order of arrival, which is another. */
  readonly ticks: readonly SseTick[];
  /** In the order of the logs. */
  readonly snapshots: readonly SseSnapshot[];
}

const SNAPSHOT = '111';
const TRADE = '191';
const ORDER = '192';
const SHANGHAI = '101';

/** A busy stock has some 500,000 a day; all of them are kept in memory, at about 150 bytes each. */
const MOST_ROWS = 2_097_152;

/** Reads the logs of a stock and day. @throws InputError for everything that is wrong with them */
export async function readSseDay({ symbol, logs }: SseFiles): Promise<SseDay> {
  const ticks: SseTick[] = [];
  const snapshots: SseSnapshot[] = [];
  for (const log of logs) {
    const rows = await CsvReader.open(log, MOST_ROWS);
    const record = new SseRecord(rows);
    while (rows.next() || (await rows.more())) {
      if (!record.parse()) continue;
      if (record.text('SecurityIDSource') !== SHANGHAI)
        record.fail('SecurityIDSource', `${SHANGHAI}, the Shanghai Stock Exchange`);
      if (record.text('SecurityID') !== symbol) record.fail('SecurityID', `${symbol} as in the file's name`);
      const type = record.text('MsgType');
      if (type === SNAPSHOT) snapshots.push(snapshotOf(record));
      else if (type === TRADE) ticks.push(tradeTick(record));
      else if (type === ORDER) ticks.push(orderTick(record));
      else record.fail('MsgType', `${SNAPSHOT} (snapshot), ${TRADE} (trade) or ${ORDER} (order)`);
    }
  }
  if (ticks.length === 0) throw new InputError('found no order and no trade, expected some', { file: logs[0] });
  ticks.sort((a, b) => a.index - b.index);
  checkOrder(ticks);
  return { ticks, snapshots };
}

function checkOrder(ticks: readonly SseTick[]): void {
  for (let at = 1; at < ticks.length; at++) {
    const { index, timeNs } = ticks[at - 1];
    const { file, line } = ticks[at];
    if (ticks[at].index === index)
      throw new InputError(`found ${index} a second time, expected every BizIndex once`, {
        file,
        line,
        path: 'BizIndex',
      });
    if (ticks[at].timeNs <= timeNs - SECOND)
      throw new InputError('found a time a second before that of the BizIndex below, expected times that do not fall', {
        file,
        line,
        path: 'TransactTime',
      });
  }
}
