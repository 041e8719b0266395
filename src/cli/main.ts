#!/usr/bin/env node
import { runCommandLine } from './command-line.js';
import { ExitCode } from './exit-code.js';
import { processTerminal } from './terminal.js';

const interruption = new AbortController();
process.on('SIGINT', stop).on('SIGTERM', stop);

/** How long an orderly end may take before another Ctrl-C ends the program at once, ms. */
const PATIENCE_MS = 3000;
let interruptedAt = 0;

/** The first Ctrl-C ends in an orderly way: runs under way stop, what is finished is kept. */
function stop(): void {
  if (!interruption.signal.aborted) {
    interruptedAt = performance.now();
    interruption.abort();
  } else if (performance.now() - interruptedAt > PATIENCE_MS) process.exit(ExitCode.interrupted);
}

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), interruption.signal);
// What was being read when it was interrupted would be read to its end.
if (interruption.signal.aborted) process.exit();
