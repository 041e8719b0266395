import { checkPlan, planRuns } from '../../run/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { fundingLines } from '../funding-lines.js';
import { readScenario, scenarioOptions, scenarioWords } from '../scenario-options.js';

export const validate: Command = {
  words: scenarioWords,
  options: scenarioOptions,
  examples: ['validate scenarios/spoofing.yaml'],
  async run(invocation) {
    const scenario = await readScenario(invocation);
    const { name, file, cells, expectations } = scenario;
    // One seed is enough to see whether the parts of the market fit each other; of what is drawn, one a draw.
    const draws = Math.max(1, ...cells.map((cell) => cell.draws?.length ?? 1));
    const plan = planRuns({ ...scenario, runs: { ...scenario.runs, seeds: draws, controls: 0 } }, 1);
    await checkPlan(plan);
    const { terminal, flags } = invocation;
    if (flags.has('json'))
      terminal.out(
        JSON.stringify({
          valid: true,
          scenario: name,
          file,
          cells: cells.length,
          expectations: expectations.length,
          funding: Object.fromEntries(plan.funding),
        }),
      );
    else {
      terminal.out(
        `${file}: a valid scenario with ${count(cells.length, 'cell')} and ${count(expectations.length, 'expectation')}`,
      );
      for (const line of fundingLines(plan)) terminal.out(line);
    }
    return ExitCode.passed;
  },
};

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
