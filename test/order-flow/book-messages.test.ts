import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay, writeLobster } from '../../src/history/index.js';
import { BookMessages, MessageType } from '../../src/order-flow/index.js';
import type { RowSource } from '../../src/tape/index.js';
import { temporaryFolder } from '../history/folder.js';
import { randomVenueDay } from '../history/random-venue-day.js';

const folder = temporaryFolder();
const lines = (file: string) => gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
const EMPTY = 9_999_999_999;

/** What the columns say, as a LOBSTER pair would. */
function written(messages: BookMessages, row: number): { message: string; book: string } {
  const { moneyPerTick: scale, type, order, size, price, direction, books } = messages;
  const money = type[row] === MessageType.halt ? price[row] : price[row] * scale;
  const levels = [...books.subarray((row + 1) * BookMessages.ROW, (row + 2) * BookMessages.ROW)];
  const book = levels.map((value, at) => (at % 2 === 1 ? value : value >= 0 ? value * scale : at % 4 ? -EMPTY : EMPTY));
  return { message: [type[row], order[row], size[row], money, direction[row]].join(','), book: book.join(',') };
}

async function compare(tape: RowSource, instrument: number): Promise<number> {
  const [messageFile, bookFile] = await writeLobster(tape, path.join(folder, `${instrument}`), 10, { instrument });
  const messages = BookMessages.read(tape, instrument);
  const said = lines(messageFile);
  const shown = lines(bookFile);
  expect(messages.count).toBe(said.length);
  for (let row = 0; row < messages.count; row++) {
    const { message, book } = written(messages, row);
    if (said[row].slice(said[row].indexOf(',') + 1) !== message) expect(message).toBe(said[row]);
    if (shown[row] !== book) expect(book).toBe(shown[row]);
  }
  return messages.count;
}

describe('messages of a simulated day', () => {
  const tape = randomVenueDay({ seed: 11, instruments: 2, accounts: 5, requests: 800, clockNs: 1 });

  it('are those that the exporter writes, with the book behind each', async () => {
    expect(await compare(tape, 0)).toBeGreaterThan(200);
    expect(await compare(tape, 1)).toBeGreaterThan(200);
  });

  it('begin and end where they are asked to, with the book that stood before', () => {
    const all = BookMessages.read(tape);
    const startNs = all.time[100];
    const endNs = all.time[200];
    const some = BookMessages.read(tape, 0, { startNs, endNs });
    const first = all.time.indexOf(startNs);
    expect(some.time).toEqual(all.time.filter((time) => time >= startNs && time < endNs));
    expect(some.books).toEqual(
      all.books.subarray(first * BookMessages.ROW, (first + some.count + 1) * BookMessages.ROW),
    );
  });
});

describe('messages of a source that shows a window of its book', () => {
  it('have the book rows of the file behind them', async () => {
    const { tape, files } = await replay('lobster', 'scenarios/samples/lobster', {});
    const messages = BookMessages.read(tape);
    const shown = lines(files[1]);
    expect(messages.count).toBe(shown.length);
    for (const row of shown.keys()) {
      const { book } = written(messages, row);
      if (book !== shown[row]) expect(book).toBe(shown[row]);
    }
  });
});
