import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import { BookMessages } from '../../order-flow/index.js';
import {
  alternate,
  conditionalOverlays,
  type FactValue,
  type FactVerdict,
  floor,
  judge,
  judgeFacts,
  overlays,
  type Sample,
  stylisedFacts,
  WINDOW_LENGTH,
  windowsOf,
} from '../../realism/index.js';
import { type RealismSummary, realismPage, realismReport } from '../../report/index.js';
import { writeText } from '../../run/index.js';
import { formatTimeOfDay, type Tape } from '../../tape/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, timeOfDay, wholeNumber } from '../option-values.js';
import { readTape, sourceOptions } from '../source-options.js';

const { 'open-loop': _, ...readingOptions } = sourceOptions;

/** Options that the other side has too, as `--against-…`. */
const sideOptions = {
  ...readingOptions,
  from: { summary: 'messages from this time of day on, HH:MM[:SS]', value: 'time' },
  until: { summary: 'messages before this time of day, HH:MM[:SS]', value: 'time' },
};

export const realism: Command = {
  words: { real: 'a tape (.parquet), or a file or folder of order data: what is real' },
  options: {
    ...sideOptions,
    against: {
      summary: 'what is to be judged, the same way; without it, real is judged against real',
      value: 'source',
    },
    ...Object.fromEntries(
      Object.entries(sideOptions).map(([name, { value }]) => [
        `against-${name}`,
        { summary: `--${name} of the other side${isStretch(name) ? '; the same by default' : ''}`, value },
      ]),
    ),
    windows: {
      summary: `most windows of ${WINDOW_LENGTH} messages of a side; all that fit by default`,
      value: 'count',
    },
    seed: { summary: 'master seed of the resampling; 1 by default', value: 'number' },
    html: { summary: 'a page to write that lays real and simulated over each other', value: 'file' },
  },
  examples: [
    'realism data/lobster --format lobster --symbol GOOG --from 12:45',
    'realism data/lobster --format lobster --symbol GOOG --from 12:45 --against simulated.parquet --html realism.html',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const most = wholeNumber(invocation, 'windows', { least: 2, most: 1_000_000 });
    const seed = wholeNumber(invocation, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 1;
    const html = text(invocation, 'html');
    const against = text(invocation, 'against');
    if (against === undefined) refuseOptionsOfNobody(invocation);
    const real = await readSide(invocation, invocation.words['real'], most);
    const simulated = against === undefined ? undefined : await readOtherSide(invocation, against, most);
    const options = { seed, discriminator: true, horizons: true };
    const summary: RealismSummary = {
      real: { name: real.name },
      ...(simulated === undefined ? {} : { simulated: { name: simulated.name } }),
      floor: floor(real.sample, options),
      ...(simulated === undefined ? {} : { card: judge(real.sample, simulated.sample, options) }),
      ...factsOf(real.messages, simulated?.messages, seed),
    };
    if (html !== undefined) {
      const { even, odd } = alternate(real.sample);
      const [one, other] = simulated === undefined ? [even, odd] : [real.sample, simulated.sample];
      const pictures = { scores: overlays(one, other), conditional: conditionalOverlays(one, other) };
      await writeText(html, await realismPage(summary, pictures));
    }
    if (flags.has('json')) terminal.out(JSON.stringify({ ...summary, ...(html === undefined ? {} : { html }) }));
    else {
      for (const line of realismReport(summary, terminal.colors)) terminal.out(line);
      if (html !== undefined) terminal.out(`\npage   ${html}`);
    }
    return summary.card?.gate === false ? ExitCode.expectationFailed : ExitCode.passed;
  },
};

interface Side {
  readonly name: string;
  readonly messages: BookMessages;
  readonly sample: Sample;
}

function isStretch(name: string): boolean {
  return name === 'from' || name === 'until';
}

/** Reads what is judged, as a call would that named nothing else; what is wrong with an option is said under its own name. */
async function readOtherSide(invocation: Invocation, against: string, most: number | undefined): Promise<Side> {
  const options = new Map<string, string>();
  for (const name of Object.keys(sideOptions)) {
    const value =
      invocation.options.get(`against-${name}`) ?? (isStretch(name) ? invocation.options.get(name) : undefined);
    if (value !== undefined) options.set(name, value);
  }
  try {
    return await readSide({ ...invocation, words: { real: against }, options, flags: new Set() }, against, most);
  } catch (error) {
    const option = error instanceof InputError ? error.place.path : undefined;
    if (!(error instanceof InputError) || option?.startsWith('--') !== true) throw error;
    throw new InputError(error.problem, { ...error.place, path: `--against-${option.slice(2)}` }, error.hint);
  }
}

async function readSide(invocation: Invocation, source: string, most: number | undefined): Promise<Side> {
  const startNs = timeOfDay(invocation, 'from');
  const endNs = timeOfDay(invocation, 'until');
  const tape = await readTape(invocation, 'real');
  const instrument = instrumentOf(tape, text(invocation, 'symbol'));
  const messages = BookMessages.read(tape, instrument, {
    ...(startNs === undefined ? {} : { startNs }),
    ...(endNs === undefined ? {} : { endNs }),
  });
  const sample = windowsOf(messages, most === undefined ? {} : { most });
  if (sample.length < 2)
    throw new InputError(
      `${source} has ${messages.count} messages there, expected at least ${2 * WINDOW_LENGTH} for two windows`,
    );
  const { symbol } = tape.header.instruments[instrument];
  const last = messages.time[messages.count - 1];
  const name = `${symbol} ${tape.header.date} ${clock(messages.time[0])}–${clock(last)} (${path.basename(source)})`;
  return { name, messages, sample };
}

function clock(timeNs: number): string {
  return formatTimeOfDay(timeNs).slice(0, 8);
}

function instrumentOf({ header }: Tape, symbol: string | undefined): number {
  const symbols = header.instruments.map((instrument) => instrument.symbol);
  if (symbol === undefined && symbols.length === 1) return 0;
  const found = symbol === undefined ? -1 : symbols.indexOf(symbol);
  if (found >= 0) return found;
  const shown = `${symbols.slice(0, 8).join(', ')}${symbols.length > 8 ? ', …' : ''}`;
  throw new InputError(`${symbol === undefined ? 'is missing' : `found "${symbol}"`}, expected one of ${shown}`, {
    path: '--symbol',
  });
}

/** Facts need twenty minutes; a shorter stretch has scores and no facts. */
function factsOf(
  real: BookMessages,
  simulated: BookMessages | undefined,
  seed: number,
): { readonly facts: readonly (FactValue | FactVerdict)[]; readonly withoutFacts?: string } {
  try {
    const facts = stylisedFacts(real, { seed });
    return { facts: simulated === undefined ? facts : judgeFacts(facts, [stylisedFacts(simulated, { seed })]) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { facts: [], withoutFacts: error.problem };
  }
}

function refuseOptionsOfNobody({ options }: Invocation): void {
  for (const name of options.keys())
    if (name.startsWith('against-'))
      throw new InputError('is given without --against, expected the source that it is about', { path: `--${name}` });
}
