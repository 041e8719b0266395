import { attributeTape, signMemoryOf, tradeNetwork } from '../../agents/index.js';
import { writeTapeParquet } from '../../archive/index.js';
import { InputError } from '../../diagnostics/index.js';
import { fitOrderSplittings } from '../../fit/index.js';
import type { OrderSplitting } from '../../model/index.js';
import { Streams } from '../../random/index.js';
import { decimals, table, thousands } from '../../report/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, wholeNumber } from '../option-values.js';
import { readTape, sourceOptions } from '../source-options.js';
import { tapeFile } from '../tape-file.js';

const { 'open-loop': _, ...readingOptions } = sourceOptions;

const ACTIVE = 12_000;
const TOP_FIVE_SHARE = 0.08;

export const attribute: Command = {
  words: { source: 'a tape (.parquet), or a file or folder of order data' },
  options: {
    ...readingOptions,
    out: { summary: 'the tape to write, .parquet; without it only the checks are printed', value: 'file' },
    active: { summary: `accounts that trade; ${thousands(ACTIVE)} by default`, value: 'count' },
    'top-five-share': {
      summary: `share of the volume of the five busiest; ${TOP_FIVE_SHARE} by default`,
      value: 'share',
    },
    seed: { summary: 'master seed of all random numbers; 1 by default', value: 'number' },
  },
  examples: ['attribute data/szse_l3 --format szse-l3 --out attributed.parquet'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = invocation.options.has('out') ? tapeFile(text(invocation, 'out')) : undefined;
    const active = wholeNumber(invocation, 'active', { least: 100, most: 1_000_000 }) ?? ACTIVE;
    const topFiveShare = shareOf(invocation);
    const seed = wholeNumber(invocation, 'seed', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? 1;
    const source = await readTape(invocation);
    refuseSeveral(source.header.instruments.length);
    const splittings = fitOrderSplittings(source);
    const attributed = attributeTape(source, { active, topFiveShare, splittings, streams: new Streams(seed) });
    const { tape, resubmitted, unattributed, orders } = attributed;
    if (out !== undefined) await writeTapeParquet(out, tape);
    const memory = signMemoryOf(tape);
    const network = tradeNetwork(tape);
    if (flags.has('json')) {
      terminal.out(
        JSON.stringify({ file: out, orders, seed, active, splittings, resubmitted, unattributed, memory, network }),
      );
      return ExitCode.passed;
    }
    const { symbol } = tape.header.instruments[0];
    const counts = `${thousands(resubmitted)} linked to the cancel they replace, ${thousands(unattributed)} beyond anyone's holdings`;
    terminal.out(
      `${thousands(orders)} orders of ${symbol} given to ${thousands(network.accounts)} accounts; ${counts}`,
    );
    terminal.out(
      `metaorders under way on a side: ${said(splittings.marketable)} marketable, ${said(splittings.resting)} resting`,
    );
    const cells = (values: readonly number[]) => values.map((value) => decimals(value, 3));
    for (const line of table(
      [
        { head: 'lag in marketable orders', align: 'left' },
        ...memory.lags.map((lag) => ({ head: String(lag), align: 'right' as const })),
      ],
      [
        ['autocorrelation of signs', ...cells(memory.autocorrelation)],
        ['pairs of one account', ...cells(memory.sameAccount)],
      ],
    ))
      terminal.out(line);
    const { links, largestDegree, tailExponent, tailError, assortativity } = network;
    terminal.out(
      `trade network: ${thousands(links)} links, largest degree ${thousands(largestDegree)}, tail exponent ${decimals(tailExponent, 2)} ± ${decimals(tailError, 2)}, assortativity ${decimals(assortativity, 3)}`,
    );
    terminal.out(
      'Who really sent these orders is not known: what rests on accounts is to be seen under the bounds too.',
    );
    return ExitCode.passed;
  },
};

function said({ underWay, exponent }: OrderSplitting): string {
  return `${underWay} (γ ${exponent})`;
}

function shareOf(invocation: Invocation): number {
  const written = text(invocation, 'top-five-share');
  if (written === undefined) return TOP_FIVE_SHARE;
  const share = /^0?\.\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
  if (share <= 0.9) return share;
  throw new InputError(`found "${written}", expected a share such as 0.08, at most 0.9`, { path: '--top-five-share' });
}

function refuseSeveral(instruments: number): void {
  if (instruments !== 1)
    throw new InputError(`the tape has ${instruments} instruments, expected one: accounts are given to one at a time`);
}
