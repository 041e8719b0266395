import { describe, expect, it } from 'vitest';
import { planRuns } from '../../src/run/index.js';
import type { Cell, Scenario } from '../../src/scenario/index.js';
import { smallMarket, withInstrument } from './small-market.js';

/** The scenario with its cells changed. */
function changed(scenario: Scenario, change: (cell: Cell, index: number) => Cell): Scenario {
  return { ...scenario, cells: scenario.cells.map(change) };
}

describe('a plan', () => {
  it('has every arm of every seed once, and shares what no swept value touches', () => {
    const { tasks, cells } = planRuns(smallMarket(), 1);
    expect(tasks.map(({ spec }) => `${spec.seed} ${spec.arm}`)).toEqual([
      '1 clean',
      '1 purpose',
      '1 attack',
      '1 attack',
      '2 clean',
      '2 purpose',
      '2 attack',
      '2 attack',
    ]);
    expect(cells.map(({ seeds }) => seeds[0])).toEqual([
      { seed: 1, clean: 0, purpose: 1, attack: 2 },
      { seed: 1, clean: 0, purpose: 1, attack: 3 },
    ]);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  });

  it('shares nothing between cells whose markets differ', () => {
    const scenario = changed(smallMarket({ seeds: 1 }), (cell, index) => ({
      ...withInstrument(cell, ({ background }) => ({ background: { ...background, reaction: index } })),
    }));
    expect(planRuns(scenario, 1).tasks).toHaveLength(6);
  });

  it('runs controls without attacks', () => {
    const { tasks, cells } = planRuns(smallMarket({ seeds: 1, controls: 2, firstSeed: 10 }), 1);
    expect(tasks.slice(4).map(({ spec }) => `${spec.seed} ${spec.arm}`)).toEqual([
      '11 clean',
      '11 purpose',
      '12 clean',
      '12 purpose',
    ]);
    expect(cells[1].controls).toEqual([
      { seed: 11, clean: 4, purpose: 5 },
      { seed: 12, clean: 6, purpose: 7 },
    ]);
  });

  it('gives attackers the same opening wealth in every cell and arm: what the largest needs', () => {
    const { tasks } = planRuns(smallMarket({ seeds: 1 }), 1);
    const wealth = tasks.map(({ spec }) => [spec.attacks[0].cash, spec.attacks[0].holdings]);
    expect(new Set(wealth.map(String)).size).toBe(1);
    const [small] = planRuns(
      changed(smallMarket({ seeds: 1 }), (cell, _index) => ({
        ...cell,
        attacks: cell.attacks.map((attack) => ({
          ...attack,
          parameters: { ...attack.parameters, size: { best5Depth: 1 } },
        })),
      })),
      1,
    ).tasks;
    expect(small.spec.attacks[0].cash).toBeLessThan(wealth[0][0]);
  });

  it('gives attackers of several days what the first needs for each', () => {
    const wealth = (dates: readonly string[]) => {
      const scenario = changed(smallMarket({ seeds: 1 }), (cell) => ({ ...cell, market: { ...cell.market, dates } }));
      const [{ spec }] = planRuns(scenario, 1).tasks;
      return [spec.attacks[0].cash, spec.attacks[0].holdings];
    };
    const [cash, holdings] = wealth(['2025-05-06']);
    expect(wealth(['2025-05-06', '2025-05-07', '2025-05-08'])).toEqual([3 * cash, 3 * holdings]);
  });

  it('divides what a scenario gives among the accounts', () => {
    const scenario = changed(smallMarket({ seeds: 1 }), (cell) => ({
      ...cell,
      attacks: cell.attacks.map((attack) => ({ ...attack, accounts: { count: 3, cash: 1_000_000, holdings: 600 } })),
    }));
    const { spec } = planRuns(scenario, 1).tasks[0];
    expect(spec.attacks[0]).toMatchObject({ accounts: 3, cash: 333_333, holdings: 200 });
  });

  it('names a run by everything that decides it, and by nothing else', () => {
    const id = (scenario: Scenario, masterSeed = 1) => planRuns(scenario, masterSeed).tasks[2].id;
    const scenario = smallMarket({ seeds: 1 });
    expect(id(smallMarket({ seeds: 1 }))).toBe(id(scenario));
    expect(id({ ...scenario, name: 'other', question: 'Another?', file: 'other.yaml' })).toBe(id(scenario));
    expect(id(scenario, 2)).not.toBe(id(scenario));
    const others: ((cell: Cell) => Cell)[] = [
      (cell) => ({ ...cell, market: { ...cell.market, dates: ['2025-05-07'] } }),
      (cell) => ({ ...cell, market: { ...cell.market, dates: ['2025-05-06', '2025-05-07'] } }),
      (cell) => withInstrument(cell, ({ accounts }) => ({ accounts: { ...accounts, active: 1001 } })),
      (cell) =>
        withInstrument(cell, ({ background }) => ({
          background: { ...background, model: { ...background.model, digest: 'f'.repeat(64) } },
        })),
      (cell) => ({ ...cell, agents: cell.agents.slice(1) }),
      (cell) => ({ ...cell, lookalikes: [] }),
      (cell) => ({ ...cell, surveillance: { ...cell.surveillance, detectors: cell.surveillance.detectors.slice(1) } }),
    ];
    const ids = others.map((change) => id(changed(scenario, change)));
    expect(new Set([...ids, id(scenario)]).size).toBe(ids.length + 1);
  });

  it('of a practice without a genuine leg has no purpose runs of its own', () => {
    const scenario = changed(smallMarket({ seeds: 1 }), (cell) => ({
      ...cell,
      attacks: [
        {
          ...cell.attacks[0],
          practice: 'wash-trading',
          accounts: { count: 2, cash: 'auto', holdings: 'auto' },
          parameters: { volume: { shares: 20_000 }, cycles: 2, window: cell.market.window, patience: 1, lag: 1 },
        },
      ],
    }));
    const { tasks, cells } = planRuns(scenario, 1);
    expect(tasks.map(({ spec }) => spec.arm)).toEqual(['clean', 'attack']);
    expect(cells[0].seeds[0].purpose).toBe(cells[0].seeds[0].clean);
  });

  it('without attacks runs the clean arm alone', () => {
    const scenario = changed(smallMarket({ seeds: 2, controls: 1 }), (cell) => ({ ...cell, attacks: [] }));
    expect(planRuns(scenario, 1).tasks.map(({ spec }) => `${spec.seed} ${spec.arm}`)).toEqual([
      '1 clean',
      '2 clean',
      '3 clean',
    ]);
  });

  it('of more runs than anybody can mean is refused', () => {
    const many = smallMarket({ seeds: 100_000 });
    expect(() => planRuns({ ...many, cells: Array(4).fill(many.cells[0]) }, 1)).toThrow(/up to 1200000 runs/);
  });
});
