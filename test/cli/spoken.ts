import { createColors } from 'picocolors';
import { runCommandLine } from '../../src/cli/command-line.js';
import type { CommandResult } from '../support/touchstone.js';

/** Runs a command in this process, which is quicker than a process of its own; what it prints is collected. */
export async function spokenBy(
  words: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const out: string[] = [];
  const notes: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(`${text}\n`),
    note: (text: string) => void notes.push(`${text}\n`),
    redraw: () => {},
    isInteractive: false,
    colors: createColors(false),
  };
  const exitCode = await runCommandLine(words, terminal, signal);
  return { exitCode, stdout: out.join(''), stderr: notes.join('') };
}
