#!/usr/bin/env node
import { runCommandLine } from './command-line.js';
import { ExitCode } from './exit-code.js';
import { processTerminal } from './terminal.js';

const interruption = new AbortController();
process.on('SIGINT', stop).on('SIGTERM', stop);

/** The first Ctrl-C ends in an orderly way, the second at once. */
function stop(): void {
  if (interruption.signal.aborted) process.exit(ExitCode.interrupted);
  interruption.abort();
}

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), interruption.signal);
