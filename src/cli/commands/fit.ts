import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { type FittedDay, type FlowFit, fitAccounts, fitDays, flowFits, type PooledFit } from '../../fit/index.js';
import { modelText } from '../../model/index.js';
import { thousands } from '../../report/index.js';
import { openTargetThreads, writeText } from '../../run/index.js';
import { formatTimeOfDay, HOUR } from '../../tape/index.js';
import { accountClassesTable, posteriorsText } from '../account-classes.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, timeOfDay, wholeNumber } from '../option-values.js';
import { daysOf, judgeByHeldOut, pooledLines, refuseDays } from '../several-days.js';
import { sourceOptions } from '../source-options.js';

const DAY = 24 * HOUR;

export const fit: Command = {
  words: { source: 'a tape (.parquet), or a file or folder of order data' },
  more: { word: 'day', summary: 'the same of other days of the instrument: all are fitted, and pooled' },
  options: {
    ...sourceOptions,
    out: { summary: 'the model file to write; without it the model goes to stdout', value: 'file' },
    name: { summary: "the model's name; that of the file by default", value: 'name' },
    accounts: { summary: 'also find classes of accounts, in data that name them; they become part of the model' },
    posteriors: { summary: 'with --accounts: a CSV file with the class probabilities of each account', value: 'file' },
    kind: {
      summary: `kind of model: ${flowFits.map(({ kind }) => kind).join(', ')}; the first by default`,
      value: 'kind',
    },
    'hold-out': {
      summary: 'a further day that is not fitted: each model is judged by its likelihood',
      value: 'source',
    },
    from: { summary: 'fit continuous trading from this time of day on, HH:MM[:SS]', value: 'time' },
    until: { summary: 'fit continuous trading before this time of day, HH:MM[:SS]', value: 'time' },
    workers: { summary: 'threads that fit the kind hawkes; as many as there are cores by default', value: 'count' },
  },
  examples: [
    'fit data/szse_l3 --format szse-l3 --out my-model.json',
    'fit data/lobster --format lobster --symbol GOOG --kind hawkes --until 12:45 --out goog-morning.json',
    'fit monday.parquet tuesday.parquet --hold-out wednesday.parquet --kind hawkes --out days.json',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = text(invocation, 'out');
    if (out !== undefined) refuseToOverwrite(out, '--out', '"modelVersion"', 'model');
    const kind = kindOf(invocation);
    const span = spanOf(invocation);
    const posteriors = text(invocation, 'posteriors');
    if (posteriors !== undefined && !flags.has('accounts'))
      throw new InputError('found without --accounts, expected both', { path: '--posteriors' });
    if (posteriors !== undefined)
      refuseToOverwrite(posteriors, '--posteriors', 'account,class-1', 'table of posteriors');
    const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 });
    const held = text(invocation, 'hold-out');
    refuseDays(invocation, kind, held);
    const days = await daysOf(invocation, span);
    const [{ tape, options: reading, symbol }] = days;
    const { sourceDigest } = reading;
    const name = text(invocation, 'name') ?? (out === undefined ? symbol : path.basename(out, '.json'));
    const fitted = await fitAll(kind, days, name, workers);
    const flow = fitted.model;
    const judged = held === undefined ? [] : await judgeByHeldOut(invocation, held, span, days, fitted);
    const accounts = flags.has('accounts') ? fitAccounts(tape) : undefined;
    const model = accounts === undefined ? flow : { ...flow, accounts: accounts.classes };
    if (accounts !== undefined && posteriors !== undefined) await writeText(posteriors, posteriorsText(accounts));
    const json = modelText(model);
    if (out === undefined) {
      for (const line of pooledLines(model, judged)) terminal.note(line);
      terminal.out(flags.has('json') ? JSON.stringify(model) : json.trimEnd());
      return ExitCode.passed;
    }
    await writeText(out, json);
    const { orders, rows, tradingDay } = model.provenance;
    const { assumptions } = model;
    if (flags.has('json')) {
      terminal.out(
        JSON.stringify({
          ...{ model: name, file: out, symbol, tradingDay, rows, orders, sourceDigest, assumptions },
          ...(days.length === 1 ? {} : { days: model.pooled?.days }),
          ...(judged.length === 0 ? {} : { heldOut: judged }),
        }),
      );
      return ExitCode.passed;
    }
    const when = days.length === 1 ? tradingDay : days.map((day) => day.tape.header.date).join(', ');
    terminal.out(`${out}: ${name}, fitted to ${thousands(orders)} orders of ${symbol} on ${when}`);
    for (const line of pooledLines(model, judged)) terminal.out(line);
    if (accounts !== undefined) for (const line of accountClassesTable(accounts)) terminal.out(line);
    terminal.out('What the data cannot show is assumed:');
    for (const assumption of assumptions) terminal.out(`  ${assumption.name}: ${assumption.statement}`);
    return ExitCode.passed;
  },
};

/** Fits one day, or several that are pooled; the same model on any number of workers. */
async function fitAll(
  kind: FlowFit,
  days: readonly FittedDay[],
  name: string,
  workers: number | undefined,
): Promise<PooledFit> {
  const threads = kind.kind === 'hawkes' ? await openTargetThreads(workers) : undefined;
  const shared = { name, ...(threads === undefined ? {} : { fitTargets: threads.fitTargets }) };
  const named = days.map((day) => ({ ...day, options: { ...day.options, ...shared } }));
  try {
    return named.length > 1 ? fitDays(kind, named) : { model: kind.fit(named[0].tape, named[0].options), days: [] };
  } finally {
    await threads?.close();
  }
}

function kindOf(invocation: Invocation): FlowFit {
  const asked = text(invocation, 'kind');
  if (asked === undefined) return flowFits[0];
  const found = flowFits.find(({ kind }) => kind === asked);
  if (found !== undefined) return found;
  const known = flowFits.map(({ kind }) => kind);
  throw new InputError(
    `there is no kind of model "${asked}", expected one of ${known.join(', ')}`,
    { path: '--kind' },
    didYouMean(asked, known),
  );
}

/** The part of the day that is asked for, ns since midnight; undefined for all of it. */
function spanOf(invocation: Invocation): readonly [number, number] | undefined {
  const from = timeOfDay(invocation, 'from');
  const until = timeOfDay(invocation, 'until');
  if (from === undefined && until === undefined) return undefined;
  const span = [from ?? 0, until ?? DAY] as const;
  if (span[0] >= span[1])
    throw new InputError(
      `ends at ${formatTimeOfDay(span[1])}, expected a time behind --from ${formatTimeOfDay(span[0])}`,
      { path: '--until' },
    );
  return span;
}

/** A model may replace a model; any other file that stands there is none of this command's business. */
function refuseToOverwrite(file: string, option: string, mark: string, kind: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  const place = { path: option };
  if (found.isDirectory()) throw new InputError(`"${file}" is a folder, expected the name of a file`, place);
  if (!readFileSync(file, 'utf8').includes(mark))
    throw new InputError(`"${file}" exists and is no ${kind}, expected a new name or a ${kind} to replace`, place);
}
