import type { FreeLosses, Losses, ScoreboardRow } from '../protocol/index.js';
import type { Colors } from './colors.js';
import { decimals } from './numbers.js';
import { type TableColumn, table } from './table.js';

const left = (head: string): TableColumn => ({ head, align: 'left' });
const right = (head: string): TableColumn => ({ head, align: 'right' });

/** Two tables, one a protocol: real against real first, then what memorising would get, then the models. */
export function scoreboardReport(rows: readonly ScoreboardRow[], seeds: number, colors: Colors): string[] {
  return [
    colors.bold('P1, from real books on for 500 messages'),
    ...table(
      [...lossColumns, right('nats an event')],
      rows.map(({ id, seeded, likelihood }) => [
        id,
        ...lossCells(seeded),
        likelihood === undefined ? '' : decimals(likelihood, 2),
      ]),
    ),
    '',
    colors.bold('P2, alone through the judged half'),
    ...table(
      [...lossColumns, ...ratioColumns],
      rows.map(({ id, free }) => [id, ...lossCells(free), ...freeCells(free)]),
    ),
    '',
    'L1, W: means of the 21 unconditional scores, 0 is perfect; cond.: of the three conditional ones; impact: ticks a lag;',
    'AUC: of a classifier, 0.5 cannot tell; ratios: simulated over real, median of seeds; facts: passed + near of all.',
    `Models are means over ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}, fitted to the half that is not judged. Executions against hidden orders are set aside.`,
  ];
}

const lossColumns = [
  left('model'),
  ...['L1', 'W', 'cond. L1', 'cond. W', 'impact', 'AUC', 'empty'].map((head) => right(head)),
];
const ratioColumns = ['depth', 'volatility', 'spread', 'messages', 'facts'].map((head) => right(head));

function lossCells(losses: Losses): string[] {
  const { l1, wasserstein, conditionalL1, conditionalWasserstein, impact, area, emptySides } = losses;
  return [
    decimals(l1, 3),
    decimals(wasserstein, 3),
    decimals(conditionalL1, 3),
    decimals(conditionalWasserstein, 3),
    decimals(impact, 2),
    Number.isNaN(area) ? '' : decimals(area, 2),
    emptySides === 0 ? '' : String(emptySides),
  ];
}

function freeCells({ depthRatio, volatilityRatio, spreadRatio, messageRatio, facts }: FreeLosses): string[] {
  const count = (verdict: string) => facts.filter((fact) => fact.verdict === verdict).length;
  return [
    decimals(depthRatio, 2),
    decimals(volatilityRatio, 2),
    decimals(spreadRatio, 2),
    decimals(messageRatio, 2),
    facts.length === 0 ? '' : `${count('passes')} + ${count('near')} of ${facts.length}`,
  ];
}
