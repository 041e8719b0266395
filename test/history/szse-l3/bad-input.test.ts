import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { levelNames, snapshotColumns } from '../../../src/history/szse-l3/snapshots.js';
import { place, refusal, temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
const ORDERS = '300000_20250506_orders_am.csv';
const SNAPSHOTS = '300000_20250506_snapshots_am.csv';
const header = 'order_no,side,qty,price,order_time,finish_time,exec_qty,canceled';
const good = '1,B,100,157000,09:30:00.000,09:30:00.010,100,0';

const columns = Object.values(snapshotColumns).flatMap((name) =>
  /[价量]$/.test(name) && /^申/.test(name) ? levelNames(name) : [name],
);
const snapshot = (changes: Record<string, string> = {}) =>
  columns
    .map((name) => changes[name] ?? { 自然日: '20250506', 时间: '93000000', 前收盘: '157000' }[name] ?? '0')
    .join(',');

async function orders(...rows: string[]): Promise<string> {
  const file = place(folder, ORDERS, [header, ...rows].join('\n'));
  return (await refusal(replay('szse-l3', file))).replace(`${folder}/`, '');
}

describe('a row of orders that is wrong', () => {
  it.each([
    ['too few fields', '1,B,100', 'row: found "3 fields: 1,B,100", expected 8 fields'],
    ['too many fields', `${good},7`, `row: found "9 fields: ${good},7", expected 8 fields`],
    ['an empty line', '', 'row: found "1 fields: ", expected 8 fields'],
    [
      'order number',
      good.replace('1,', 'x,'),
      'order_no: found "x", expected a whole number from 0 to 9007199254740991',
    ],
    ['unknown side', good.replace('B', 'b'), 'side: found "b", expected B or S'],
    ['negative size', good.replace('100', '-100'), 'qty: found "-100", expected a whole number from 1 to 2147483647'],
    ['size zero', good.replace('100', '0'), 'qty: found "0", expected a whole number from 1 to 2147483647'],
    ['size with decimals', good.replace('100', '100.0'), 'qty: found "100.0", expected a whole number from 1 to'],
    ['size too large', good.replace('100', '2147483648'), 'qty: found "2147483648", expected a whole number from 1 to'],
    [
      'price off the tick',
      good.replace('157000', '157050'),
      'price: found "157050", expected CNY × 10000 on the tick of',
    ],
    ['negative price', good.replace('157000', '-157000'), 'price: found "-157000", expected a whole number from 0'],
    ['time', good.replace('09:30:00.000', '9h30'), 'order_time: found "9h30", expected a time of day, HH:MM:SS.mmm'],
    [
      'finish before',
      good.replace('.010', '.010').replace('09:30:00.010', '09:29:59.000'),
      'finish_time: found "09:29:59',
    ],
    [
      'executed too much',
      good.replace(',100,0', ',101,0'),
      'exec_qty: found "101", expected a whole number from 0 to 100',
    ],
    ['cancel flag', good.replace(',100,0', ',100,2'), 'canceled: found "2", expected a whole number from 0 to 1'],
    [
      'half an outcome',
      '1,B,100,157000,09:30:00.000,,,1',
      'finish_time,exec_qty,canceled: found "1 of the three columns"',
    ],
  ])('%s', async (_name, row, message) => {
    expect(await orders('0,B,100,157000,09:30:00.000,,,', row, good)).toContain(`${ORDERS}:3 ${message}`);
  });

  it('a number twice, numbers that fall, times that fall', async () => {
    expect(await orders(good, good)).toBe(`${ORDERS}:3 order_no: found "1 a second time", expected every order once`);
    expect(await orders(good, good.replace('1,', '0,'))).toContain(
      ':3 order_no: found "0 after 1", expected order num',
    );
    expect(await orders(good, good.replace('1,', '2,').replace('09:30:00.000', '09:29:59.990'))).toContain(
      ':3 order_time: found "09:29:59.990, before the row above", expected times that do not fall',
    );
  });

  it('a wrong header, no rows, an empty file, a cut file', async () => {
    const file = place(folder, ORDERS, `id,${header}\n${good}`);
    expect(await refusal(replay('szse-l3', file))).toContain(`${ORDERS}:1 header: found "id,order_no,side`);
    expect(await orders()).toContain(':1 row: found "no order behind the header", expected at least one');
    place(folder, ORDERS, '');
    expect(await refusal(replay('szse-l3', file))).toBe(`${file}: the file is empty, expected rows`);
    const zipped = gzipSync(`${header}\n${good}\n`);
    place(folder, ORDERS, zipped.subarray(0, zipped.length - 12));
    expect(await refusal(replay('szse-l3', file))).toContain('the gzip data end early, expected a whole file');
  });
});

describe('a row of snapshots that is wrong', () => {
  async function snapshots(...rows: string[]): Promise<string> {
    const source = temporaryFolderOnce();
    place(source, ORDERS, `${header}\n${good}\n`);
    place(source, SNAPSHOTS, [columns.join(','), ...rows].join('\n'));
    return (await refusal(replay('szse-l3', source))).replace(`${source}/`, '');
  }

  it.each([
    [
      'a field too few',
      snapshot()
        .slice(2)
        .replace(/^[^,]*,/, ''),
      'row: found "49 fields',
    ],
    [
      'another day',
      snapshot({ 自然日: '20250507' }),
      ': found the day "20250507", expected 20250506 as in the file\'s name',
    ],
    ['time', snapshot({ 时间: '93060000' }), '时间: found "93060000", expected a time of day, HHMMSSmmm'],
    [
      'price off the tick',
      snapshot({ 申卖价3: '157001' }),
      '申卖价3: found "157001", expected CNY × 10000 on the tick',
    ],
    ['negative quantity', snapshot({ 申买量10: '-1' }), '申买量10: found "-1", expected a whole number from 0'],
    ['text for a total', snapshot({ 叫卖总量: 'many' }), '叫卖总量: found "many", expected a whole number from 0'],
  ])('%s', async (_name, row, message) => {
    expect(await snapshots(snapshot(), row)).toMatch(new RegExp(`^${SNAPSHOTS}:3:? ?`));
    expect(await snapshots(snapshot(), row)).toContain(message);
  });

  it('times or volumes that fall, a missing column, no rows', async () => {
    const later = snapshot({ 时间: '93003000', 当日累计成交量: '500' });
    expect(await snapshots(later, snapshot())).toContain(
      ':3 时间: found "93000000", expected a time not before that of the row above',
    );
    expect(await snapshots(later, snapshot({ 时间: '93006000' }))).toContain(
      ':3 当日累计成交量: found "0", expected a volume not below 500, that of the row above',
    );
    expect(await snapshots()).toContain(':1 row: found "no snapshot behind the header", expected at least one');
    const source = temporaryFolderOnce();
    place(source, ORDERS, `${header}\n${good}\n`);
    place(source, SNAPSHOTS, `${columns.filter((name) => name !== '叫买总量').join(',')}\n`);
    expect(await refusal(replay('szse-l3', source))).toMatch(/:1 header: found ".*", expected a column 叫买总量$/);
  });
});

describe('a path that names no source', () => {
  it('is refused with what was expected', async () => {
    expect(await refusal(replay('szse-l3', `${folder}/nowhere`))).toBe(
      `${folder}/nowhere: there is no such file or folder`,
    );
    place(folder, 'file', 'x');
    expect(await refusal(replay('szse-l3', `${folder}/file/below`))).toMatch(/below: it cannot be read: ENOTDIR/);
    const empty = temporaryFolderOnce();
    expect(await refusal(replay('szse-l3', empty))).toMatch(
      /^.*: found nothing to read, expected \*_orders_\*\.csv\.gz with/,
    );
    place(empty, '300000_20250506_orders_am.csv', '');
    place(empty, '300001_20250506_orders_am.csv.gz', '');
    expect(await refusal(replay('szse-l3', empty))).toContain(
      'found 2 sources (300000_20250506_orders_am.csv, 300001_20250506_orders_am.csv.gz), expected one (narrow it with --symbol, or name a file)',
    );
    expect(await refusal(replay('szse-l3', empty, { symbol: '300002' }))).toContain(', of symbol 300002');
    expect(await refusal(replay('szse-l3', empty, { symbol: '300000' }))).toContain('am.csv: the file is empty');
    expect(await refusal(replay('szse-l33', empty))).toMatch(
      /^--format: found the format "szse-l33", expected one of szse-l3, .*lobster.* \(did you mean "szse-l3"\?\)$/,
    );
  });
});

describe('a file whose name states a day', () => {
  it.each([
    ['that does not exist', '20251345', 'the day in the file\'s name: "2025-13-45" is not a day; expected YYYY-MM-DD'],
    ['before the rules', '20090105', "the day in the file's name: the rules of szse-chinext are known from 2009-10-30"],
  ])('%s is refused with its name', async (_name, day, message) => {
    const name = `300000_${day}_orders_am.csv`;
    const file = place(folder, name, `${header}\n${good}\n`);
    expect(await refusal(replay('szse-l3', file))).toContain(`${name}: ${message}`);
  });
});

let count = 0;
/** A new empty folder inside the folder of this file's tests. */
function temporaryFolderOnce(): string {
  const empty = `${folder}/${count++}`;
  mkdirSync(empty);
  return empty;
}
