import { writeTapeParquet } from '../../archive/index.js';
import { replayHolds } from '../../history/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import { printReplay, replayJson } from '../replay-report.js';
import { readSource, sourceOptions } from '../source-options.js';
import { tapeFile } from '../tape-file.js';

export const importData: Command = {
  words: { source: 'the folder of the files that the map names, or one of them' },
  options: {
    ...sourceOptions,
    format: { summary: 'layout of the data; own, which a column map describes, by default', value: 'format' },
    out: { summary: 'the tape to write, a Parquet file', value: 'file' },
  },
  examples: ['import my-orders --map my-orders/columns.yaml --out tape.parquet'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = tapeFile(text(invocation, 'out'));
    const replayed = await readSource(invocation, 'source', text(invocation, 'format') ?? 'own');
    await writeTapeParquet(out, replayed.tape);
    if (flags.has('json')) terminal.out(JSON.stringify({ ...replayJson(replayed), file: out }));
    else {
      printReplay(terminal, replayed);
      terminal.out(`\n${out}`);
    }
    return replayHolds(replayed) ? ExitCode.passed : ExitCode.expectationFailed;
  },
};
