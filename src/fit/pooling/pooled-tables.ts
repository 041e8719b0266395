import { type Estimate, estimate, sixDigits } from '../../model/index.js';
import { randomEffect } from './random-effects.js';

type Json = number | string | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Table = { readonly [key: string]: Json };

/** Tables of several days made one. */
export interface PooledTables<File> {
  readonly file: File;
  /** Standard deviation of every estimate from day to day, by its path. */
  readonly betweenDays: Readonly<Record<string, number>>;
  /** Paths of tables that days have on different grids, and that are the first day's. */
  readonly ofFirstDay: readonly string[];
}

/** Numbers of a grid: days that are pooled share them. */
const GRID =
  /(?:^|[a-z])(?:[eE]dges(?:[A-Z]\w*)?|knotsNs|[dD]ecays?PerSecond|memoryLengths|displacementSeconds|probabilities|fromNs|lot|reachTicks)$/;
/** What is counted adds up over days. */
const COUNT = /^(?:orders|batches|events|censored|cancels|snapshots|atRiskSeconds)$|^events\./;
/** Where a law is cut. */
const LARGEST = /^(?:largest|largestLots|lastTicks)$/;

/** The finest of a day's stamps is that of all. */
const LEAST = /^stampNs$/;

/** Days that have a table on different grids; the path says which. */
class OtherGrid extends Error {
  constructor(readonly path: string) {
    super(path);
  }
}

/**
 * Pools files of one kind, leaf by leaf: estimates as random effects of the days, counts by their sum, other numbers by
 * their mean. A table that days have on different grids is that of the first day, and is named.
 * @throws an error with the path of what has no table around it and is not shared
 */
export function pooledTables<File>(files: readonly File[]): PooledTables<File> {
  const pooling = new Pooling();
  const file = pooling.merge(files as readonly Json[], '', '');
  return { file: file as File, betweenDays: pooling.betweenDays, ofFirstDay: pooling.ofFirstDay };
}

/** The path of what days do not share, of an error of {@link pooledTables}; undefined for another error. */
export function unsharedPath(error: unknown): string | undefined {
  return error instanceof OtherGrid ? error.path : undefined;
}

class Pooling {
  readonly betweenDays: Record<string, number> = {};
  readonly ofFirstDay: string[] = [];

  merge(days: readonly Json[], path: string, key: string): Json {
    const [first] = days;
    if (days.every(isEstimate)) return this.pool(days, path);
    if (days.every(isKernel)) return this.poolKernel(days, path);
    if (days.every((day) => typeof day === 'number')) return number(days, path, key);
    if (days.every(Array.isArray)) return this.mergeLists(days, path, key);
    if (days.every(isTable)) return this.mergeTables(days, path);
    if (days.every((day) => day === first)) return first;
    throw new OtherGrid(path);
  }

  private pool(days: readonly Estimate[], path: string): Json {
    const { value, standardError, betweenDays } = randomEffect(days);
    this.betweenDays[path] = sixDigits(betweenDays);
    return { ...estimate(value, standardError) };
  }

  /** Shares of a kernel by decay, with their errors beside them. */
  private poolKernel(days: readonly Kernel[], path: string): Json {
    const effects = days[0].shares.map((_, k) =>
      randomEffect(days.map(({ shares, standardErrors }) => ({ value: shares[k], standardError: standardErrors[k] }))),
    );
    for (const [k, { betweenDays }] of effects.entries())
      this.betweenDays[`${path}.shares.${k}`] = sixDigits(betweenDays);
    return {
      shares: effects.map(({ value }) => sixDigits(value)),
      standardErrors: effects.map(({ standardError }) => sixDigits(standardError)),
    };
  }

  private mergeTables(days: readonly Table[], path: string): Json {
    const before = { ...this.betweenDays };
    const named = this.ofFirstDay.length;
    try {
      return Object.fromEntries(
        Object.keys(days[0]).map((key) => [
          key,
          key === 'atoms' && days.every(isMixture)
            ? this.mergeAtoms(days, `${path}.atoms`)
            : this.merge(
                days.map((day) => day[key] ?? null),
                joined(path, key),
                key,
              ),
        ]),
      );
    } catch (error) {
      if (!(error instanceof OtherGrid) || path === '') throw error;
      for (const key of Object.keys(this.betweenDays)) if (!(key in before)) delete this.betweenDays[key];
      this.ofFirstDay.length = named;
      this.ofFirstDay.push(path);
      return days[0];
    }
  }

  private mergeLists(days: readonly (readonly Json[])[], path: string, key: string): Json {
    const [first] = days;
    if (days.some(({ length }) => length !== first.length)) throw new OtherGrid(path);
    if (GRID.test(key)) {
      if (days.every((day) => day.every((value, i) => value === first[i]))) return first;
      throw new OtherGrid(path);
    }
    return first.map((_, i) =>
      this.merge(
        days.map((day) => day[i]),
        `${path}.${i}`,
        '',
      ),
    );
  }

  /** Round quantities that stand out on any day; on the others they have none, give or take one order. */
  private mergeAtoms(days: readonly Mixture[], path: string): Json {
    const lots = [...new Set(days.flatMap(({ atoms }) => atoms.map((atom) => atom.lots)))].sort((a, b) => a - b);
    return lots.map((each) => {
      const shares = days.map(
        ({ atoms, orders }) =>
          atoms.find((atom) => atom.lots === each)?.share ?? { value: 0, standardError: 1 / Math.max(1, orders) },
      );
      return { lots: each, share: this.pool(shares, `${path}.${each}`) };
    });
  }
}

function number(days: readonly number[], path: string, key: string): number {
  const [first] = days;
  if (days.every((day) => day === first) && !COUNT.test(key) && !COUNT.test(path)) return first;
  if (GRID.test(key)) throw new OtherGrid(path);
  if (LARGEST.test(key)) return Math.max(...days);
  if (LEAST.test(key)) return Math.min(...days);
  const sum = days.reduce((total, day) => total + day, 0);
  if (COUNT.test(key) || COUNT.test(path)) return sum;
  const mean = sum / days.length;
  return days.every(Number.isInteger) ? Math.round(mean) : sixDigits(mean);
}

interface Kernel {
  readonly shares: readonly number[];
  readonly standardErrors: readonly number[];
}

interface Mixture extends Table {
  readonly orders: number;
  readonly atoms: readonly { readonly lots: number; readonly share: { value: number; standardError: number } }[];
}

function isTable(value: Json): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEstimate(value: Json): value is { value: number; standardError: number } {
  return isTable(value) && typeof value['value'] === 'number' && typeof value['standardError'] === 'number';
}

function isKernel(value: Json): value is { shares: number[]; standardErrors: number[] } {
  return isTable(value) && Array.isArray(value['shares']) && Array.isArray(value['standardErrors']);
}

function isMixture(table: Table): table is Mixture {
  return Array.isArray(table['atoms']) && table['atoms'].every((atom) => isTable(atom) && 'lots' in atom);
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
