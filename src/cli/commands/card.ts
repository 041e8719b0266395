import { readFileSync, statSync } from 'node:fs';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { readHawkes } from '../../fit/index.js';
import type { FlowModelFile } from '../../model/index.js';
import { halfDayScores, halvedDay } from '../../protocol/index.js';
import { type ModelCard, modelCardText, modelPage } from '../../report/index.js';
import { readModel, writeText } from '../../run/index.js';
import { shippedModel, shippedModels } from '../../scenario/index.js';
import type { Tape } from '../../tape/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import { readTape, sourceOptions } from '../source-options.js';

const { 'open-loop': _, ...readingOptions } = sourceOptions;

export const card: Command = {
  words: { model: 'a model file (.json), or the name of one that is shipped' },
  optionalWords: { source: 'what it was fitted to, a tape (.parquet) or order data: then it is also judged' },
  options: {
    ...readingOptions,
    out: { summary: 'the Markdown file to write; without it the card goes to stdout', value: 'file' },
    html: { summary: 'also write the card as a page with plots', value: 'file' },
  },
  examples: ['card szse-300233 --html model.html', 'card goog.json data/lobster --format lobster --symbol GOOG'],
  async run(invocation) {
    const { terminal, flags, words } = invocation;
    const [out, html] = [text(invocation, 'out'), text(invocation, 'html')];
    if (out !== undefined) refuseToOverwrite(out, '--out', '# Model card');
    if (html !== undefined) refuseToOverwrite(html, '--html', '<title>Model ');
    const { file } = readModel(modelPath(words['model']), words['model']);
    const made = words['source'] === undefined ? { file } : await judged(invocation, file);
    if (html !== undefined) await writeText(html, await modelPage(made));
    if (out !== undefined) await writeText(out, modelCardText(made));
    if (flags.has('json'))
      terminal.out(
        JSON.stringify({ ...made, ...(out === undefined ? {} : { out }), ...(html === undefined ? {} : { html }) }),
      );
    else if (out === undefined) terminal.out(modelCardText(made).trimEnd());
    else terminal.out(out);
    if (html !== undefined && !flags.has('json')) terminal.note(`page   ${html}`);
    return ExitCode.passed;
  },
};

/** The card of a model with what its own data say of it. */
async function judged(invocation: Invocation, file: FlowModelFile): Promise<ModelCard> {
  const tape = await readTape(invocation);
  const instrument = instrumentOf(tape, file);
  const { windowNs, tradingDay } = file.provenance;
  const days = file.pooled?.days.map((day) => day.tradingDay) ?? [tradingDay];
  if (!days.includes(tape.header.date))
    throw new InputError(
      `found a day that the model was not fitted to, ${tape.header.date}, expected ${days.join(' or ')}`,
      {
        file: invocation.words['source'],
      },
    );
  const halves = halfDayScores(halvedDay(tape, instrument));
  for (const reason of halves.leftOut) invocation.terminal.note(`without ${reason}`);
  if (file.kind !== 'hawkes') return { file, halves };
  const [startNs, endNs] = windowNs;
  return { file, halves, residuals: readHawkes(tape, instrument, file, { startNs, endNs }).residuals };
}

function instrumentOf({ header }: Tape, { provenance: { symbol } }: FlowModelFile): number {
  const found = header.instruments.findIndex((instrument) => instrument.symbol === symbol);
  if (found >= 0) return found;
  const symbols = header.instruments.map((instrument) => instrument.symbol);
  throw new InputError(`found data of ${symbols.join(', ')}, expected those of ${symbol}, which the model is of`, {
    path: '--symbol',
  });
}

function modelPath(name: string): string {
  if (name.endsWith('.json')) return name;
  const ids = shippedModels();
  if (ids.includes(name)) return shippedModel(name);
  throw new InputError(
    `there is no model "${name}", expected one of ${ids.join(', ')} or a .json file`,
    {},
    didYouMean(name, ids),
  );
}

/** A card may replace a card, and nothing else. */
function refuseToOverwrite(file: string, option: string, mark: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) throw new InputError(`"${file}" is a folder, expected the name of a file`, { path: option });
  if (!readFileSync(file, 'utf8').includes(mark))
    throw new InputError(`"${file}" exists and is no model card, expected a new name or a card to replace`, {
      path: option,
    });
}
