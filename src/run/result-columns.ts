import type { TableColumn } from '../archive/index.js';
import type { FinishedDay } from './finished-run.js';
import type { Plan } from './plan.js';
import type { RunOutcome } from './run-all.js';
import type { RunSpec } from './run-spec.js';

/** A row of a result table, with the run and the day it comes from. */
export interface Of<T> {
  readonly spec: RunSpec;
  readonly run: string;
  readonly date: string;
  readonly row: T;
}

/** What every run that ended says on each of its days, in the order of the plan. */
export function gather<T>(
  plan: Plan,
  outcomes: readonly RunOutcome[],
  pick: (day: FinishedDay) => readonly T[],
): Of<T>[] {
  return plan.tasks.flatMap(({ id, spec }, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined || !('run' in outcome)) return [];
    return outcome.run.days.flatMap((day) =>
      pick(day).map((row) => ({ spec, run: id.slice(0, 16), date: day.date, row })),
    );
  });
}

export function runColumns(rows: readonly Of<unknown>[]): TableColumn[] {
  return [
    { name: 'run', type: 'text', values: rows.map(({ run }) => run) },
    { name: 'seed', type: 'integer', values: rows.map(({ spec }) => spec.seed) },
    { name: 'arm', type: 'text', values: rows.map(({ spec }) => spec.arm) },
    { name: 'day', type: 'text', values: rows.map(({ date }) => date) },
  ];
}

export function symbols<T>(rows: readonly Of<T>[], instrumentOf: (row: T) => number | undefined): TableColumn {
  const values = rows.map(({ spec, row }) => spec.market.instruments[instrumentOf(row) ?? -1]?.symbol ?? null);
  return { name: 'symbol', type: 'text', values };
}

export function text<T>(name: string, rows: readonly Of<T>[], value: (row: T) => string | null): TableColumn {
  return { name, type: 'text', values: rows.map(({ row }) => value(row)) };
}

export function integer<T>(name: string, rows: readonly Of<T>[], value: (row: T) => number | null): TableColumn {
  return { name, type: 'integer', values: rows.map(({ row }) => value(row)) };
}

/** Whole numbers that a 32-bit column cannot hold, as times. */
export function whole<T>(name: string, rows: readonly Of<T>[], value: (row: T) => number | null): TableColumn {
  return { name, type: 'bigint', values: rows.map(({ row }) => value(row)) };
}

export function flag<T>(name: string, rows: readonly Of<T>[], value: (row: T) => boolean | null): TableColumn {
  return { name, type: 'boolean', values: rows.map(({ row }) => value(row)) };
}

export function integers<T>(name: string, rows: readonly Of<T>[], value: (row: T) => readonly number[]): TableColumn {
  return { name, type: 'integer[]', values: rows.map(({ row }) => value(row)) };
}
