import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { jsonDigest, writeAtomically, writeTable } from '../archive/index.js';
import { alertTable } from './alert-table.js';
import type { Plan } from './plan.js';
import type { RunOutcome } from './run-all.js';
import { RESULTS_VERSION, type RunTask } from './run-spec.js';
import type { RunSummary } from './summary.js';
import { truthTables } from './truth-tables.js';

/**
 * Where the results of a plan go: `<parent>/<name>-<8 digits>`. The digits hash every run of the plan, so that another
 * scenario, model, seed or results version never lands on the same files.
 */
export function resultFolder(parent: string, name: string, tasks: readonly RunTask[]): string {
  return path.join(parent, `${name}-${planHash(tasks).slice(0, 8)}`);
}

/** Writes what the runs of a plan found, each file whole or not at all. The manifest comes last: with it, all is there. */
export async function writeResults(
  folder: string,
  plan: Plan,
  outcomes: readonly RunOutcome[],
  summary: RunSummary,
): Promise<void> {
  const { scenario, masterSeed, tasks } = plan;
  const resolved = {
    name: scenario.name,
    ...(scenario.question === undefined ? {} : { question: scenario.question }),
    masterSeed,
    runs: scenario.runs,
    cells: scenario.cells,
    expect: scenario.expectations.map(({ text }) => text),
  };
  await writeText(path.join(folder, 'scenario.resolved.yaml'), stringify(resolved, { aliasDuplicateObjects: false }));
  await writeText(path.join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
  await writeTable(path.join(folder, 'alerts.parquet'), alertTable(plan, outcomes));
  for (const [file, table] of Object.entries(truthTables(plan, outcomes)))
    await writeTable(path.join(folder, file), table);
  const manifest = {
    version: summary.version,
    resultsVersion: RESULTS_VERSION,
    scenario: scenario.name,
    scenarioHash: planHash(tasks),
    digest: summary.digest,
    masterSeed,
    node: process.version,
    v8: process.versions.v8,
    platform: `${process.platform}-${process.arch}`,
    arguments: process.argv.slice(2),
    models: [
      ...new Map(
        scenario.cells
          .flatMap(({ market }) => market.instruments)
          .map(({ background: { model } }) => [model.digest, model.name]),
      ),
    ].map(([sha256, name]) => ({ name, sha256 })),
    runs: tasks.map(({ id, spec }, index) => {
      const outcome = outcomes[index];
      return { id, seed: spec.seed, arm: spec.arm, ...endOf(outcome) };
    }),
  };
  await writeText(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The digest of a run, and of each of its days where there are several. */
function endOf(outcome: RunOutcome): object {
  if (outcome === undefined || !('run' in outcome)) return { failed: true };
  const { digest, days } = outcome.run;
  return days.length === 1 ? { digest } : { digest, days: days.map((day) => ({ date: day.date, digest: day.digest })) };
}

/** Writes a text whole or not at all. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, (temporary) => writeFile(temporary, text));
}

function planHash(tasks: readonly RunTask[]): string {
  return jsonDigest(tasks.map((task) => task.id));
}
