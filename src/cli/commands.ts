import type { Command } from './command.js';

/** A command as it is listed; its file is loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'run a scenario and print what the detectors found',
    load: async () => (await import('./commands/run.js')).run,
  },
  {
    name: 'check',
    summary: 'run a scenario and judge its expectations: 0 passed, 1 failed, 4 inconclusive',
    load: async () => (await import('./commands/check.js')).check,
  },
  {
    name: 'fork',
    summary: "one cycle of an attack with and without it, many times from one state: the effect's path with its band",
    load: async () => (await import('./commands/fork.js')).fork,
  },
  {
    name: 'replay',
    summary: 'real orders through the engine, against what the exchange recorded',
    load: async () => (await import('./commands/replay.js')).replay,
  },
  {
    name: 'import',
    summary: 'order data of any layout, described by a column map, to a tape',
    load: async () => (await import('./commands/import.js')).importData,
  },
  {
    name: 'export',
    summary: 'a tape or order data to Parquet, CSV, LOBSTER or SZSE files',
    load: async () => (await import('./commands/export.js')).exportData,
  },
  {
    name: 'scoreboard',
    summary: 'models fitted to half a day and judged by the other, beside real against real',
    load: async () => (await import('./commands/scoreboard.js')).scoreboard,
  },
  {
    name: 'fit',
    summary: 'order data to a model file with standard errors',
    load: async () => (await import('./commands/fit.js')).fit,
  },
  {
    name: 'calibrate',
    summary: 'agents found by simulation: what the data tell of them, and all that they do not reject',
    load: async () => (await import('./commands/calibrate.js')).calibrate,
  },
  {
    name: 'card',
    summary: 'what a model is: parameters, assumptions, how it fares on its data; Markdown, or a page with plots',
    load: async () => (await import('./commands/card.js')).card,
  },
  {
    name: 'attribute',
    summary: 'accounts for the orders of an anonymous tape, and what of its memory they explain',
    load: async () => (await import('./commands/attribute.js')).attribute,
  },
  {
    name: 'realism',
    summary: 'how far simulated messages lie from real ones, beside real against real',
    load: async () => (await import('./commands/realism.js')).realism,
  },
  {
    name: 'detect',
    summary: 'detectors over order data or a tape',
    load: async () => (await import('./commands/detect.js')).detect,
  },
  {
    name: 'validate',
    summary: 'read a scenario and say what is wrong with it',
    load: async () => (await import('./commands/validate.js')).validate,
  },
  {
    name: 'explain',
    summary: 'what a scenario would run: cells, arms, seeds, everything filled in',
    load: async () => (await import('./commands/explain.js')).explain,
  },
  {
    name: 'schema',
    summary: 'JSON Schema of the scenario file',
    load: async () => (await import('./commands/schema.js')).schema,
  },
  {
    name: 'list',
    summary: 'venues, models, agents, practices, detectors and formats; the rules of a day',
    load: async () => (await import('./commands/list.js')).list,
  },
];
