import type { Alert } from '../surveillance/index.js';
import type { Truth } from '../truth/index.js';
import type { MarketMeasures } from './market-measures.js';

/** The arms of a seed: attackers silent, their genuine leg alone, all that they do. */
export type Arm = 'clean' | 'purpose' | 'attack';

/** Change of an account group's cash (money units, fees taken off) and holdings, by instrument, over a day. */
export interface PositionChange {
  readonly cash: number;
  readonly holdings: readonly number[];
}

/**
 * What evaluation must know of one day of a run; most runs have one. Days of a run are no independent samples: what
 * needs those counts by seed. Runs that cells share may be named once or in every cell.
 */
export interface RunRecord {
  /** The cell of a sweep that the run belongs to. */
  readonly cell: string;
  readonly seed: number;
  readonly arm: Arm;
  /** Index of the day. */
  readonly day: number;
  /** Equal for the same day in several cells. */
  readonly digest: string;
  /** Near misses included. */
  readonly alerts: readonly Alert[];
  readonly truth: Truth;
  /** Instruments times the part of the trading day that was watched. */
  readonly instrumentDays: number;
  readonly positions: {
    readonly attacks: Readonly<Record<string, PositionChange>>;
    readonly others: PositionChange;
    /** The others told apart, by class of account. @defaultValue not told apart */
    readonly classes?: Readonly<Record<string, PositionChange>>;
    /** Money units that the venue took. */
    readonly fees: number;
  };
  /** What the market showed where each attack acts, by attack. */
  readonly measures?: Readonly<Record<string, MarketMeasures>>;
  /** Price of the last trade by instrument, ticks. */
  readonly lastPriceTicks: readonly number[];
  readonly moneyPerTick: readonly number[];
  /** By instrument the mid in half-ticks, once a second from {@link startNs} on; NaN where a side is empty. */
  readonly midPaths?: readonly Float64Array[];
  readonly startNs: number;
  /** Whether each rule detector said what its written rule says. */
  readonly conformance?: readonly { readonly detector: string; readonly conforms: boolean }[];
}

/** The days of a cell's seed in an arm, in order; where the cell has none of its own, those that the cells share. */
export function daysOf(records: readonly RunRecord[], cell: string, seed: number, arm: Arm): RunRecord[] {
  const candidates = records.filter((record) => record.seed === seed && record.arm === arm);
  const own = candidates.filter((record) => record.cell === cell);
  const days = distinctRuns(own.length > 0 ? own : candidates).sort((a, b) => a.day - b.day);
  return days.some(({ day }, index) => day === days[index + 1]?.day) ? [] : days;
}

/** Records without the repetitions of shared runs. */
export function distinctRuns(records: readonly RunRecord[]): RunRecord[] {
  const runs = new Map<string, RunRecord>();
  for (const record of records) {
    const run = `${record.arm} ${record.seed} ${record.digest}`;
    if (!runs.has(run)) runs.set(run, record);
  }
  return [...runs.values()];
}

/** The attacks of which there are campaigns or positions, with the days on which they act, by cell, in order of appearance. */
export function attackCells(records: readonly RunRecord[]): { cell: string; attack: string; runs: RunRecord[] }[] {
  const found = new Map<string, { cell: string; attack: string; runs: RunRecord[] }>();
  for (const record of records) {
    if (record.arm !== 'attack') continue;
    for (const attack of Object.keys(record.positions.attacks).sort()) {
      const key = `${record.cell}\n${attack}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { cell: record.cell, attack, runs: [record] });
      else known.runs.push(record);
    }
  }
  return [...found.values()];
}
