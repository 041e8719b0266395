import { fileURLToPath } from 'node:url';
import { planRuns, readModels, simulateRun } from '../src/run/index.js';
import { allRegistries, type Cell, loadScenario, type Scenario } from '../src/scenario/index.js';
import { meanInterval } from '../src/statistics/index.js';
import { Kind, parseTimeOfDay, Side, TapeCursor, TradeStage } from '../src/tape/index.js';

/** What a group of agents changes in a market, each with a 95 % interval over seeds. */
export interface SensitivityRow {
  readonly agents: string;
  /** Of the fitted flow; `declared` where that is no fitted one. */
  readonly reaction: string;
  /** Its part of what aggressors trade. */
  readonly share: string;
  readonly volume: string;
  readonly volatility: string;
  /** The last price, or that of the opening cross. */
  readonly price: string;
  /** What rests at the upper limit in the end. */
  readonly queue: string;
}

interface Setting {
  readonly window: readonly [string, string];
  readonly reactions: readonly number[];
  readonly market: 'trading' | 'call' | 'limit';
}

const morning: Setting = { window: ['09:30', '09:50'], reactions: [0.5, 1, 2], market: 'trading' };

const settings: Readonly<Record<string, Setting>> = {
  'imbalance-followers': morning,
  'belief-learners': morning,
  'momentum-traders': morning,
  'tape-readers': morning,
  'readers-of-volume': morning,
  'indication-followers': { window: ['09:15', '09:30:05'], reactions: [1], market: 'call' },
  'limit-chasers': { window: ['09:30', '09:50'], reactions: [1], market: 'limit' },
};

const limitUp = { state: 'limit-up', queue: { best5Depth: 4 }, joins: 0.1, trades: 0.1, order: 3_000 } as const;

/** Measures every group with and without it, over so many seeds. */
export function sensitivityOf(seeds: number, only: readonly string[] = Object.keys(settings)): SensitivityRow[] {
  const file = fileURLToPath(new URL('./reacting-market.yaml', import.meta.url));
  const scenario = loadScenario(file, { registries: allRegistries(), root: process.cwd(), runs: { seeds } });
  const without = new Map<string, Measures[]>();
  return only.flatMap((agents) => {
    const setting = settings[agents];
    return setting.reactions.map((reaction) => {
      const key = `${setting.market}/${reaction}`;
      const bare = without.get(key) ?? measure(scenario, setting, reaction, undefined);
      without.set(key, bare);
      const own = measure(scenario, setting, reaction, agents);
      return rowOf(agents, setting.market === 'trading' ? String(reaction) : 'declared', setting, own, bare);
    });
  });
}

interface Measures {
  readonly volume: number;
  readonly ownTaken: number;
  readonly taken: number;
  /** Root mean square of the mid's changes in ten seconds, half-ticks. */
  readonly volatility: number;
  readonly price: number;
  readonly queue: number;
}

function measure(scenario: Scenario, setting: Setting, reaction: number, agents: string | undefined): Measures[] {
  const [cell] = scenario.cells;
  const plan = planRuns({ ...scenario, cells: [marketOf(cell, setting, reaction, agents)] }, 1);
  return plan.cells[0].seeds.map(({ clean }) => {
    const task = plan.tasks[clean];
    const { run, tapes } = simulateRun(task, readModels(task));
    const [day] = run.days;
    const [tape] = tapes;
    const first = tape.header.accounts.count - ownAccounts(cell, agents);
    const { upperLimit } = tape.header.instruments[0];
    let [volume, ownTaken, taken, price, queue] = [0, 0, 0, 0, 0];
    const cursor = new TapeCursor(tape);
    const atLimit = new Map<number, number>();
    while (cursor.next()) {
      const { kind, order, otherOrder, account, side, quantity } = cursor;
      if (kind === Kind.accepted && side === Side.buy && cursor.price === upperLimit) atLimit.set(order, quantity);
      if (kind === Kind.cancelled) atLimit.set(order, (atLimit.get(order) ?? quantity) - quantity);
      if (kind !== Kind.trade) continue;
      for (const one of [order, otherOrder]) if (atLimit.has(one)) atLimit.set(one, atLimit.get(one)! - quantity);
      volume += quantity;
      price = cursor.price;
      if (cursor.code !== TradeStage.continuous) continue;
      taken += quantity;
      if (account >= first) ownTaken += quantity;
    }
    for (const open of atLimit.values()) queue += open;
    return { volume, ownTaken, taken, volatility: volatilityOf(day.midPaths[0]), price, queue };
  });
}

function marketOf(cell: Cell, { window, market }: Setting, reaction: number, agents: string | undefined): Cell {
  const instruments = cell.market.instruments.map((instrument) => ({
    ...instrument,
    background: { ...instrument.background, reaction },
    ...(market === 'limit' ? { initialState: limitUp } : {}),
  }));
  const [from, until] = window.map(parseTimeOfDay);
  const groups = cell.agents.filter(({ id }) => id === agents);
  return { ...cell, agents: groups, market: { ...cell.market, instruments, window: [from, until] } };
}

function ownAccounts(cell: Cell, agents: string | undefined): number {
  return cell.agents.find(({ id }) => id === agents)?.count ?? 0;
}

function volatilityOf(mids: Float64Array): number {
  let [squares, count] = [0, 0];
  for (let second = 10; second < mids.length; second += 10) {
    const change = mids[second] - mids[second - 10];
    if (Number.isNaN(change)) continue;
    squares += change * change;
    count++;
  }
  return count === 0 ? Number.NaN : Math.sqrt(squares / count);
}

function rowOf(
  agents: string,
  reaction: string,
  { market }: Setting,
  own: readonly Measures[],
  bare: readonly Measures[],
): SensitivityRow {
  const change = (of: (measures: Measures) => number) => own.map((one, seed) => of(one) - of(bare[seed]));
  const percent = (of: (measures: Measures) => number) =>
    text(
      own.map((one, seed) => 100 * (of(one) / of(bare[seed]) - 1)),
      '%',
    );
  const none = '–';
  return {
    agents,
    reaction,
    share:
      market === 'trading'
        ? text(
            own.map(({ ownTaken, taken }) => (100 * ownTaken) / taken),
            '%',
            2,
          )
        : none,
    volume: percent(({ volume }) => volume),
    volatility: market === 'trading' ? percent(({ volatility }) => volatility) : none,
    price:
      market === 'limit'
        ? none
        : text(
            change(({ price }) => price),
            'ticks',
          ),
    queue: market === 'limit' ? percent(({ queue }) => queue) : none,
  };
}

function text(values: readonly number[], unit: string, digits = 1): string {
  const { estimate, lower, upper } = meanInterval(values);
  const round = (value: number) => value.toFixed(digits);
  return `${round(estimate)} ${unit} [${round(lower)}, ${round(upper)}]`;
}
