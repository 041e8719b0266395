import { didYouMean, InputError } from '../../diagnostics/index.js';
import { exporters, formats } from '../../history/index.js';
import { table } from '../../report/index.js';
import { allRegistries, metrics, shippedScenarios } from '../../scenario/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { listPresets } from './list-presets.js';
import { listRules, ruleOptions } from './list-rules.js';

export const list: Command = {
  words: {},
  optionalWords: {
    topic: 'rules, for the rules of venues on a day and where each was read; presets, for the knobs of attacks',
  },
  options: ruleOptions,
  examples: ['list', 'list --json', 'list presets', 'list rules --date 2023-04-10 --venue szse-chinext'],
  async run(invocation) {
    const { topic } = invocation.words;
    if (topic === 'rules') return listRules(invocation);
    if (topic !== undefined && topic !== 'presets')
      throw new InputError(
        `list: found "${topic}", expected rules, presets or nothing`,
        {},
        didYouMean(topic, ['rules', 'presets']),
      );
    const [option] = invocation.options.keys();
    if (option !== undefined)
      throw new InputError('found it without a topic, expected it behind list rules', { path: `--${option}` });
    return topic === undefined ? listEverything(invocation) : listPresets(invocation);
  },
};

/** Everything that a scenario or a command can name. */
function listEverything({ flags, terminal }: Invocation): ExitCode {
  const { venues, models, agents, practices, detectors } = allRegistries();
  const listing = {
    scenarios: shippedScenarios().map((id) => ({ id, summary: `touchstone run ${id}` })),
    venues: venues.map(entry),
    models: models.map(entry),
    agents: agents.map(entry),
    practices: practices.map(entry),
    detectors: detectors.map(entry),
    formats: formats.map(entry),
    exports: exporters.map(entry),
    metrics: Object.entries(metrics).map(([id, { summary }]) => ({ id, summary })),
  };
  if (flags.has('json')) {
    terminal.out(JSON.stringify(listing));
    return ExitCode.passed;
  }
  const rows = Object.entries(listing).flatMap(([kind, entries]) =>
    entries.map(({ id, summary }, index) => [index === 0 ? kind : '', id, summary]),
  );
  const columns = ['', 'id', 'what it is'].map((head) => ({ head, align: 'left' as const }));
  for (const line of table(columns, rows)) terminal.out(line);
  return ExitCode.passed;
}

function entry({ id, summary }: { readonly id: string; readonly summary: string }): { id: string; summary: string } {
  return { id, summary };
}
