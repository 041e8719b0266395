import { replayHolds } from '../../history/index.js';
import { decimals, table, thousands } from '../../report/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { readSource, sourceOptions, sourceWords } from '../source-options.js';

export const replay: Command = {
  words: sourceWords,
  options: sourceOptions,
  examples: ['replay data/szse_l3 --format szse-l3', 'replay data/lobster --format lobster --symbol GOOG --levels 10'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const replayed = await readSource(invocation);
    const { format, symbol, date, files, sourceDigest, tape, checks, auctions, mismatches, mapped } = replayed;
    const holds = replayHolds(replayed);
    if (flags.has('json')) {
      const rows = tape.length;
      terminal.out(JSON.stringify({ format, symbol, date, sourceDigest, rows, holds, checks, auctions, mapped }));
      return holds ? ExitCode.passed : ExitCode.expectationFailed;
    }
    const { bold, green, red } = terminal.colors;
    terminal.out(bold(`${symbol}, ${date}, ${format}: ${thousands(tape.length)} tape rows`));
    for (const file of files) terminal.out(`  ${file}`);
    terminal.out('');
    const rows = checks.map(({ name, compared, equal, required }) => [
      required === 0 ? ' ' : equal >= required * compared ? green('✓') : red('✗'),
      name,
      thousands(compared),
      thousands(equal),
      compared === 0 ? '–' : `${decimals((100 * equal) / compared, 3)} %`,
      required === 0 ? 'reported' : `${decimals(100 * required, 1)} %`,
    ]);
    const columns = [
      { head: '', align: 'left' as const },
      { head: 'check', align: 'left' as const },
      ...['compared', 'equal', 'share', 'required'].map((head) => ({ head, align: 'right' as const })),
    ];
    for (const line of table(columns, rows)) terminal.out(line);
    for (const { phase, priceTicks, quantity } of auctions)
      terminal.out(`auction ${phase}: ${thousands(quantity)} at ${priceTicks} ticks`);
    for (const { rule, rows: count } of mapped) if (count > 0) terminal.out(`${thousands(count)} rows: ${rule}`);
    if (mismatches.length > 0) terminal.out('\nFirst differences');
    for (const { check, about, recorded, replayed: made } of mismatches)
      terminal.out(`  ${check}, ${about}: recorded ${recorded}, replayed ${made}`);
    return holds ? ExitCode.passed : ExitCode.expectationFailed;
  },
};
