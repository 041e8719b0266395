import { formats } from '../../history/index.js';
import { table } from '../../report/index.js';
import { allRegistries, metrics, shippedScenarios } from '../../scenario/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';

export const list: Command = {
  words: {},
  options: {},
  examples: ['list', 'list --json'],
  async run({ flags, terminal }) {
    const { venues, models, agents, practices, detectors } = allRegistries();
    const listing = {
      scenarios: shippedScenarios().map((id) => ({ id, summary: `touchstone run ${id}` })),
      venues: venues.map(entry),
      models: models.map(entry),
      agents: agents.map(entry),
      practices: practices.map(entry),
      detectors: detectors.map(entry),
      formats: formats.map(entry),
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
  },
};

function entry({ id, summary }: { readonly id: string; readonly summary: string }): { id: string; summary: string } {
  return { id, summary };
}
