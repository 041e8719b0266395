import { parentPort, workerData } from 'node:worker_threads';
import { readTapeParquet, TapeParquetSink, tapeDigest } from '../../src/archive/index.js';
import { exampleHeader, writeRandomTape } from './random-tape.js';

const { file, seed } = workerData as { file: string; seed: number };
const header = exampleHeader(3);
const sink = new TapeParquetSink(file, header);
writeRandomTape(header, 70_000, seed, { retention: 'drop', onSealed: sink.take });
const streamed = await sink.close();
parentPort!.postMessage({ streamed, read: tapeDigest(await readTapeParquet(file)) });
