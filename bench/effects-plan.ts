import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { practiceDefinitions } from '../src/manipulation/index.js';
import { allRegistries, type Cell, loadScenario, type Scenario } from '../src/scenario/index.js';

/**
 * The light population: 500 accounts behind the fitted orders, and two of each agent that reacts. Rates and sizes of the
 * orders are the model's; what is light is the number of people and the length of the windows.
 */
const light: Readonly<Record<string, unknown>> = {
  'accounts.active': 500,
  agents: [
    { id: 'makers', agent: 'market-maker', count: 2 },
    { id: 'leaners', agent: 'imbalance-follower', count: 2 },
    { id: 'followers', agent: 'momentum', count: 2 },
    { id: 'believers', agent: 'heuristic-belief', count: 2 },
    { id: 'readers', agent: 'tape-reader', count: 2 },
  ],
  'surveillance.detectors': ['naive-large-cancel'],
};

/** A quiet quarter of an hour of continuous trading, beginning with the book that the model usually has. */
const continuous = { ...light, 'market.window': ['10:30', '10:45'] };
const within = ['10:33', '10:44'];

/** The opening call and the six minutes behind it, with those who read its indication. */
const opening = {
  ...light,
  agents: [...(light['agents'] as readonly object[]), { id: 'callers', agent: 'indication-follower', count: 10 }],
  'market.window': ['09:15', '09:36'],
};

