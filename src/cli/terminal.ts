import { createColors } from 'picocolors';
import { ExitCode } from './exit-code.js';

/** Where a command speaks: results go to `out`, progress and notes to `note`. */
export interface Terminal {
  out(text: string): void;
  note(text: string): void;
  /** Replaces the line on which the cursor stands; only where {@link isInteractive}. */
  redraw(line: string): void;
  /** Notes are read by a person at a terminal: a bar may move. Never in CI. */
  readonly isInteractive: boolean;
  readonly colors: Colors;
}

export type Colors = ReturnType<typeof createColors>;

/** The process's own streams. A reader that went away (`| head`) is no error. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout)
        process.stderr.write(`touchstone: the output cannot be written: ${error.message}\n`);
      process.exit(ExitCode.failed);
    });
  const ci = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
  const isInteractive = process.stderr.isTTY === true && !ci;
  const colored = process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    redraw: (line) => void process.stderr.write(`\r\x1b[2K${line}`),
    isInteractive,
    colors: createColors(colored),
  };
}
