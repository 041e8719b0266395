import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import { fit as fitModel } from '../../fit/index.js';
import { modelText } from '../../model/index.js';
import { thousands } from '../../report/index.js';
import { writeText } from '../../run/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import { readSource, sourceOptions, sourceWords } from '../source-options.js';

export const fit: Command = {
  words: sourceWords,
  options: {
    ...sourceOptions,
    out: { summary: 'the model file to write; without it the model goes to stdout', value: 'file' },
    name: { summary: "the model's name; that of the file by default", value: 'name' },
  },
  examples: ['fit data/szse_l3 --format szse-l3 --out my-model.json'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = text(invocation, 'out');
    if (out !== undefined) refuseToOverwrite(out);
    const { tape, sourceDigest, restingSnapshots, symbol } = await readSource(invocation);
    const name = text(invocation, 'name') ?? (out === undefined ? symbol : path.basename(out, '.json'));
    const model = fitModel(tape, { name, sourceDigest, restingSnapshots });
    const json = modelText(model);
    if (out === undefined) {
      terminal.out(flags.has('json') ? JSON.stringify(model) : json.trimEnd());
      return ExitCode.passed;
    }
    await writeText(out, json);
    const { orders, rows, tradingDay } = model.provenance;
    const { assumptions } = model;
    if (flags.has('json')) {
      terminal.out(
        JSON.stringify({ model: name, file: out, symbol, tradingDay, rows, orders, sourceDigest, assumptions }),
      );
      return ExitCode.passed;
    }
    terminal.out(`${out}: ${name}, fitted to ${thousands(orders)} orders of ${symbol} on ${tradingDay}`);
    terminal.out('What the data cannot show is assumed:');
    for (const assumption of assumptions) terminal.out(`  ${assumption.name}: ${assumption.statement}`);
    return ExitCode.passed;
  },
};

/** A model may replace a model; any other file that stands there is none of this command's business. */
function refuseToOverwrite(out: string): void {
  const found = statSync(out, { throwIfNoEntry: false });
  if (found === undefined) return;
  const place = { path: '--out' };
  if (found.isDirectory()) throw new InputError(`"${out}" is a folder, expected the name of a file`, place);
  if (!readFileSync(out, 'utf8').includes('"modelVersion"'))
    throw new InputError(`"${out}" exists and is no model, expected a new name or a model to replace`, place);
}
