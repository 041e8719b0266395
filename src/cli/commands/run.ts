import { runReport } from '../../report/index.js';
import type { RunSummary } from '../../run/index.js';
import type { Scenario } from '../../scenario/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { runAsAsked, runOptions } from '../run-options.js';
import { readScenario, scenarioWords } from '../scenario-options.js';

export const run: Command = {
  words: scenarioWords,
  options: runOptions,
  examples: ['run scenarios/spoofing.yaml --seeds 40 --workers 2', 'run my-scenario.yaml --json > summary.json'],
  async run(invocation) {
    const summary = await runAndPrint(invocation, await readScenario(invocation));
    return summary.failures.length > 0 ? ExitCode.failed : ExitCode.passed;
  },
};

/** Runs a scenario and prints its report, or its summary as one JSON object. */
export async function runAndPrint(invocation: Invocation, scenario: Scenario): Promise<RunSummary> {
  const { terminal, flags } = invocation;
  const summary = await runAsAsked(invocation, scenario);
  if (flags.has('json')) terminal.out(JSON.stringify(summary));
  else for (const line of runReport(summary, scenario.question, terminal.colors)) terminal.out(line);
  return summary;
}
