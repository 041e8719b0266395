import path from 'node:path';
import { writeTapeParquet } from '../../archive/index.js';
import { writeCsvTape } from './csv-tape.js';
import type { Exporter } from './exporter.js';
import { tapeStem } from './file-stem.js';
import { writeLobster } from './lobster.js';
import { writeSzseL3 } from './szse-l3.js';
import { writeSzseTick } from './szse-tick.js';

/** Levels of a LOBSTER file unless its source has others. */
const LOBSTER_LEVELS = 10;

/** The layouts that can be written. A new one is one file and one entry here. */
export const exporters: readonly Exporter[] = [
  {
    id: 'parquet',
    summary: 'the tape itself, for Python, R and SQL, and for every command that reads tapes',
    holds: 'all instruments',
    write: async (tape, folder) => {
      const file = path.join(folder, `${tapeStem(tape.header)}.parquet`);
      await writeTapeParquet(file, tape);
      return [file];
    },
  },
  {
    id: 'csv',
    summary: 'every row of the tape with its units and with kind and code in words, and the header as JSON',
    holds: 'all instruments',
    write: (tape, folder) => writeCsvTape(tape, folder),
  },
  {
    id: 'lobster',
    summary: 'messages and the best levels of the book behind each of them, as LOBSTER publishes NASDAQ',
    holds: 'one instrument',
    write: (tape, folder, { levels, ...options }) =>
      writeLobster(tape, folder, levels ?? options.form?.levels ?? LOBSTER_LEVELS, options),
  },
  {
    id: 'szse-l3',
    summary: 'one row an order with its outcome, and snapshots of ten levels every three seconds',
    holds: 'one instrument',
    write: (tape, folder, { instrument = 0 }) => writeSzseL3(tape, folder, instrument),
  },
  {
    id: 'szse-tick',
    summary: 'a stream of orders and one of trades and cancels, with the column map that reads them back',
    holds: 'all instruments',
    write: (tape, folder) => writeSzseTick(tape, folder),
  },
];
