import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { place, refusal, temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
const MESSAGES = 'TCHS_2025-05-06_34200000_34260000_message_2.csv';
const BOOK = 'TCHS_2025-05-06_34200000_34260000_orderbook_2.csv';
const message = '34200.1,1,11,100,1000000,1';
const row = '1000100,30,1000000,100,1000200,60,999900,20';
const next = '34200.2,1,12,100,1000000,1';
const after = '1000100,30,1000000,200,1000200,60,999900,20';

async function refused(messages: string[], rows: string[], options = {}): Promise<string> {
  place(folder, MESSAGES, messages.join('\n'));
  place(folder, BOOK, rows.join('\n'));
  return (await refusal(replay('lobster', folder, options))).replaceAll(`${folder}/`, '');
}

describe('a message that is wrong', () => {
  it.each([
    ['too few fields', '34200.2,1,12', 'row: found "3 fields: 34200.2,1,12", expected 6 fields'],
    ['time', next.replace('34200.2', '9:30'), 'time: found "9:30", expected seconds after midnight, such as'],
    ['time as a float', next.replace('34200.2', '3.42e4'), 'time: found "3.42e4", expected seconds after midnight'],
    ['time after midnight', next.replace('34200.2', '86400'), 'time: found "86400", expected fewer than 86400 seconds'],
    [
      'time that falls',
      next.replace('.2', '.05'),
      'time: found "34200.05", expected a time not before that of the row above',
    ],
    ['unknown type', next.replace(',1,', ',8,'), 'type: found "8", expected a whole number from 1 to 7'],
    [
      'negative size',
      next.replace('100,', '-100,'),
      'size: found "-100", expected a whole number from 1 to 2147483647',
    ],
    ['no size', next.replace('100,', '0,'), 'size: found "0", expected a whole number from 1 to 2147483647'],
    [
      'price off the tick',
      next.replace('1000000', '1000050'),
      'price: found "1000050", expected USD × 10000 on the tick of',
    ],
    ['no price', next.replace('1000000', '0'), 'price: found "0", expected a whole number from 1 to 2147483647'],
    ['direction', next.replace(/1$/, '0'), 'direction: found "0", expected 1 or -1'],
    [
      'a second submission',
      next.replace('12', '11'),
      'order id: found "a second submission of 11", expected every order id',
    ],
  ])('%s', async (_name, wrong, expected) => {
    expect(await refused([message, wrong], [row, after])).toContain(`${MESSAGES}:2 ${expected}`);
  });

  it('a message before the start that the file name states', async () => {
    expect(await refused([message.replace('34200.1', '34199.9')], [row])).toBe(
      `${MESSAGES}:1 time: found 34199.900000000, expected no time before 34200.000000000, the start in the file's name`,
    );
  });
});

describe('a row of the book that is wrong', () => {
  it.each([
    ['too few fields', after.slice(0, -3), 'row: found "7 fields'],
    ['price off the tick', after.replace('1000200', '1000201'), 'ask price 2: found "1000201", expected USD × 10000'],
    [
      'levels out of order',
      after.replace('1000200', '1000100'),
      'ask price 2: found "1000100", expected a price behind',
    ],
    ['bids out of order', after.replace('999900', '1000000'), 'bid price 2: found "1000000", expected a price behind'],
    ['a level without size', after.replace('60', '0'), 'ask size 2: found "0", expected a whole number from 1'],
    [
      'an empty level with a size',
      after.replace('1000200,60', '9999999999,1'),
      'ask size 2: found "1", expected a whole',
    ],
    [
      'a level behind an empty one',
      after.replace('1000100,30', '9999999999,0'),
      'ask price 2: found "1000200", expected 9999999999',
    ],
  ])('%s', async (_name, wrong, expected) => {
    expect(await refused([message, next], [row, wrong])).toContain(`${BOOK}:2 ${expected}`);
  });

  it('more or fewer rows than messages', async () => {
    expect(await refused([message, next], [row])).toContain(
      `${BOOK}:1 row: found "the end behind row 1", expected as many rows as ${MESSAGES} has, one a message`,
    );
    expect(await refused([message], [row, after])).toContain(
      `${BOOK}:2 row: found "a row without a message", expected as`,
    );
  });
});

describe('a level of more shares than a tape can say', () => {
  const full = row.replace('1000000,100', '1000000,2147483647');

  it('is refused where a submission would make it', async () => {
    expect(await refused([message, next.replace(',12,', ',13,')], [full, after])).toBe(
      `${MESSAGES}:2 size: found "100", expected a level of at most 2147483647 shares`,
    );
  });

  it('is refused where the first message, taken back, would make it', async () => {
    expect(await refused(['34200.1,3,11,100,1000000,1'], [full])).toBe(
      `${MESSAGES}:1 size: found "100", expected a level of at most 2147483647 shares`,
    );
  });
});

describe('a folder without one pair', () => {
  beforeEach(() => {
    rmSync(`${folder}/${BOOK}`, { force: true });
    rmSync(`${folder}/${MESSAGES}`, { force: true });
  });

  it('is refused with what was expected', async () => {
    const nothing = await refusal(replay('lobster', folder, { symbol: 'GOOG', levels: 5 }));
    expect(nothing).toContain('found nothing to read, expected a pair SYMBOL_DATE_START_END_message_N.csv.gz with');
    expect(nothing).toMatch(/, of symbol GOOG, with 5 levels$/);
    const alone = place(folder, BOOK, row);
    expect(await refusal(replay('lobster', folder))).toContain('found nothing to read');
    expect(await refusal(replay('lobster', alone))).toBe(
      `${alone}: found ${BOOK} for TCHS 2025-05-06 34200000–34260000 2 levels, expected one message file and one orderbook file`,
    );
  });

  it('is refused with the pairs that it has', async () => {
    place(folder, MESSAGES, message);
    place(folder, BOOK, row);
    const others = [MESSAGES, BOOK].map((name) =>
      place(folder, name.replace('TCHS', 'OTHR'), name === BOOK ? row : message),
    );
    expect(await refusal(replay('lobster', folder))).toContain(
      'found 2 sources (OTHR 2025-05-06 34200000–34260000 2 levels, TCHS 2025-05-06 34200000–34260000 2 levels), expected one',
    );
    expect((await replay('lobster', folder, { symbol: 'OTHR' })).files).toEqual(others);
    expect((await replay('lobster', others[1])).files).toEqual(others);
  });
});

describe('the name of a pair of files', () => {
  it.each([
    ['a span that ends before it starts', '34260000_34200000', '2', "found 34260000 to 34200000 ms in the file's name"],
    ['a span beyond the day', '34200000_99999999999999999999', '2', 'expected a span within a day'],
    ['no levels', '34200000_34260000', '0', "found 0 levels in the file's name, expected 1 to 500"],
    ['levels without end', '34200000_34260000', '999999999999', 'expected 1 to 500'],
  ])('may not state %s', async (_name, span, levels, expected) => {
    const stem = `TCHS_2025-05-06_${span}`;
    const file = place(folder, `${stem}_message_${levels}.csv`, message);
    const book = place(folder, `${stem}_orderbook_${levels}.csv`, row);
    expect(await refusal(replay('lobster', file))).toContain(expected);
    for (const each of [file, book]) rmSync(each);
  });

  it('may not state a day that does not exist', async () => {
    const file = place(folder, 'TCHS_2025-02-30_34200000_34260000_message_2.csv', message);
    const book = place(folder, 'TCHS_2025-02-30_34200000_34260000_orderbook_2.csv', row);
    expect(await refusal(replay('lobster', file))).toContain(
      'message_2.csv: the day in the file\'s name: "2025-02-30" is not a day',
    );
    for (const each of [file, book]) rmSync(each);
  });
});
