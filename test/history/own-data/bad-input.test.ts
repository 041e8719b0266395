import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { place, refusal, temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
let cases = 0;

const map = `schema: 1
market: { venue: szse-chinext, date: 2025-05-06 }
instruments: [{ symbol: "300233", previousClose: 15.70 }]
files:
  - name: orders.csv
    rows: order
    columns:
      time: { column: Time, format: HHMMSSmmm }
      sequence: Seq
      order: Seq
      side: { column: Side, values: { B: buy, S: sell } }
      type: { column: Type, values: { L: limit, M: marketIoc } }
      price: { column: Price, scale: 10000 }
      quantity: { column: Qty }
      account: Account
      owner: Owner
  - name: executions.csv
    rows: { column: What, values: { F: trade, C: cancel } }
    columns:
      time: { column: Time, format: HHMMSSmmm }
      sequence: Seq
      bid: Bid
      offer: Offer
      price: { column: Price, scale: 10000 }
      quantity: { column: Qty }
`;
const orders = `Seq,Time,Side,Type,Price,Qty,Account,Owner
1,93000000,S,L,157100,300,a,x
2,93000010,B,L,157100,100,b,y
5,93000020,B,L,157000,200,a,x
`;
const executions = `Seq,Time,What,Bid,Offer,Price,Qty
3,93000010,F,2,1,157100,100
4,93000015,C,0,1,0,200
`;

interface Files {
  readonly map?: string;
  readonly orders?: string;
  readonly executions?: string;
}

/** Writes the three files, some of them changed, and reads them. */
async function read(changed: Files = {}) {
  const source = path.join(folder, String(cases++));
  mkdirSync(source);
  place(source, 'columns.yaml', changed.map ?? map);
  place(source, 'orders.csv', changed.orders ?? orders);
  place(source, 'executions.csv', changed.executions ?? executions);
  return replay('own', source);
}

describe('files that are right', () => {
  it('are read with their accounts, and agree with the venue', async () => {
    const { checks, tape, mapped } = await read();
    expect(checks.map(({ name, compared, equal }) => [name, compared, equal])).toEqual([
      ['executed quantity by order', 3, 3],
      ['trade by trade: price, quantity and both orders', 1, 1],
      ['cancelled quantity by order', 1, 1],
    ]);
    expect(mapped).toEqual([]);
    expect(tape.header.accounts).toMatchObject({ count: 2, owner: Int32Array.of(0, 1), broker: Int32Array.of(-1, -1) });
  });

  it('may have quotes, another delimiter, columns by place and other instruments', async () => {
    const semicolons = (text: string) => text.replaceAll(',', ';').replace('"300233"', '"300;233"');
    const places = map
      .replace('rows: order', 'rows: order\n    delimiter: ";"\n    header: false')
      .replace('column: Time', 'column: 2')
      .replace('sequence: Seq\n      order: Seq', 'sequence: 1\n      order: 1\n      instrument: 8')
      .replace('column: Side', 'column: 3')
      .replace('column: Type', 'column: 4')
      .replace('column: Price', 'column: 5')
      .replace('column: Qty', 'column: 6')
      .replace('account: Account\n      owner: Owner', 'account: 7')
      .replace('symbol: "300233"', 'symbol: "300233", code: "300;233"');
    const rows = orders.split('\n').slice(1, 4);
    const quoted = rows.map((row) => `${semicolons(row)};"300;233"`);
    const other = '6;93000020;B;L;1;1;c;999999';
    const { mapped, checks } = await read({
      map: places,
      orders: [...quoted.map((row) => row.replace(/;[xy];/, ';')), other].join('\n'),
    });
    expect(checks[0]).toMatchObject({ compared: 3, equal: 3 });
    expect(mapped).toEqual([{ rule: 'of instruments that were not asked for: passed over', rows: 1 }]);
  });

  it('may cancel what is unknown, or trade otherwise than the venue: counted and shown', async () => {
    const { mapped, mismatches, checks } = await read({
      executions: `${executions}6,93000030,C,99,0,0,100\n7,93000030,F,5,77,157000,200\n`,
    });
    expect(mapped).toEqual([{ rule: 'cancels of orders that the files do not have: left out', rows: 1 }]);
    expect(checks[0]).toMatchObject({ compared: 3, equal: 2 });
    expect(mismatches.map(({ about, recorded, replayed }) => [about, recorded, replayed])).toEqual([
      ['order at line 4', '200', '0'],
      ['line 5', '200 at 1570', 'none'],
    ]);
  });
});

describe('what is wrong with the files is said once, with file and line', () => {
  const changeMap = (from: string, to: string) => ({ map: map.replace(from, to) });
  const changeOrders = (from: string, to: string) => ({ orders: orders.replace(from, to) });
  it.each<[string, Files, RegExp]>([
    [
      'an unknown key',
      changeMap('rows: order', 'row: order'),
      /columns.yaml:6:5 .*unknown key "row".*did you mean "rows"/,
    ],
    [
      'an unknown format',
      changeMap('HHMMSSmmm', 'HHMMSSmm'),
      /columns.yaml:8:\d+ .*"HHMMSSmm".*did you mean "HHMMSSmmm"/,
    ],
    [
      'a missing column',
      changeMap('column: Price', 'column: Prise'),
      /columns.yaml:13:24 .*no column "Prise" in .*orders.csv, which has Seq, .*did you mean "Price"/,
    ],
    [
      'a missing side',
      changeMap('side:', '# side:'),
      /columns.yaml:8:7 files.0.columns: rows are orders, expected a column for side/,
    ],
    [
      'a place that is not there',
      changeMap('column: Qty', 'column: 30'),
      /columns.yaml:14:\d+ .*found place 30, but .*orders.csv has 8 columns/,
    ],
    [
      'a path as a name',
      changeMap('orders.csv', '../orders.csv'),
      /columns.yaml:5:11 .*"..\/orders.csv", expected the name of a file/,
    ],
    [
      'a file that is not there',
      changeMap('orders.csv', 'order.csv'),
      /columns.yaml:5:11 .*no file "order.csv".*did you mean "orders.csv"/,
    ],
    [
      'two files of one name',
      changeMap('name: orders.csv', 'name: "*.csv"'),
      /columns.yaml:5:11 .*executions.csv and orders.csv for .*expected one file/,
    ],
    ['no venue', changeMap('venue: szse-chinext, ', ''), /columns.yaml:2:9 market: found no venue/],
    [
      'an unknown venue',
      changeMap('szse-chinext', 'szse-chinxt'),
      /columns.yaml:2:18 market.venue: .*did you mean "szse-chinext"/,
    ],
    [
      'a close off the tick',
      changeMap('15.70', '15.705'),
      /columns.yaml:3:\d+ .*found 15.705, expected a price on the tick of 0.01/,
    ],
    ['an odd scale', changeMap('10000', '9999'), /columns.yaml:13:\d+ .*found 9999, expected a power of ten/],
    ['a tag that makes an object', changeMap('rows: order', 'rows: !!js/function "x"'), /columns.yaml:6/],
    [
      'a time in another format',
      changeOrders('93000010', '09:30:00'),
      /orders.csv:3 time: found "09:30:00", expected HHMMSSmmm, such as 93000123/,
    ],
    [
      'a side that the map does not list',
      changeOrders(',S,', ',1,'),
      /orders.csv:2 side: found "1", expected one of B, S, which the map lists/,
    ],
    ['a word of every object', changeOrders(',S,', ',constructor,'), /orders.csv:2 side: found "constructor"/],
    [
      'a quantity over int32',
      changeOrders(',300,', ',2147483648,'),
      /orders.csv:2 quantity: found "2147483648", expected a whole quantity from 1 to 2147483647/,
    ],
    ['half a share', changeOrders(',300,', ',300.5,'), /orders.csv:2 quantity: found "300.5"/],
    [
      'a price off the tick',
      changeOrders('157000', '157050'),
      /orders.csv:4 price: found "157050", expected a price on the tick of 0.01, times 10000/,
    ],
    ['a limit order without a price', changeOrders('157000', '0'), /orders.csv:4 price: found "0"/],
    [
      'an order number a second time',
      { ...changeMap('      sequence: Seq\n', ''), orders: orders.replace('5,', '2,') },
      /orders.csv:4 order: found order 2 a second time, after line 3.*repeats: true/,
    ],
    [
      'a sequence that falls',
      changeOrders('5,', '1,'),
      /orders.csv:4 sequence: found "1" after 2, expected sequence numbers that grow.*sorted: false/,
    ],
    [
      'times that fall',
      { ...changeMap('      sequence: Seq\n', ''), orders: orders.replace('93000020', '93000000') },
      /orders.csv:4 time: found 09:30:00.000 after 09:30:00.010/,
    ],
    [
      'another owner of an account',
      changeOrders('a,x\n2', 'a,y\n2'),
      /orders.csv:4 owner: found "x", expected one owner of the account a/,
    ],
    ['a field too few', changeOrders(',b,y', ',b'), /orders.csv:3 row: found "7 fields/],
    [
      'a quote that does not end',
      changeOrders('2,9300', '"2,9300'),
      /orders.csv:3 row: .*a quote that ends in its line/,
    ],
    [
      'nothing but a header',
      { orders: 'Seq,Time,Side,Type,Price,Qty,Account,Owner\n', executions: executions.split('\n')[0] },
      /orders.csv: found no row to read/,
    ],
    ['an empty file', { orders: '' }, /orders.csv: the file is empty/],
  ])('%s', async (_name, changed, message) => {
    const said = await refusal(read(changed));
    expect(said).toMatch(message);
    expect(said.split('\n')).toHaveLength(1);
  });

  it('a name that leads out of the folder', async () => {
    const source = path.join(folder, 'linked');
    mkdirSync(source);
    const outside = place(folder, 'outside.csv', orders);
    place(source, 'columns.yaml', map);
    place(source, 'executions.csv', executions);
    symlinkSync(outside, path.join(source, 'orders.csv'));
    expect(await refusal(replay('own', source))).toMatch(/columns.yaml:5:11 .*"orders.csv" leads out of the folder/);
  });

  it('a day that is not that of the market', async () => {
    const changed = map.replace('HHMMSSmmm', 'YYYYMMDDHHMMSSmmm');
    const said = await refusal(read({ map: changed, orders: orders.replaceAll(',93000', ',20250507093000') }));
    expect(said).toMatch(/orders.csv:2 time: found "20250507093000000", expected a time on 2025-05-06/);
  });
});
