import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import { planRuns } from '../../src/run/index.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';

const shipped = fileURLToPath(new URL('../../scenarios/blind/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-blind-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const registries = allRegistries();
const knobs = readFileSync(path.join(shipped, 'knobs.yaml'), 'utf8');
const text = readFileSync(path.join(shipped, 'continuous-trading.yaml'), 'utf8');

function load(scenario: string, pack = knobs) {
  writeFileSync(path.join(folder, 'knobs.yaml'), pack);
  writeFileSync(path.join(folder, 'blind.yaml'), scenario);
  return loadScenario(path.join(folder, 'blind.yaml'), { registries, root: folder });
}

/** Values of a knob over the draws of a cell. */
function drawn({ cells }: ReturnType<typeof load>, cell: number, ...keys: string[]): unknown[] {
  return cells[cell].draws!.map(([attack]) =>
    keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], attack),
  );
}

describe('a blind pack', () => {
  it('makes a cell of every practice, with as many draws as are wanted, the same for the same seed', () => {
    const scenario = load(text);
    expect(scenario.cells.map(({ label }) => label)).toEqual([
      'practice=spoofing',
      'practice=layering',
      'practice=wash-trading',
      'practice=matched-orders',
    ]);
    expect(scenario.cells.map(({ draws }) => draws?.length)).toEqual([12, 12, 12, 12]);
    expect(load(text).cells).toEqual(scenario.cells);
    expect(load(text.replace('seed: 1', 'seed: 2')).cells).not.toEqual(scenario.cells);
    const { window, market } = { window: drawn(scenario, 0, 'parameters', 'window'), ...scenario.cells[0] };
    expect(window[0]).toEqual(market.window);
  });

  it('gives its draws to the seeds one after another, and holds what each drew', () => {
    const scenario = load(
      text.replace('draws: 12', 'draws: 2').replace('[spoofing, layering, wash-trading, matched-orders]', '[spoofing]'),
    );
    const { tasks, cells } = planRuns({ ...scenario, runs: { ...scenario.runs, seeds: 3 } }, 1);
    const sizes = cells[0].seeds.map(({ attack }) => tasks[attack].spec.attacks[0].parameters['size']);
    expect(sizes[2]).toEqual(sizes[0]);
    expect(sizes[1]).not.toEqual(sizes[0]);
    // What accounts open with is the most that any draw needs, so that it tells nothing.
    expect(new Set(tasks.map(({ spec }) => spec.attacks[0].cash)).size).toBe(1);
  });

  it('has one draw in every slice of a prior', () => {
    const sizes = drawn(load(text), 0, 'parameters', 'size', 'best5Depth') as number[];
    const slices = sizes.map((size) => Math.floor((12 * Math.log(size / 0.3)) / Math.log(12 / 0.3)));
    expect(slices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, slice) => slice));
    const cycles = drawn(load(text), 0, 'parameters', 'cycles') as number[];
    expect(cycles.every((count) => Number.isInteger(count) && count >= 2 && count <= 20)).toBe(true);
  });

  it('has priors for every practice, and all its draws are parameters that go together', () => {
    const ids = practiceDefinitions.map(({ id }) => id);
    // Two need a name from their scenario.
    const nameless = ids.filter((id) => !['front-running', 'insider-dealing'].includes(id));
    const all = text
      .replace(/practices: .*/, `practices: [${nameless.join(', ')}]`)
      .replace(/window: .*/, 'window: ["09:15", "15:01"]')
      .replace('2025-05-06', '2025-05-06\n  days: 3');
    const { cells } = load(all);
    expect(cells.map(({ attacks: [attack] }) => attack.practice)).toEqual(nameless);
    for (const id of ids) expect(knobs).toContain(`\n  ${id}:\n`);
  });

  it('can be swept, and named by expectations', () => {
    const swept = text
      .replace('surveillance:', 'sweep: { background.reaction: [0, 1] }\nsurveillance:')
      .replace('- conformance(fd-c) == 1', '- recall(spoof-pattern, spoofing, practice=spoofing) >= 0');
    const { cells, expectations } = load(swept);
    expect(cells).toHaveLength(8);
    expect(cells[0].label).toBe('practice=spoofing reaction=0');
    expect(expectations[0].cell).toEqual({ practice: 'spoofing' });
  });

  it.each([
    [
      'a practice that the pack lacks',
      text.replace('[spoofing,', '[advancing-the-bid, spoofing,'),
      knobs.replace(/ {2}advancing-the-bid:[\s\S]*?(?= {2}pump)/, ''),
      /blind\.yaml:\d+:\d+ blind\.practices\.0: the pack has no priors for advancing-the-bid/,
    ],
    [
      'a practice that nobody has',
      text,
      knobs.replace('  spoofing:', '  spofing:'),
      /found priors for "spofing".*did you mean "spoofing"/,
    ],
    [
      'a knob out of bounds',
      text,
      knobs.replace('distance: { from: 1, to: 4', 'distance: { from: 5, to: 9'),
      /blind\.yaml:\d+:\d+ blind spoofing, draw 1: /,
    ],
    [
      'a prior upside down',
      text,
      knobs.replace('{ from: 0.3, to: 12, scale: log }', '{ from: 12, to: 0.3, scale: log }'),
      /knobs\.yaml:\d+:\d+ practices\.spoofing.*at least from/,
    ],
    [
      'attacks beside it',
      text.replace(
        'blind:',
        'attacks: [{ id: spoof, practice: spoofing, preset: blatant, side: buy, window: ["09:31", "09:40"], purpose: { sell: 100 } }]\nblind:',
      ),
      knobs,
      /found a blind pack beside attacks/,
    ],
    ['a pack outside the root', text.replace('knobs.yaml', '../knobs.yaml'), knobs, /leads out of the root folder/],
  ])('refuses %s', (_what, scenario, pack, message) => {
    expect(() => load(scenario, pack)).toThrow(message);
  });
});
