import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { place, refusal, temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
const LOG = 'AX_sbe_sse_600000_20230207_am.log';
const head = (type: number) => `//SecurityIDSource=101 MsgType=${type} SecurityID=600000           TradingPhase=0`;
const order = (no: number, biz: number, changed: Record<string, string> = {}) => {
  const fields = {
    OrderNo: String(no),
    Price: '15700',
    OrderQty: '100000',
    OrdType: '65',
    Side: '66',
    TransactTime: '9300000',
    BizIndex: String(biz),
    ...changed,
  };
  return `${head(192)} ${Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')}`;
};
const trade = `${head(191)} BidApplSeqNum=1 OfferApplSeqNum=2 LastPx=15700 LastQty=100000 ExecType=83 TransactTime=9300000 BizIndex=3`;

let count = 0;
function day(lines: readonly string[], name = LOG): string {
  const source = `${folder}/${count++}`;
  mkdirSync(source);
  place(source, name, `${lines.join('\n')}\n`);
  return source;
}

async function refused(lines: readonly string[]): Promise<string> {
  const source = day(lines);
  return (await refusal(replay('sse-l2', source))).replaceAll(`${source}/`, '');
}

describe('a record that is wrong', () => {
  it.each([
    ['text', 'hello', 'record: found "hello", expected a line "//key=value …"'],
    ['a missing key', order(2, 2).replace(/Price=\d+ /, ''), 'Price: found "no such key", expected Price=value'],
    ['junk for a number', order(2, 2, { OrderQty: '1e5' }), 'OrderQty: found "1e5", expected a whole number from 1000'],
    ['a negative number', order(2, 2, { Price: '-10' }), 'Price: found "-10", expected a whole number from 0'],
    ['a price off the tick', order(2, 2, { Price: '15705' }), 'Price: found "15705", expected CNY × 1000 on the tick'],
    ['no price', order(2, 2, { Price: '0' }), 'Price: found "0", expected a price of an order that did not trade'],
    ['parts of a share', order(2, 2, { OrderQty: '100500' }), 'OrderQty: found "100500", expected whole shares'],
    [
      'too many shares',
      order(2, 2, { OrderQty: '2147483648000' }),
      'OrderQty: found "2147483648000", expected a whole',
    ],
    ['an unknown side', order(2, 2, { Side: '70' }), 'Side: found "70", expected 66 (B) or 83 (S)'],
    [
      'an unknown order type',
      order(2, 2, { OrdType: '66' }),
      'OrdType: found "66", expected 65 (A, a new order) or 68',
    ],
    ['an unknown message', order(2, 2).replace('=192', '=193'), 'MsgType: found "193", expected 111 (snapshot), 191'],
    ['another exchange', order(2, 2).replace('=101', '=102'), 'SecurityIDSource: found "102", expected 101'],
    ['another stock', order(2, 2).replace('600000', '600001'), 'SecurityID: found "600001", expected 600000 as in'],
    ['a time', order(2, 2, { TransactTime: '9307500' }), 'TransactTime: found "9307500", expected a time of day'],
    ['an hour', order(2, 2, { TransactTime: '24000000' }), 'TransactTime: found "24000000", expected a whole number'],
    ['a second BizIndex', order(2, 1), 'BizIndex: found 1 a second time, expected every BizIndex once'],
    ['a second order', order(1, 2), 'OrderNo: found 1 a second time, expected every new order once'],
    ['a time that falls', order(2, 2, { TransactTime: '9295000' }), 'TransactTime: found a time a second before that'],
    ['an unknown aggressor', trade.replace('ExecType=83', 'ExecType=84'), 'ExecType: found "84", expected 66 (B), 83'],
    ['a trade without an order', trade.replace('OfferApplSeqNum=2', 'OfferApplSeqNum=0'), 'OfferApplSeqNum: found "0"'],
  ])('%s', async (_name, wrong, expected) => {
    expect(await refused([order(1, 1), wrong])).toContain(`${LOG}:2 ${expected}`);
  });

  it('the rest of an aggressor on the other side than its trades', async () => {
    expect(await refused([order(1, 1), trade, order(2, 4)])).toContain(`${LOG}:3 Side: found the other side for 2`);
  });

  it('a snapshot without a level', async () => {
    const snapshot = `${head(111)} NumTrades=0 TotalVolumeTrade=0 PrevClosePx=15700 DataTimeStamp=93000`;
    expect(await refused([order(1, 1), snapshot])).toBe(
      `${LOG}:2 BidLevel[0].Price: found "no such key", expected BidLevel[0].Price=value`,
    );
  });
});

describe('a log that is none', () => {
  it.each([
    ['empty', '', 'the file is empty, expected rows'],
    ['of snapshots alone or nothing', '  66 6F 60 01\n', 'found no order and no trade, expected some'],
    ['binary', Buffer.from('//\0\0'), 'found binary data, expected text or gzipped text'],
    ['cut', gzipSync(`${order(1, 1)}\n`.repeat(5000)).subarray(0, 300), 'the gzip data end early, expected a whole'],
  ])('%s', async (_name, content, expected) => {
    const source = day([]);
    place(source, LOG, content);
    expect(await refusal(replay('sse-l2', source))).toContain(expected);
  });

  it('lines of hexadecimal digits below the records are passed over', async () => {
    const { tape } = await replay('sse-l2', day([order(1, 1), '  66 6F          60 01', '', trade]));
    expect(tape.length).toBeGreaterThan(2);
  });
});

describe('a folder without one day', () => {
  it('is refused with what was expected', async () => {
    const wrongName = day([order(1, 1)], 'AX_sbe_sse_600000.log');
    expect(await refusal(replay('sse-l2', wrongName))).toContain('expected AX_sbe_sse_SYMBOL_YYYYMMDD*.log.gz');
    const two = day([order(1, 1)]);
    place(two, LOG.replace('600000', '600001'), `${order(1, 1)}\n`);
    expect(await refusal(replay('sse-l2', two))).toContain(
      'found 2 sources (600000 2023-02-07, 600001 2023-02-07), expected one (narrow it with --symbol, or name a file)',
    );
    expect((await replay('sse-l2', two, { symbol: '600000' })).symbol).toBe('600000');
    place(two, `${LOG}.gz`, `${order(1, 1)}\n`);
    expect(await refusal(replay('sse-l2', two, { symbol: '600000' }))).toContain(
      `found ${LOG} and ${LOG}.gz, expected one of them`,
    );
  });

  it('is refused where the day in the name does not exist', async () => {
    const source = day([order(1, 1)], LOG.replace('20230207', '20230230'));
    expect(await refusal(replay('sse-l2', source))).toContain('the day in the file\'s name: "2023-02-30" is not a day');
  });
});
