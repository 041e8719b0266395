import { didYouMean, InputError } from '../../diagnostics/index.js';
import {
  type Candidate,
  type CandidateKind,
  candidateKinds,
  fitCandidate,
  type HalvedDay,
  halvedDay,
} from '../../protocol/index.js';
import { scoreboardReport } from '../../report/index.js';
import { runScoreboard } from '../../run/index.js';
import { formatTimeOfDay } from '../../tape/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, wholeNumber } from '../option-values.js';
import { ProgressLine } from '../progress-line.js';
import { readTape, sourceOptions } from '../source-options.js';

const { 'open-loop': _, ...readingOptions } = sourceOptions;

const SEEDS = 10;

export const scoreboard: Command = {
  words: { source: 'a tape (.parquet), or a file or folder of order data' },
  options: {
    ...readingOptions,
    models: { summary: `kinds with commas between; all by default: ${candidateKinds.join(', ')}`, value: 'kinds' },
    seeds: { summary: `seeds of each model under each protocol; ${SEEDS} by default`, value: 'count' },
    seed: { summary: 'master seed of all random numbers; 1 by default', value: 'number' },
    workers: { summary: 'worker threads; as many as there are cores by default', value: 'count' },
  },
  examples: ['scoreboard data/lobster --format lobster --symbol GOOG'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const kinds = kindsOf(invocation);
    const seeds = wholeNumber(invocation, 'seeds', { least: 1, most: 1000 }) ?? SEEDS;
    const seed = wholeNumber(invocation, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 1;
    const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 });
    const day = halvedDay(await readTape(invocation));
    const { symbol } = day.tape.header.instruments[day.instrument];
    const [from, middle, until] = [day.startNs, day.middleNs, day.endNs].map((time) => formatTimeOfDay(time));
    terminal.note(`fitting ${kinds.join(', ')} to ${from}–${middle}`);
    const candidates = fitAll(day, symbol, kinds, invocation);
    const progress = new ProgressLine(terminal);
    try {
      const rows = await runScoreboard(day, candidates, {
        seed,
        seeds,
        ...(workers === undefined ? {} : { workers }),
        now: () => performance.now() / 1000,
        onProgress: progress.update,
      });
      progress.close();
      const { date } = day.tape.header;
      if (flags.has('json')) terminal.out(JSON.stringify({ symbol, date, from, middle, until, seed, seeds, rows }));
      else {
        terminal.out(`${symbol} on ${date}: fitted to ${from}–${middle}, judged by ${middle}–${until}`);
        for (const line of scoreboardReport(rows, seeds, terminal.colors)) terminal.out(line);
      }
    } finally {
      progress.close();
    }
    return ExitCode.passed;
  },
};

/** A kind that was not asked for by name may be left out where the data are too few for it, and that is said. */
function fitAll(
  day: HalvedDay,
  name: string,
  kinds: readonly CandidateKind[],
  { options, terminal }: Invocation,
): Candidate[] {
  const fitted: Candidate[] = [];
  for (const kind of kinds)
    try {
      fitted.push(fitCandidate(day, name, kind, fitted));
    } catch (error) {
      if (!(error instanceof InputError) || options.has('models')) throw error;
      terminal.note(`without ${kind}: ${error.message}`);
    }
  return fitted;
}

function kindsOf(invocation: Invocation): readonly CandidateKind[] {
  const asked = text(invocation, 'models')?.split(',');
  if (asked === undefined) return candidateKinds;
  const unknown = asked.find((kind) => !candidateKinds.some((known) => known === kind));
  if (unknown !== undefined)
    throw new InputError(
      `there is no kind of model "${unknown}" that a scoreboard fits, expected some of ${candidateKinds.join(', ')}`,
      { path: '--models' },
      didYouMean(unknown, candidateKinds),
    );
  return candidateKinds.filter((kind) => asked.includes(kind));
}
