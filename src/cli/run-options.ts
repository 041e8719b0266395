import { statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../diagnostics/index.js';
import { Interrupted, type RunSummary, runScenario } from '../run/index.js';
import type { Scenario } from '../scenario/index.js';
import type { Invocation, Option } from './command.js';
import { text, wholeNumber } from './option-values.js';
import { packageVersion } from './package-version.js';
import { ProgressLine } from './progress-line.js';
import { scenarioOptions } from './scenario-options.js';

/** Options of the commands that run a scenario. */
export const runOptions: Readonly<Record<string, Option>> = {
  ...scenarioOptions,
  seed: { summary: 'master seed of all random numbers; 1 by default', value: 'number' },
  workers: { summary: 'worker threads; as many as there are cores by default', value: 'count' },
  out: { summary: 'folder in which results get a folder of their own; runs by default', value: 'folder' },
  resume: { summary: 'take up runs that an earlier call finished' },
  tapes: { summary: 'keep the tape of every run as a Parquet file' },
};

/** Runs a scenario as the options of a call say, with progress on stderr. */
export async function runAsAsked(invocation: Invocation, scenario: Scenario): Promise<RunSummary> {
  const { terminal, flags, signal } = invocation;
  const progress = new ProgressLine(terminal);
  const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 });
  const out = resultsFolder(invocation);
  try {
    return await runScenario(scenario, {
      masterSeed: masterSeed(invocation),
      ...(workers === undefined ? {} : { workers }),
      out,
      resume: flags.has('resume'),
      tapes: flags.has('tapes'),
      version: packageVersion(),
      signal,
      now: () => performance.now() / 1000,
      onProgress: progress.update,
    });
  } catch (error) {
    if (error instanceof Interrupted) {
      progress.close();
      terminal.note(`${error.done} of ${error.total} runs are finished and kept; --resume goes on from there`);
    }
    throw error;
  } finally {
    progress.close();
  }
}

function resultsFolder(invocation: Invocation): string {
  const out = path.normalize(text(invocation, 'out') ?? 'runs');
  refuseFile(out);
  return out;
}

/** Neither the folder nor one above it may be a file. */
export function refuseFile(folder: string): void {
  if (path.dirname(folder) !== folder) refuseFile(path.dirname(folder));
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found !== undefined && !found.isDirectory())
    throw new InputError(`found the file "${folder}", expected a folder`, { path: '--out' });
}

export function masterSeed(invocation: Invocation): number {
  return wholeNumber(invocation, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 1;
}
