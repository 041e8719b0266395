import { allRegistries, scenarioJsonSchema } from '../../scenario/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';

export const schema: Command = {
  words: {},
  options: {},
  examples: ['schema > scenario.schema.json'],
  async run({ flags, terminal }) {
    const document = scenarioJsonSchema(allRegistries());
    terminal.out(flags.has('json') ? JSON.stringify(document) : JSON.stringify(document, null, 2));
    return ExitCode.passed;
  },
};
