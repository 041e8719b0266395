import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader } from '../../src/history/csv-reader.js';
import { place, refusal, temporaryFolder } from './folder.js';

const folder = temporaryFolder();

async function read(file: string): Promise<string[][]> {
  const rows = await CsvReader.open(file);
  const found: string[][] = [];
  while (rows.next() || (await rows.more())) {
    expect(rows.line).toBe(found.length + 1);
    found.push(Array.from({ length: rows.fieldCount }, (_, field) => rows.text(field)));
  }
  return found;
}

describe('reading rows', () => {
  it('gives what stands in the file, plain or gzipped, with either line end', async () => {
    const field = fc.stringMatching(/^[a-z0-9 é今-]{0,12}$/);
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        async (rows, zip, last, end) => {
          const text = rows.map((row) => row.join(',')).join(end) + (last || rows.at(-1)!.join() === '' ? end : '');
          expect(await read(place(folder, `table.csv${zip ? '.gz' : ''}`, text))).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads rows across the pieces in which a file comes', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => [String(row), 'x'.repeat(row % 97)]);
    const text = rows.map((row) => row.join(',')).join('\n');
    expect(await read(place(folder, 'long.csv', text))).toEqual(rows);
    expect(await read(place(folder, 'long.csv.gz', text))).toEqual(rows);
  });

  it('knows gzip by its bytes, whatever the name says, and takes several members', async () => {
    const members = Buffer.concat([gzipSync('1,2\n'), gzipSync('3,4\n')]);
    expect(await read(place(folder, 'named-plain.csv', members))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(await read(place(folder, 'named-zipped.csv.gz', Buffer.from('5,6\n')))).toEqual([['5', '6']]);
  });

  it('says that a zipped file is damaged when its turn comes, however long it has been open', async () => {
    const file = place(folder, 'trailing.csv.gz', Buffer.concat([gzipSync('1,2\n'), Buffer.from('junk')]));
    const rows = await CsvReader.open(file);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await refusal(rows.more())).toBe(`${file}:1: the gzip data are damaged: incorrect header check`);
  });

  it('passes over a byte order mark', async () => {
    expect(await read(place(folder, 'mark.csv', '\ufeffa,b\n'))).toEqual([['a', 'b']]);
  });

  it('reads whole numbers from their digits, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), async (value) => {
        const rows = await CsvReader.open(place(folder, 'number.csv', `${value}\n`));
        await rows.more();
        expect(rows.integer(0, 'n', -1e15, 1e15)).toBe(value);
      }),
      { numRuns: 50 },
    );
    for (const text of ['', '-', '+1', '1.0', '1e3', ' 1', '1 ', '0x1', '１', '1234567890123456', 'NaN'])
      expect(await refusal(integer(text))).toBe(
        `${folder}/bad-number.csv:1 n: found ${JSON.stringify(text)}, expected a whole number from 0 to 9`,
      );
    expect(await integer('9')).toBe(9);
  });

  async function integer(text: string): Promise<number> {
    const rows = await CsvReader.open(place(folder, 'bad-number.csv', `${text}\n`));
    await rows.more();
    return rows.integer(0, 'n', 0, 9);
  }
});

describe('a file that is no table', () => {
  const whole = gzipSync(Array.from({ length: 20_000 }, (_, row) => `${row},${row * 7919}\n`).join(''));
  const damaged = Buffer.from(whole);
  damaged.fill(0xaa, 20_000, 20_100);
  it.each([
    ['missing', undefined, /missing: there is no such file$/],
    ['empty.csv', '', /empty\.csv: the file is empty, expected rows$/],
    [
      'binary.csv',
      Buffer.from('1,2\n3,4\n\0\x01\x02'),
      /binary\.csv:3: found binary data, expected text or gzipped text$/,
    ],
    ['truncated.csv.gz', whole.subarray(0, whole.length >> 1), /:\d+: the gzip data end early, expected a whole file$/],
    ['damaged.csv.gz', damaged, /:\d+: the gzip data are damaged: /],
    ['line.csv', `1,2\n${'x'.repeat(1_000_000)}`, /line\.csv:2: found a line of more than 65536 bytes, expected rows/],
    ['long-row.csv', `1,2\n${'x'.repeat(70_000)}\n3,4\n`, /:2: found a line of more than 65536 bytes, expected rows/],
    ['fields.csv', `${','.repeat(5000)}\n`, /fields\.csv:1 row: found "more", expected at most 2048 fields$/],
  ])('%s is refused with file, line, what was found and what was expected', async (name, content, message) => {
    const file = content === undefined ? `${folder}/${name}` : place(folder, name, content);
    expect(await refusal(read(file))).toMatch(message);
  });

  it('a file of more rows than its reader keeps is refused', async () => {
    const file = place(folder, 'rows.csv.gz', 'x\n'.repeat(11));
    const rows = await CsvReader.open(file, 10);
    const readAll = async () => {
      while (rows.next() || (await rows.more()));
    };
    expect(await refusal(readAll())).toBe(`${file}:11 row: found "one more", expected at most 10 rows`);
  });

  it('a file that unpacks to nothing is refused', async () => {
    const file = place(folder, 'nothing.csv.gz', '');
    expect(await refusal(read(file))).toBe(`${file}: the file holds nothing, expected rows`);
  });

  it('a device is refused', async () => {
    expect(await refusal(read('/dev/null'))).toBe('/dev/null: found a pipe or a device, expected a file');
  });

  it('a folder is refused', async () => {
    expect(await refusal(read(folder))).toBe(`${folder}: found a folder, expected a file`);
  });

  it('a small file that unpacks to one endless line is refused before it fills the memory', async () => {
    const bomb = place(folder, 'bomb.csv.gz', gzipSync(Buffer.alloc(200_000_000, 0x41), { level: 1 }));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(read(bomb))).toMatch(/bomb\.csv\.gz:1: found a line of more than 65536 bytes/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});
