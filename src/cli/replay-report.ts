import { type Replay, replayHolds } from '../history/index.js';
import { decimals, table, thousands } from '../report/index.js';
import type { Terminal } from './terminal.js';

/** The outcome of a replay as one JSON object. */
export function replayJson(replayed: Replay): object {
  const { format, symbol, date, sourceDigest, tape, checks, auctions, mapped } = replayed;
  const holds = replayHolds(replayed);
  return { format, symbol, date, sourceDigest, rows: tape.length, holds, checks, auctions, mapped };
}

/** Prints what was read, how far engine and record agree, and their first differences. */
export function printReplay({ out, colors }: Terminal, replayed: Replay): void {
  const { format, symbol, date, files, tape, checks, auctions, mismatches, mapped } = replayed;
  const { bold, green, red } = colors;
  out(bold(`${symbol}, ${date}, ${format}: ${thousands(tape.length)} tape rows`));
  for (const file of files) out(`  ${file}`);
  out('');
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
  if (rows.length > 0) for (const line of table(columns, rows)) out(line);
  for (const { phase, priceTicks, quantity } of auctions)
    out(`auction ${phase}: ${thousands(quantity)} at ${priceTicks} ticks`);
  for (const { rule, rows: count } of mapped) if (count > 0) out(`${thousands(count)} rows: ${rule}`);
  if (mismatches.length > 0) out('\nFirst differences');
  for (const { check, about, recorded, replayed: made } of mismatches)
    out(`  ${check}, ${about}: recorded ${recorded}, replayed ${made}`);
}
