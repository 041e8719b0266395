import { InputError, ScenarioError } from '../diagnostics/index.js';
import { ExitCode } from './exit-code.js';
import type { Terminal } from './terminal.js';

/** Longest list of problems that is printed; the rest is counted. */
const MAXIMUM_PROBLEMS = 10;

/** Says what went wrong, without a stack trace, and with which code the program ends. */
export function reportFailure(error: unknown, terminal: Terminal, json: boolean, interrupted: boolean): ExitCode {
  const failure = interrupted ? { exitCode: ExitCode.interrupted, messages: ['interrupted'] } : describeFailure(error);
  for (const message of failure.messages) terminal.note(`touchstone: ${message}`);
  if (process.env.TOUCHSTONE_DEBUG && error instanceof Error) terminal.note(error.stack ?? '');
  if (json)
    terminal.out(
      JSON.stringify({ error: { messages: failure.messages, ...placeOf(error) }, exitCode: failure.exitCode }),
    );
  return failure.exitCode;
}

function describeFailure(error: unknown): { exitCode: ExitCode; messages: string[] } {
  if (error instanceof ScenarioError) {
    const messages = error.problems.slice(0, MAXIMUM_PROBLEMS).map((problem) => problem.message);
    const left = error.problems.length - messages.length;
    if (left > 0) messages.push(`${left} more problems`);
    return { exitCode: ExitCode.wrongInput, messages };
  }
  if (error instanceof InputError) return { exitCode: ExitCode.wrongInput, messages: [error.message] };
  const { code, path } = error as NodeJS.ErrnoException;
  const sentence = systemSentence(code, path);
  if (sentence !== undefined) return { exitCode: ExitCode.failed, messages: [sentence] };
  const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
  return {
    exitCode: ExitCode.failed,
    messages: [`the program failed: ${message} (TOUCHSTONE_DEBUG=1 shows where)`],
  };
}

/** What the operating system refused, as a sentence. */
function systemSentence(code: string | undefined, path: string | undefined): string | undefined {
  // A file that is being written has a hidden name of its own; the user asked for the other.
  const where = path === undefined ? '' : `${path.replace(/\.([^/\\]+)\.\d+-\d+-\d+\.tmp$/, '$1')}: `;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `${where}the disk is full; what was finished is kept, nothing is half-written`;
    case 'EACCES':
    case 'EPERM':
      return `${where}the system does not allow it`;
    case 'EROFS':
      return `${where}the file system is read-only`;
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    case 'ENOENT':
      return `${where}there is no such file or folder`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${where}a file stands where a folder is needed`;
    case 'EISDIR':
      return `${where}a folder stands where a file is needed`;
    default:
      return undefined;
  }
}

function placeOf(error: unknown): object {
  return error instanceof InputError ? error.place : {};
}
