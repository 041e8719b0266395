import yargs, { type Argv } from 'yargs';
import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Command, Invocation, Option } from './command.js';
import { type CommandEntry, commands } from './commands.js';
import { ExitCode } from './exit-code.js';
import { reportFailure } from './failure.js';
import { packageVersion } from './package-version.js';
import type { Terminal } from './terminal.js';

const commonOptions: Readonly<Record<string, Option>> = {
  json: { summary: 'print one JSON object on stdout instead of tables' },
};

/**
 * Runs one command and never throws: whatever goes wrong becomes a message and an exit code.
 * @param words - the arguments behind the program's name
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.passed;
  const parser = yargs(words[0] === 'help' ? [...words.slice(1), '--help'] : [...words])
    .scriptName('touchstone')
    .usage('$0 <command>\n\nA limit-order-book market simulator for market surveillance.')
    .version(packageVersion())
    .locale('en')
    .exitProcess(false)
    .showHelpOnFail(false)
    .wrap(null)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'boolean-negation': false,
      // A file may be called 007, and 1e3 is not what was typed.
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .epilogue(
      'Exit codes: 0 passed, 1 an expectation failed, 2 wrong input, 3 failed, 4 inconclusive, 130 interrupted.',
    )
    .fail((message, error) => {
      throw error ?? usageError(message);
    });
  // A command that nobody knows ends in the default one, which says so.
  parser.command('$0', false, {}, (argv) => {
    const [word] = argv._.map(String);
    throw new InputError(
      word === undefined
        ? `no command, expected one of ${names.join(', ')}`
        : `unknown command "${word}", expected one of ${names.join(', ')}`,
      {},
      (word === undefined ? undefined : didYouMean(word, names)) ?? 'touchstone --help',
    );
  });
  for (const entry of commands) {
    let command: Command | undefined;
    parser.command(
      entry.name,
      entry.summary,
      async (argv) => {
        command = await entry.load();
        return withOptions(argv, entry, command);
      },
      async (argv) => {
        refuseValuesOfFlags(words, command!);
        exitCode = await command!.run({ ...readArguments(argv, entry, command!), terminal, signal });
      },
    );
  }
  try {
    await parser.parseAsync();
    return exitCode;
  } catch (error) {
    const usage = error instanceof Error && error.name === 'YError' ? usageError(error.message) : error;
    return reportFailure(usage, terminal, words.includes('--json'), signal.aborted);
  }
}

const names = commands.map((entry) => entry.name);

function withOptions(argv: Argv, entry: CommandEntry, command: Command): Argv {
  const optional = command.optionalWords ?? {};
  const usage = [
    entry.name,
    ...Object.keys(command.words).map((word) => `<${word}>`),
    ...Object.keys(optional).map((word) => `[${word}]`),
    ...(command.more === undefined ? [] : [`[${command.more.word} …]`]),
  ].join(' ');
  const { more } = command;
  const explained = { ...command.words, ...optional, ...(more === undefined ? {} : { [more.word]: more.summary }) };
  const lines = Object.entries(explained).map(([word, summary]) => `  ${word}: ${summary}`);
  argv.usage(`$0 ${usage} [options]\n\n${entry.summary}\n\n${lines.join('\n')}`.trimEnd());
  for (const [name, option] of Object.entries({ ...command.options, ...commonOptions }))
    argv.option(name, {
      ...(option.value === undefined
        ? { describe: option.summary, type: 'boolean' as const }
        : { describe: `${option.summary}  [${option.value}]`, requiresArg: true, nargs: 1 }),
    });
  for (const example of command.examples) argv.example(`$0 ${example}`, '');
  return argv;
}

/** The words and options of a call, each of them known to the command. */
function readArguments(
  argv: Readonly<Record<string, unknown>>,
  entry: CommandEntry,
  command: Command,
): Pick<Invocation, 'words' | 'more' | 'options' | 'flags'> {
  const known = { ...command.options, ...commonOptions };
  const options = new Map<string, string>();
  const flags = new Set<string>();
  for (const [name, value] of Object.entries(argv)) {
    if (name === '_' || name === '$0' || value === undefined) continue;
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    const dashed = `${name.length === 1 ? '-' : '--'}${name}`;
    if (option === undefined) {
      const expected = Object.keys(known).map((key) => `--${key}`);
      throw new InputError(
        `unknown option ${dashed} of ${entry.name}, expected one of ${expected.join(', ')}`,
        {},
        didYouMean(dashed, expected),
      );
    }
    if (Array.isArray(value))
      throw new InputError(`found it ${value.length} times, expected it once`, { path: dashed });
    if (option.value !== undefined) options.set(name, String(value));
    else if (value === true) flags.add(name);
  }
  const found = (argv['_'] as unknown[]).slice(1).map(String);
  const required = Object.keys(command.words);
  const possible = [...required, ...Object.keys(command.optionalWords ?? {})];
  if (found.length < required.length)
    throw new InputError(`${entry.name} needs a ${required[found.length]}: ${command.words[required[found.length]]}`);
  if (found.length > possible.length && command.more === undefined)
    throw new InputError(`unexpected argument "${found[possible.length]}" of ${entry.name}`);
  const words = Object.fromEntries(found.slice(0, possible.length).map((word, index) => [possible[index], word]));
  return { words, more: found.slice(possible.length), options, flags };
}

/** A flag is there or not; `--resume=no` would be taken for yes. */
function refuseValuesOfFlags(words: readonly string[], command: Command): void {
  for (const [name, { value }] of Object.entries({ ...command.options, ...commonOptions })) {
    const given = words.find((word) => word.startsWith(`--${name}=`));
    if (value === undefined && given !== undefined)
      throw new InputError(`found "${given.slice(name.length + 3)}", expected no value: leave it out for no`, {
        path: `--${name}`,
      });
  }
}

/** What the parser finds wrong, in our words. */
function usageError(message: string): InputError {
  const option = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (option !== undefined) return new InputError('found nothing, expected a value', { path: `--${option}` });
  return new InputError(`${message.slice(0, 1).toLowerCase()}${message.slice(1)}`);
}
