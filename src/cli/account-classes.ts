import { type AccountFit, twoSidedness } from '../fit/index.js';
import type { AccountClass } from '../model/index.js';
import { exp } from '../random/index.js';
import { decimals, type TableColumn, table } from '../report/index.js';

const right = (head: string): TableColumn => ({ head, align: 'right' });
const columns: readonly TableColumn[] = [
  { head: 'class', align: 'left' },
  ...['accounts', 'orders/h', 'marketable', 'cancelled', 'life s', 'two-sided', 'lots', 'round'].map(right),
  ...['ticks behind', 'per tick 1 m', 'per tick 5 m', 'imbalance', 'gaps', 'volume'].map(right),
];

/** Classes of accounts as a table: medians of what accounts of a class do. */
export function accountClassesTable({ classes }: AccountFit): string[] {
  return [
    ...table(columns, classes.classes.map(cells)),
    'orders/h, life, lots, ticks: medians; marketable, cancelled, round: mean shares; two-sided: 1 − |buys − sells| / orders;',
    'per tick, imbalance: log-odds of a buy; gaps: coefficient of variation, 1 by chance; volume: median share while it trades.',
  ];
}

function cells({ id, share, measured, counted, direction, participation }: AccountClass): string[] {
  const median = (law: { mean: { value: number } } | null, factor: number, places: number, less = 0) =>
    law === null ? '' : decimals(exp(law.mean.value) * factor - less, places);
  const linear = (law: { mean: { value: number; standardError: number } } | null) =>
    law === null ? '' : `${decimals(law.mean.value, 2)} ± ${decimals(law.mean.standardError, 2)}`;
  const part = (law: { mean: { value: number } } | null) => (law === null ? '' : percent(law.mean.value));
  return [
    id,
    percent(share.value),
    median(measured.orderRate, 3600, 1),
    part(counted.marketShare),
    part(counted.cancelRatio),
    median(measured.cancelLife, 1, 1),
    decimals(twoSidedness(direction.value), 2),
    median(measured.sizeLogMean, 1, 1),
    part(counted.roundShare),
    median(measured.distance, 1, 1, 0.5),
    linear(measured.response1m),
    linear(measured.response5m),
    linear(measured.responseImbalance),
    median(measured.gapVariation, 1, 2),
    `${decimals(100 * participation, 2)} %`,
  ];
}

function percent(share: number): string {
  return `${decimals(100 * share, 1)} %`;
}

/** How probably each account of the tape belongs to each class, as lines of CSV. */
export function posteriorsText({ classes, accounts, posteriors }: AccountFit): string {
  const head = ['account', ...classes.classes.map(({ id }) => id)].join(',');
  const rows = [...accounts].map((account, i) =>
    [account, ...posteriors.map((posterior) => posterior[i].toFixed(6))].join(','),
  );
  return `${[head, ...rows].join('\n')}\n`;
}
