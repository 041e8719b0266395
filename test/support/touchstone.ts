import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Folder to run in. */
  readonly cwd?: string;
  /** Node executable; the one that runs the tests unless told otherwise. */
  readonly node?: string;
  /** File descriptor that gets what is printed, instead of the result. */
  readonly stdout?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the compiled command line as a process of its own, as a user would, and waits for its end. */
export function touchstone(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.node ?? process.execPath, [main, ...args], {
      cwd: options.cwd ?? fileURLToPath(new URL('../../', import.meta.url)),
      env: { ...process.env, CI: '1', NO_COLOR: '1', ...options.env },
      stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
