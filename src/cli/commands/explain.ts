import { stringify } from 'yaml';
import { duration, table, thousands } from '../../report/index.js';
import { arms, checkPlan, planRuns, readModel } from '../../run/index.js';
import type { Scenario } from '../../scenario/index.js';
import { formatTimeOfDay, SECOND } from '../../tape/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { fundingLines } from '../funding-lines.js';
import { wholeNumber } from '../option-values.js';
import { masterSeed, runOptions } from '../run-options.js';
import { readScenario, scenarioWords } from '../scenario-options.js';

/** Tape rows a second and worker with detectors on, for the estimate alone. */
const ROWS_PER_SECOND = 250_000;

export const explain: Command = {
  words: scenarioWords,
  options: {
    root: runOptions['root'],
    'allow-code': runOptions['allow-code'],
    seeds: runOptions['seeds'],
    seed: runOptions['seed'],
    workers: runOptions['workers'],
  },
  examples: ['explain scenarios/spoofing.yaml --seeds 100'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const scenario = await readScenario(invocation);
    const plan = planRuns(scenario, masterSeed(invocation));
    await checkPlan(plan);
    const workers = wholeNumber(invocation, 'workers', { least: 1, most: 256 }) ?? 1;
    const rows = plan.tasks.length * expectedRows(plan.cells[0].cell);
    const seconds = rows / ROWS_PER_SECOND / workers;
    const { name, question, runs, cells, expectations } = plan.scenario;
    const distinct = arms.map((arm) => plan.tasks.filter(({ spec }) => spec.arm === arm).length);
    const resolved = { name, question, runs, cells, expect: expectations.map(({ text }) => text) };
    if (flags.has('json')) {
      const counts = Object.fromEntries(arms.map((arm, index) => [arm, distinct[index]]));
      terminal.out(
        JSON.stringify({
          ...resolved,
          masterSeed: plan.masterSeed,
          funding: Object.fromEntries(plan.funding),
          tasks: plan.tasks.length,
          ...counts,
          rows,
          seconds,
        }),
      );
      return ExitCode.passed;
    }
    for (const line of explanation(plan.scenario)) terminal.out(line);
    terminal.out('');
    const funding = fundingLines(plan);
    for (const line of funding) terminal.out(line);
    if (funding.length > 0) terminal.out('');
    const columns = [
      { head: 'arm', align: 'left' as const },
      { head: 'distinct runs', align: 'right' as const },
    ];
    for (const line of table(
      columns,
      arms.map((arm, index) => [arm, thousands(distinct[index])]),
    ))
      terminal.out(line);
    terminal.out(
      `${thousands(cells.length)} ${cells.length === 1 ? 'cell' : 'cells'} × ${thousands(runs.seeds)} ${runs.seeds === 1 ? 'seed' : 'seeds'} and ${thousands(runs.controls)} controls: ${thousands(plan.tasks.length)} distinct runs`,
    );
    terminal.out(
      `about ${thousands(rows)} tape rows, ${duration(seconds)} with ${workers === 1 ? 'one worker' : `${workers} workers`} at ${thousands(ROWS_PER_SECOND)} rows/s each (an estimate)`,
    );
    return ExitCode.passed;
  },
};

/** The scenario as it was understood: the first cell whole, since the others differ from it by what is swept alone. */
function explanation({ name, question, runs, cells, expectations }: Scenario): string[] {
  const [{ label: _label, values, ...first }] = cells;
  const swept = Object.keys(values).map((key) => [key, [...new Set(cells.map((cell) => cell.values[key]))]] as const);
  const expect = expectations.map(({ text }) => text);
  const yaml = (value: object): string[] =>
    stringify(value, timesOfDay, { aliasDuplicateObjects: false }).trimEnd().split('\n');
  return [
    '# durations in ns, prices in ticks, money in ten-thousandths of the currency',
    ...yaml({ name, question, runs }),
    ...(swept.length === 0
      ? []
      : [...yaml({ sweep: Object.fromEntries(swept) }), `# the first cell, ${cells[0].label}:`]),
    ...yaml(first),
    ...(expect.length === 0 ? [] : yaml({ expect })),
  ];
}

/** Windows as a person writes them. */
function timesOfDay(key: unknown, value: unknown): unknown {
  return key === 'window' && Array.isArray(value) ? value.map((time: number) => formatTimeOfDay(time)) : value;
}

/** Rows of a run as the models' data had them in a second, brought to the length of the window and its days. */
function expectedRows({ market }: Scenario['cells'][number]): number {
  const seconds = (market.dates.length * (market.window[1] - market.window[0])) / SECOND;
  const perSecond = market.instruments.map(({ background: { model } }) => {
    const { provenance } = readModel(model.path, model.name).file;
    const [from, to] = provenance.windowNs;
    return provenance.rows / Math.max(1, (to - from) / SECOND);
  });
  return Math.round(perSecond.reduce((sum, one) => sum + one, 0) * seconds);
}
