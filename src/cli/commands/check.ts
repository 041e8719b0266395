import { InputError } from '../../diagnostics/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { runOptions } from '../run-options.js';
import { readScenario, scenarioWords } from '../scenario-options.js';
import { runAndPrint } from './run.js';

export const check: Command = {
  words: scenarioWords,
  options: runOptions,
  examples: ['check scenarios/spoofing.yaml --workers 2'],
  async run(invocation) {
    const scenario = await readScenario(invocation);
    const { expectations, file } = scenario;
    if (expectations.length === 0)
      throw new InputError('there is nothing to check, expected at least one expectation', { file, path: 'expect' });
    const summary = await runAndPrint(invocation, scenario);
    if (summary.failures.length > 0) return ExitCode.failed;
    if (summary.expectations.some(({ status }) => status === 'failed')) return ExitCode.expectationFailed;
    return summary.expectations.every(({ ok }) => ok) ? ExitCode.passed : ExitCode.inconclusive;
  },
};
