import { type Preset, type PresetKind, presets } from '../../manipulation/index.js';
import { table } from '../../report/index.js';
import type { Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';

/** Kinds in the order of what they rest on; the last is arithmetic upon rules and stands apart. */
const titles: readonly (readonly [PresetKind, string])[] = [
  ['case', 'Cases: what somebody was found to have done'],
  ['level', 'Levels of the catalogue of practices'],
  ['split', 'The standard totals over several accounts'],
  ['threshold-hug', 'Apart: sizes that hug the thresholds in force, which is arithmetic and nothing that anybody did'],
];

/** The presets that attacks can name, with what they set and where that was read. */
export function listPresets({ flags, terminal }: Invocation): ExitCode {
  if (flags.has('json')) {
    terminal.out(JSON.stringify({ presets }));
    return ExitCode.passed;
  }
  for (const [kind, title] of titles) {
    const listed = presets.filter((preset) => preset.kind === kind);
    terminal.out(terminal.colors.bold(title));
    for (const line of table(columns, listed.map(row))) terminal.out(line);
    terminal.out('');
  }
  terminal.out(
    'An attack takes one as preset: ID; what its file says besides comes first. --json has where each was read.',
  );
  return ExitCode.passed;
}

const columns = ['practice', 'preset', 'what it sets'].map((head) => ({ head, align: 'left' as const }));

function row({ practice, id, summary }: Preset): string[] {
  return [practice, id, summary];
}