/** An effect to be measured: a shipped scenario with other values, by path. */
interface EffectCase {
  /** In `scenarios/`; that of the practice unless given. */
  readonly file?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Practices in a light market of their own kind. One that is not here is measured as its scenario has it, with fewer accounts. */
const cases: Readonly<Record<string, EffectCase>> = {
  spoofing: {
    file: 'spoofing',
    values: {
      ...continuous,
      lookalikes: [],
      'attacks.spoof.window': within,
      'attacks.spoof.cycles': 4,
      'attacks.spoof.size': { best5Depth: 4 },
      'attacks.spoof.purpose': { sell: 20_000 },
    },
  },
  layering: {
    file: 'layering',
    values: {
      ...continuous,
      'attacks.layers.window': within,
      'attacks.layers.cycles': 4,
      'attacks.layers.size': { best5Depth: 4 },
      'attacks.layers.purpose': { buy: 20_000 },
    },
  },
  'false-limit-up-queue': {
    values: {
      'accounts.active': 500,
      'market.window': ['09:30', '09:45'],
      'surveillance.detectors': ['naive-large-cancel'],
      'attacks.queue.window': ['09:31', '09:44'],
      'attacks.queue.size': { best5Depth: 12 },
    },
  },
  'opening-auction-spoofing': {
    values: { ...opening, 'attacks.call.size': { shares: 100_000 }, 'attacks.call.window': ['09:30', '09:35'] },
  },
  'continuous-push': {
    values: {
      ...continuous,
      'attacks.push.window': within,
      'attacks.push.reverse': 480,
      'attacks.push.budget': { best5Depth: 6 },
      'attacks.push.purpose': { sell: 100_000 },
    },
  },
  'marking-the-close': {
    values: {
      ...light,
      'market.window': ['14:50', '15:01'],
      'attacks.close.window': ['14:51', '14:56'],
      'attacks.close.budget': { best5Depth: 4 },
    },
  },
  'marking-the-open': {
    values: {
      ...opening,
      'attacks.open.window': ['09:30', '09:35'],
      'attacks.open.budget': { shares: 200_000 },
      'attacks.open.purpose': { sell: 50_000 },
    },
  },
  'limit-maintenance': {
    values: {
      'accounts.active': 500,
      'market.window': ['14:40', '15:00'],
      'surveillance.detectors': ['naive-large-cancel'],
      'attacks.wall.window': ['14:42', '15:00'],
      'attacks.wall.sale': ['14:41', '14:55'],
      'attacks.wall.budget': { best5Depth: 6 },
    },
  },
  'wash-trading': {
    file: 'wash-trading',
    values: {
      ...continuous,
      'attacks.ring.window': within,
      'attacks.ring.volume': { shares: 200_000 },
      'attacks.ring.cycles': 20,
    },
  },
  'matched-orders': {
    values: {
      ...continuous,
      'attacks.ring.window': within,
      'attacks.ring.volume': { shares: 200_000 },
      'attacks.ring.cycles': 20,
      'attacks.ring.method': 'gap',
    },
  },
  'painting-the-tape': {
    values: {
      ...continuous,
      'attacks.paint.window': within,
      'attacks.paint.quantity': 1000,
      'attacks.paint.run': 60,
      'attacks.paint.cycles': 4,
      'attacks.paint.purpose': { sell: 20_000 },
    },
  },
  'momentum-ignition': {
    values: {
      ...continuous,
      'attacks.spark.window': within,
      'attacks.spark.cycles': 2,
      'attacks.spark.exit': 240,
      'attacks.spark.budget': { best5Depth: 6 },
    },
  },
  'quote-stuffing': {
    values: {
      ...continuous,
      'market.window': ['10:30', '10:40'],
      'attacks.flood.window': ['10:32', '10:39'],
      'attacks.flood.rate': 400,
      'attacks.flood.cycles': 2,
    },
  },
  'advancing-the-bid': {
    values: {
      ...continuous,
      'attacks.advance.window': within,
      'attacks.advance.cycles': 6,
      'attacks.advance.size': { shares: 500 },
      'attacks.advance.purpose': { sell: 12_000 },
    },
  },
  'pump-and-dump': {
    values: {
      ...light,
      'market.days': 3,
      'market.window': ['10:30', '10:42'],
      'attacks.pump.gather': 1,
      'attacks.pump.pumpDays': 1,
      'attacks.pump.pump': 300,
      'attacks.pump.budget': { best5Depth: 8 },
      'attacks.pump.window': ['10:31', '10:41'],
    },
  },
  smoking: {
    values: {
      'accounts.active': 500,
      'market.window': ['10:30', '10:45'],
      'surveillance.detectors': ['naive-large-cancel'],
      'attacks.smoke.window': within,
      'attacks.smoke.cycles': 10,
      'attacks.smoke.purpose': { sell: 10_000 },
    },
  },
  'front-running': {
    values: {
      'accounts.active': 500,
      'market.window': ['10:30', '10:48'],
      'surveillance.detectors': ['naive-large-cancel'],
      'agents.client.window': ['10:36', '10:42'],
      'agents.client.quantity': 200_000,
      'attacks.ahead.budget': { best5Depth: 1 },
    },
  },
  'insider-dealing': {
    values: {
      'accounts.active': 500,
      'market.days': 3,
      'market.window': ['10:30', '10:42'],
      'surveillance.detectors': ['naive-large-cancel'],
      news: [
        { id: 'earnings', instrument: '300233', day: 2, time: '10:36', move: 4 },
        { id: 'merger', instrument: '300999', day: 2, time: '10:35', move: 5 },
      ],
      'attacks.tipped.lead': 1,
      'attacks.tipped.budget': { best5Depth: 1 },
      'attacks.tipped.window': ['10:31', '10:41'],
    },
  },
  'account-group': {
    values: {
      'accounts.active': 500,
      'market.days': 1,
      'market.window': ['10:30', '10:45'],
      'surveillance.detectors': ['naive-large-cancel'],
      'attacks.group.window': within,
      'attacks.group.cycles': 2,
      'attacks.group.length': 240,
    },
  },
};

/** A practice in its light market at one reaction. */
export interface EffectCell {
  readonly practice: string;
  readonly reaction: number;
  readonly scenario: Scenario;
  /** One attack, which goes by the practice's name. */
  readonly cell: Cell;
}

/** @throws InputError where a shipped scenario no longer has what stands here */
export function effectCell(practice: string, reaction: number): EffectCell {
  const found = cases[practice] ?? {
    values: { 'accounts.active': 500, 'surveillance.detectors': ['naive-large-cancel'] },
  };
  const scenario = loadScenario(fileOf(practice), {
    registries: allRegistries(),
    root: fileURLToPath(new URL('../', import.meta.url)),
    runs: { seeds: 1, controls: 0 },
    values: { ...found.values, 'background.reaction': reaction },
  });
  const [whole] = scenario.cells;
  const attacks = whole.attacks.filter((attack) => attack.practice === practice).slice(0, 1);
  return {
    practice,
    reaction,
    scenario,
    cell: {
      ...whole,
      label: `${practice}, reaction ${reaction}`,
      attacks: attacks.map((attack) => ({ ...attack, id: practice })),
    },
  };
}

/** The practices of the registry that a shipped scenario asks about. */
export function measuredPractices(): string[] {
  return practiceDefinitions.map(({ id }) => id).filter((practice) => existsSync(fileOf(practice)));
}

function fileOf(practice: string): string {
  const name = cases[practice]?.file ?? `practices/${practice}`;
  return fileURLToPath(new URL(`../scenarios/${name}.yaml`, import.meta.url));
}
