import { performance } from 'node:perf_hooks';
import { tapeDigest } from '../src/archive/index.js';
import { exporters } from '../src/history/index.js';
import { type FlowModelFile, loadModel } from '../src/model/index.js';
import { type OpeningState, openingStates } from '../src/order-flow/index.js';
import { simulateFlow } from '../src/protocol/index.js';
import { Tape, type TapeChunk, type TapeHeader } from '../src/tape/index.js';

/** Part of a recorded day that a fitted flow lives through again, and how it is written. */
export interface FlowPass {
  readonly recorded: { readonly header: TapeHeader; readonly chunks: readonly TapeChunk[]; readonly length: number };
  readonly model: FlowModelFile;
  /** ns since midnight. */
  readonly startNs: number;
  readonly endNs: number;
  readonly seed: number;
  /** For the files of this pass. */
  readonly folder: string;
  readonly plain: boolean;
}

/** What a pass came to. */
export interface FlowPassResult {
  readonly rows: number;
  readonly digest: string;
  readonly files: readonly string[];
  readonly simulateSeconds: number;
  readonly writeSeconds: number;
  /** Of all threads of the process. */
  readonly processorSeconds: number;
}

let opened: { readonly startNs: number; readonly opening: OpeningState } | undefined;

/** Simulates once and writes LOBSTER files of ten levels. */
export default async function work(pass: FlowPass): Promise<FlowPassResult> {
  const { recorded, startNs, endNs, seed, folder, plain } = pass;
  const { header, chunks, length } = recorded;
  if (opened?.startNs !== startNs)
    opened = { startNs, opening: openingStates(new Tape(header, chunks, length), 0, [startNs])[0] };
  const { opening } = opened;
  const model = loadModel(pass.model);
  const writer = exporters.find(({ id }) => id === 'lobster')!;
  const used = process.cpuUsage();
  const started = performance.now();
  const tape = simulateFlow({ model, header, instrument: 0, opening, endNs, seed: `${seed}/bench` });
  const simulated = performance.now();
  const files = await writer.write(tape, folder, { levels: 10, plain });
  const written = performance.now();
  const { user, system } = process.cpuUsage(used);
  return {
    rows: tape.length,
    digest: tapeDigest(tape),
    files,
    simulateSeconds: (simulated - started) / 1000,
    writeSeconds: (written - simulated) / 1000,
    processorSeconds: (user + system) / 1e6,
  };
}
