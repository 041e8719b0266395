import path from 'node:path';
import { type TableColumn, writeTable } from '../../archive/index.js';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { forkPage, forkReport } from '../../report/index.js';
import { type ForkResult, forkControls, forkMeasures, runFork, writeText } from '../../run/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, wholeNumber } from '../option-values.js';
import { ProgressLine } from '../progress-line.js';
import { masterSeed, refuseFile } from '../run-options.js';
import { readScenario, scenarioOptions, scenarioWords } from '../scenario-options.js';

const CONTINUATIONS = 40;
const HORIZON = 120;

const { seeds: _, ...readingOptions } = scenarioOptions;

export const fork: Command = {
  words: scenarioWords,
  options: {
    ...readingOptions,
    cell: { summary: 'which cell of the sweep, by its label as run prints it; the first by default', value: 'label' },
    attack: { summary: 'which attack; the first by default', value: 'id' },
    cycle: { summary: 'which of its cycles, by time; 1 by default', value: 'number' },
    against: {
      summary: 'the control: silent, the hand cut off at the fork; purpose, its genuine leg alone (of the first cycle)',
      value: 'control',
    },
    continuations: { summary: `how often both arms go on from there; ${CONTINUATIONS} by default`, value: 'count' },
    horizon: { summary: `how long the path is; ${HORIZON} by default`, value: 'seconds' },
    seed: { summary: 'master seed of all random numbers; 1 by default', value: 'number' },
    workers: { summary: 'worker threads; as many as there are cores by default', value: 'count' },
    out: { summary: 'folder for fork.html, fork.json and paths.parquet', value: 'folder' },
  },
  examples: [
    'fork scenarios/practices/continuous-push.yaml --continuations 100 --horizon 300 --out push',
    'fork scenarios/spoofing.yaml --cell best5Depth=4 --cycle 2 --json',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = text(invocation, 'out');
    if (out !== undefined) refuseFile(out);
    const options = forkOptions(invocation);
    const scenario = await readScenario(invocation);
    const progress = new ProgressLine(terminal);
    let result: ForkResult;
    try {
      result = await runFork(scenario, { ...options, onProgress: progress.update });
    } finally {
      progress.close();
    }
    if (out !== undefined) await writeFork(out, result);
    if (flags.has('json')) terminal.out(JSON.stringify(result.summary));
    else for (const line of forkReport(result.summary, terminal.colors)) terminal.out(line);
    return ExitCode.passed;
  },
};

function forkOptions(invocation: Invocation) {
  const cell = text(invocation, 'cell');
  const attack = text(invocation, 'attack');
  const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 });
  const against = text(invocation, 'against') ?? 'silent';
  const control = forkControls.find((known) => known === against);
  if (control === undefined)
    throw new InputError(
      `found "${against}", expected ${forkControls.join(' or ')}`,
      { path: '--against' },
      didYouMean(against, forkControls),
    );
  return {
    masterSeed: masterSeed(invocation),
    ...(cell === undefined ? {} : { cell }),
    ...(attack === undefined ? {} : { attack }),
    ...(workers === undefined ? {} : { workers }),
    against: control,
    cycle: wholeNumber(invocation, 'cycle', { least: 1, most: 100_000 }) ?? 1,
    continuations: wholeNumber(invocation, 'continuations', { least: 2, most: 10_000 }) ?? CONTINUATIONS,
    horizon: wholeNumber(invocation, 'horizon', { least: 1, most: 86_400 }) ?? HORIZON,
    now: () => performance.now() / 1000,
  };
}

async function writeFork(folder: string, { summary, continuations }: ForkResult): Promise<void> {
  await writeText(path.join(folder, 'fork.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await writeText(path.join(folder, 'fork.html'), await forkPage(summary));
  await writeTable(path.join(folder, 'paths.parquet'), pathTable(summary.seconds, continuations));
}

/** A row a continuation, arm and moment. */
function pathTable(seconds: readonly number[], continuations: ForkResult['continuations']): TableColumn[] {
  const rows = continuations.flatMap((arms, continuation) =>
    (['attack', 'control'] as const).flatMap((arm) =>
      seconds.map((second, step) => ({ continuation, arm, second, step, path: arms[arm] })),
    ),
  );
  const unit = { mid: 'mid_ticks', imbalance: 'imbalance', spread: 'spread_ticks' };
  return [
    { name: 'continuation', type: 'integer', values: rows.map(({ continuation }) => continuation) },
    { name: 'arm', type: 'text', values: rows.map(({ arm }) => arm) },
    { name: 'seconds', type: 'double', values: rows.map(({ second }) => second) },
    ...forkMeasures.map(
      ({ id }): TableColumn => ({
        name: unit[id],
        type: 'double',
        values: rows.map(({ path: taken, step }) => (Number.isNaN(taken[id][step]) ? null : taken[id][step])),
      }),
    ),
  ];
}
