import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type CalibrationResult,
  type CheckpointFile,
  calibrationDigest,
  loadCalibration,
  momentsText,
  readHeldOut,
  readTarget,
  runCalibration,
} from '../../calibration/index.js';
import { calibrationReport } from '../../report/index.js';
import { Interrupted, writeText } from '../../run/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, wholeNumber } from '../option-values.js';
import { ProgressLine } from '../progress-line.js';
import { refuseFile } from '../run-options.js';

export const calibrate: Command = {
  words: { calibration: 'a calibration file' },
  options: {
    root: { summary: 'folder that no path in the file may leave; the working folder by default', value: 'folder' },
    seed: { summary: 'master seed of all random numbers, instead of the one in the file', value: 'number' },
    workers: { summary: 'worker threads; as many as there are cores by default', value: 'count' },
    out: { summary: 'folder in which results get a folder of their own; runs by default', value: 'folder' },
    resume: { summary: 'take up what an earlier call has simulated' },
    moments: { summary: 'only write the moments of the target to this file', value: 'file' },
  },
  examples: [
    'calibrate my-calibration.yaml --workers 2',
    'calibrate my-calibration.yaml --resume',
    'calibrate my-calibration.yaml --moments real-moments.json',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const file = invocation.words['calibration'];
    const root = text(invocation, 'root') ?? process.cwd();
    const seed = wholeNumber(invocation, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER });
    const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 });
    const out = path.normalize(text(invocation, 'out') ?? 'runs');
    refuseFile(out);
    const folder = path.dirname(path.resolve(file));
    const calibration = await loadCalibration(file, { root, folder, ...(seed === undefined ? {} : { seed }) });
    const target = await readTarget(calibration, root);
    const momentsFile = text(invocation, 'moments');
    if (momentsFile !== undefined) {
      await writeText(momentsFile, momentsText(target));
      terminal.out(
        flags.has('json')
          ? JSON.stringify({ moments: momentsFile, stretches: target.stretches })
          : `${momentsFile}: ${target.moments.length} moments of ${target.stretches} stretches`,
      );
      return ExitCode.passed;
    }
    const heldOut = await readHeldOut(calibration, root);
    const digest = calibrationDigest(calibration, target, heldOut);
    const results = path.join(out, `${path.parse(file).name}-${digest.slice(0, 8)}`);
    const shared = { target, heldOut, ...(workers === undefined ? {} : { workers }) };
    const result = await runAsAsked(invocation, (onProgress) =>
      runCalibration(calibration, {
        ...shared,
        checkpoint: checkpointIn(results),
        resume: flags.has('resume'),
        signal: invocation.signal,
        now: () => performance.now() / 1000,
        onProgress,
      }),
    );
    const resultFile = path.join(results, 'calibration.json');
    await writeText(resultFile, `${JSON.stringify({ calibration: digest, ...result }, null, 2)}\n`);
    if (flags.has('json')) terminal.out(JSON.stringify({ ...result, folder: results }));
    else {
      for (const line of calibrationReport(result, terminal.colors)) terminal.out(line);
      terminal.out(`\nresult   ${resultFile}`);
    }
    return ExitCode.passed;
  },
};

async function runAsAsked(
  { terminal }: Invocation,
  run: (onProgress: ProgressLine['update']) => Promise<CalibrationResult>,
): Promise<CalibrationResult> {
  const progress = new ProgressLine(terminal);
  try {
    return await run(progress.update);
  } catch (error) {
    if (error instanceof Interrupted) {
      progress.close();
      terminal.note(`${error.done} of ${error.total} simulations are finished and kept; --resume goes on from there`);
    }
    throw error;
  } finally {
    progress.close();
  }
}

function checkpointIn(folder: string): CheckpointFile {
  const file = path.join(folder, 'checkpoint.json');
  return {
    name: file,
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    write: (content) => writeText(file, content),
  };
}
