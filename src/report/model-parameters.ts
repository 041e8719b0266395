import { type Estimate, type FlowModelFile, flowTypeNames } from '../model/index.js';

/** Numbers of a model that belong together: all that stand under one key of its file. */
export interface ParameterTable {
  /** The key. */
  readonly title: string;
  readonly rows: readonly ParameterRow[];
}

export interface ParameterRow {
  /** Keys below the table's, with dots between. */
  readonly name: string;
  /** Fitted numbers; those that are no estimates have no error. */
  readonly values: readonly (Estimate | number)[];
  /** Deviation of each from day to day; empty where one day was fitted. */
  readonly betweenDays: readonly number[];
}

/** Curves over one axis: rates by distance, factors by bucket, hazards by age. */
export interface ParameterCurves {
  readonly title: string;
  readonly curves: readonly { readonly name: string; readonly estimates: readonly Estimate[] }[];
}

/** How many events one event of a type sets off, by the type that is set off: Σ over decays. */
export interface Branching {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly standardError: number;
}

/** Keys of a file that are no parameters, or that a card shows otherwise. */
const ELSEWHERE = ['modelVersion', 'kind', 'name', 'provenance', 'assumptions', 'pooled', 'accounts', 'targets'];
/** Estimates that make a curve. */
const FEWEST_OF_A_CURVE = 3;

/** All numbers of a model, table by table in the order of its file. A Hawkes model's kernels are in {@link branchingOf}. */
export function parameterTables(file: FlowModelFile): ParameterTable[] {
  const betweenDays = file.pooled?.betweenDays ?? {};
  const tables: ParameterTable[] = [];
  const single: ParameterRow[] = [];
  for (const [key, value] of Object.entries(file)) {
    if (ELSEWHERE.includes(key)) continue;
    const rows = rowsOf(value, key, betweenDays);
    if (rows.length === 1 && rows[0].name === key) single.push(rows[0]);
    else if (rows.length > 0)
      tables.push({ title: key, rows: rows.map((row) => ({ ...row, name: row.name.slice(key.length + 1) })) });
  }
  if (file.kind === 'hawkes')
    single.push(
      ...flowTypeNames.flatMap((type) => {
        const path = `targets.${type}.baselinePerSecond`;
        return rowsOf(file.targets[type].baselinePerSecond, path, betweenDays);
      }),
    );
  return single.length === 0 ? tables : [{ title: 'rates and numbers', rows: single }, ...tables];
}

/** Curves of a model: lists of estimates that stand side by side and are of one length. */
export function parameterCurves(file: FlowModelFile): ParameterCurves[] {
  return Object.entries(file).flatMap(([key, value]) => (ELSEWHERE.includes(key) ? [] : curvesOf(value, key)));
}

/** What sets off what in a Hawkes model; undefined for another kind. */
export function branchingOf(file: FlowModelFile): Branching[] | undefined {
  if (file.kind !== 'hawkes') return undefined;
  return flowTypeNames.flatMap((target) =>
    flowTypeNames.map((source) => {
      const { shares, standardErrors } = file.targets[target].kernels[source];
      const variance = standardErrors.reduce((sum, error) => sum + error * error, 0);
      return { source, target, value: shares.reduce((sum, each) => sum + each, 0), standardError: Math.sqrt(variance) };
    }),
  );
}

function rowsOf(value: unknown, path: string, betweenDays: Readonly<Record<string, number>>): ParameterRow[] {
  const deviation = (at: string) => (Object.hasOwn(betweenDays, at) ? [betweenDays[at]] : []);
  if (typeof value === 'number') return [{ name: path, values: [value], betweenDays: [] }];
  if (isEstimate(value)) return [{ name: path, values: [value], betweenDays: deviation(path) }];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.length > 0 && items.every((item) => typeof item === 'number' || isEstimate(item)))
      return [
        {
          name: path,
          values: items as (Estimate | number)[],
          betweenDays: items.flatMap((_, i) => deviation(`${path}.${i}`)),
        },
      ];
    return items.flatMap((item, i) => rowsOf(item, `${path}.${i}`, betweenDays));
  }
  if (typeof value !== 'object' || value === null) return [];
  if (isAtom(value)) {
    const at = `${path.slice(0, path.lastIndexOf('.'))}.${value.lots}`;
    return [{ name: `${at} lots`, values: [value.share], betweenDays: deviation(at) }];
  }
  return Object.entries(value).flatMap(([key, inner]) => rowsOf(inner, `${path}.${key}`, betweenDays));
}

function curvesOf(value: unknown, path: string): ParameterCurves[] {
  if (isCurve(value)) return [{ title: path, curves: [{ name: path, estimates: value }] }];
  if (Array.isArray(value)) return value.flatMap((item, i) => curvesOf(item, `${path} ${i + 1}`));
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  const lengths = new Map<number, { name: string; estimates: readonly Estimate[] }[]>();
  for (const [name, inner] of entries)
    if (isCurve(inner)) lengths.set(inner.length, [...(lengths.get(inner.length) ?? []), { name, estimates: inner }]);
  const own = [...lengths.values()].map((curves) => ({
    title: lengths.size > 1 || curves.length === 1 ? `${path}: ${curves.map(({ name }) => name).join(', ')}` : path,
    curves,
  }));
  return [...own, ...entries.flatMap(([key, inner]) => (isCurve(inner) ? [] : curvesOf(inner, `${path} ${key}`)))];
}

function isEstimate(value: unknown): value is Estimate {
  return typeof value === 'object' && value !== null && 'value' in value && 'standardError' in value;
}

function isAtom(value: object): value is { lots: number; share: Estimate } {
  return 'lots' in value && typeof value.lots === 'number' && 'share' in value && isEstimate(value.share);
}

function isCurve(value: unknown): value is readonly Estimate[] {
  return Array.isArray(value) && value.length >= FEWEST_OF_A_CURVE && value.every(isEstimate);
}
