import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTapeParquet, tapeDigest } from '../../../src/archive/index.js';
import { exporters, replay, writeLobster } from '../../../src/history/index.js';
import { columns, Kind, Phase, TapeCursor } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, refusal, temporaryFolder } from '../folder.js';
import { randomVenueDay } from '../random-venue-day.js';

const folder = temporaryFolder();
const exporter = (id: string) => exporters.find((one) => one.id === id)!;
const unpacked = (file: string) => gunzipSync(readFileSync(file));
const tape = randomVenueDay({ seed: 7, instruments: 2, accounts: 5, requests: 800, clockNs: 1 });

describeWithRealData('LOBSTER files read and written again', 'lobster', (source) => {
  it('are the same bytes, message by message and row by row', async () => {
    const { tape: read, form, files } = await replay('lobster', source, { symbol: 'GOOG' });
    const written = await exporter('lobster').write(read, path.join(folder, 'GOOG'), { form: form! });
    expect(written.map((file) => path.basename(file))).toEqual(files.map((file) => path.basename(file)));
    for (const [index, file] of written.entries()) expect(unpacked(file).equals(unpacked(files[index]))).toBe(true);
  });
});

describe('odd LOBSTER messages', () => {
  const messages = [
    '34200.1,1,11,100,1000000,1',
    '34200.2,1,12,50,1000100,-1',
    '34200.3,4,7,30,1000100,-1',
    '34200.4,3,9,20,999900,1',
    '34200.5,5,0,25,1000050,1',
    '34200.51,5,0,25,1000033,1',
    '34200.5123456789,4,12,50,1000100,-1',
    '34200.6,6,-1,500,1000100,-1',
    '34201,7,0,0,-1,-1',
    '34202,7,0,0,0,-1',
    '34203.000000001,7,0,0,1,-1',
  ];
  const before = '1000100,80,1000000,100,1000200,60,999900,20';
  const without = '1000100,50,1000000,100,1000200,60,999700,10';
  const after = '1000200,60,1000000,100,9999999999,0,999700,10';
  const rows = [
    '1000100,30,1000000,100,1000200,60,999900,20',
    ...[before, '1000100,50,1000000,100,1000200,60,999900,20', without, without, without],
    ...[after, after, after, after, after],
  ];

  it('come out as they went in: unknown orders, odd prices, finer times, crosses and halts', async () => {
    const stem = 'ODD_2025-05-06_34200000_34260000';
    place(folder, `${stem}_message_2.csv`, `${messages.join('\n')}\n`);
    place(folder, `${stem}_orderbook_2.csv`, `${rows.join('\n')}\n`);
    const { tape: read, form } = await replay('lobster', path.join(folder, `${stem}_message_2.csv`));
    const written = await writeLobster(read, path.join(folder, 'odd'), 2, { form });
    expect(unpacked(written[0]).toString().trimEnd().split('\n')).toEqual(messages);
    expect(unpacked(written[1]).toString().trimEnd().split('\n')).toEqual(rows);
    expect(await refusal(writeLobster(read, folder, 3, { form }))).toMatch(
      /--levels: found 3 levels, expected at most 2/,
    );
  });

  it('have numbers of the tape where no source gave them', async () => {
    const { tape: read } = await replay('lobster', path.join(folder, 'ODD_2025-05-06_34200000_34260000_message_2.csv'));
    const [file] = await writeLobster(read, path.join(folder, 'numbered'), 2);
    const lines = unpacked(file).toString().split('\n');
    expect(lines[0]).toBe('34200.100000000,1,1,100,1000000,1');
    expect(lines[2]).toBe('34200.300000000,4,0,30,1000100,-1');
    const cursor = new TapeCursor(read);
    while (cursor.next() && !(cursor.kind === Kind.phase && cursor.code === Phase.haltCall));
    expect(cursor.instrument).toBe(0);
  });
});

describe('a tape of several instruments with accounts', () => {
  it('comes back from Parquet with its digest', async () => {
    const [file] = await exporter('parquet').write(tape, path.join(folder, 'parquet'), {});
    expect(path.basename(file)).toBe('szse-chinext_2025-05-06_tape.parquet');
    expect(tapeDigest(await readTapeParquet(file))).toBe(tapeDigest(tape));
  });

  it('stands in CSV with every value, its header and its accounts', async () => {
    const [rows, header, accounts] = await exporter('csv').write(tape, path.join(folder, 'csv'), {});
    const [names, ...lines] = unpacked(rows).toString().trimEnd().split('\n');
    expect(names).toBe(`sequence,${columns.map(({ file }) => file).join(',')},kind_name,code_name`);
    expect(lines).toHaveLength(tape.length);
    const cursor = new TapeCursor(tape);
    for (const line of lines) {
      cursor.next();
      const values = line.split(',');
      expect(values.slice(0, -2).map(Number)).toEqual([cursor.sequence, ...columns.map(({ name }) => cursor[name])]);
    }
    expect(lines.some((line) => line.endsWith(',trade,openCall'))).toBe(true);
    expect(lines.some((line) => line.endsWith(',rejected,cancelInPhase'))).toBe(true);
    expect(JSON.parse(readFileSync(header, 'utf8'))).toMatchObject({ venue: 'szse-chinext', accounts: 5 });
    expect(unpacked(accounts).toString().split('\n')[2]).toBe('1,0,0,-1,-1,-1');
  });

  it('cannot leave its folder by the name of a symbol', async () => {
    const instruments = [{ ...tape.header.instruments[0], symbol: '../up/x' }, tape.header.instruments[1]];
    const named = { header: { ...tape.header, instruments }, length: tape.length, chunkAt: tape.chunkAt.bind(tape) };
    const [file] = await exporter('lobster').write(named, path.join(folder, 'named'), {});
    expect(path.dirname(file)).toBe(path.join(folder, 'named'));
  });
});
