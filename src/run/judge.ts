import type { Comparison, Expectation } from '../scenario/index.js';
import type { Judgement, RunSummary } from './summary.js';

/** The parts of a summary that expectations speak of. */
export type Measured = Pick<RunSummary, 'results' | 'conformance' | 'falseAlerts' | 'effects'>;

export interface JudgedCell {
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Judges expectations by what was measured. Without samples an expectation is inconclusive, never passed; one that
 * names no cell must hold in every cell.
 */
export function judge(
  expectations: readonly Expectation[],
  measured: Measured,
  cells: readonly JudgedCell[],
): Judgement[] {
  return expectations.map((expectation) => {
    const values = measure(expectation, measured, cells).map(({ cell, value }) => ({
      cell,
      value,
      ok: value === null ? null : compare(value, expectation.comparison, expectation.limit),
    }));
    const status = values.some(({ ok }) => ok === false)
      ? 'failed'
      : values.length === 0 || values.some(({ ok }) => ok === null)
        ? 'inconclusive'
        : 'passed';
    return { expectation: expectation.text, status, ok: status === 'passed', measured: values };
  });
}

function measure(
  expectation: Expectation,
  measured: Measured,
  cells: readonly JudgedCell[],
): { cell: string; value: number | null }[] {
  if (expectation.metric === 'falseAlerts' && Object.keys(expectation.cell).length === 0)
    return [{ cell: 'all', value: falseAlertsIn('all', expectation, measured) }];
  const judged = cells.filter((cell) =>
    Object.entries(expectation.cell).every(([key, value]) => cell.values[key] === value),
  );
  return judged.map(({ label }) => ({ cell: label, value: valueIn(label, expectation, measured) }));
}

function valueIn(cell: string, expectation: Expectation, measured: Measured): number | null {
  const { metric, subjects, field } = expectation;
  switch (metric) {
    case 'recall': {
      const [detector, attack] = subjects;
      const row = measured.results.find(
        (one) => one.cell === cell && one.detector === detector && one.attack === attack,
      );
      return row === undefined || row.campaigns === 0 ? null : fieldOf(row, field === '' ? 'recall' : field);
    }
    case 'conformance':
      return measured.conformance.find((one) => one.cell === cell && one.detector === subjects[0])?.share ?? null;
    case 'falseAlerts':
      return falseAlertsIn(cell, expectation, measured);
    default: {
      const row = measured.effects.find((one) => one.cell === cell && one.attack === subjects[0]);
      return row === undefined || row.pairs === 0 ? null : fieldOf(row, field);
    }
  }
}

/** In cells that share their clean runs, what is true of all is true of each. */
function falseAlertsIn(cell: string, { arm = 'clean+purpose', subjects, field }: Expectation, measured: Measured) {
  const rows = measured.falseAlerts.filter((one) => one.detector === subjects[0] && one.arm === arm);
  const row = rows.find((one) => one.cell === cell) ?? rows.find((one) => one.cell === 'all');
  if (row === undefined) return null;
  return field === 'perInstrumentDay.upper95' ? row.upper95 : fieldOf(row, field);
}

/** The number at a path of fields; null where there is none. */
function fieldOf(row: object, field: string): number | null {
  const value = field
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], row);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function compare(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '==':
      return value === limit;
  }
}
