import { replayHolds } from '../../history/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { printReplay, replayJson } from '../replay-report.js';
import { readSource, sourceOptions, sourceWords } from '../source-options.js';

export const replay: Command = {
  words: sourceWords,
  options: sourceOptions,
  examples: ['replay data/szse_l3 --format szse-l3', 'replay data/lobster --format lobster --symbol GOOG --levels 10'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const replayed = await readSource(invocation);
    if (flags.has('json')) terminal.out(JSON.stringify(replayJson(replayed)));
    else printReplay(terminal, replayed);
    return replayHolds(replayed) ? ExitCode.passed : ExitCode.expectationFailed;
  },
};
