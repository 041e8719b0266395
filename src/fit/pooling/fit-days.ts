import { InputError } from '../../diagnostics/index.js';
import {
  FLOW_TYPES,
  type FlowModelFile,
  flowTypeNames,
  type HawkesFile,
  loadModel,
  sixDigits,
} from '../../model/index.js';
import { readFlowRecord } from '../../order-flow/index.js';
import { formatTimeOfDay, type RowSource } from '../../tape/index.js';
import type { FitOptions } from '../fit.js';
import type { FlowFit } from '../flow-fits.js';
import { spectralRadius } from '../hawkes/branching.js';
import { pooledTables, unsharedPath } from './pooled-tables.js';

/** One trading day to be pooled with others. */
export interface FittedDay {
  readonly tape: RowSource;
  /** What a person calls it, for messages. */
  readonly source: string;
  readonly options: FitOptions;
}

/** A model of several days, and those of each. */
export interface PooledFit {
  readonly model: FlowModelFile;
  readonly days: readonly FlowModelFile[];
}

/**
 * Fits one kind of model to each of several days and pools the parameters: each has a mean over days and differs from day
 * to day (random effects). All days are fitted over the part of continuous trading that they have in common.
 * @throws InputError for days of different instruments or ticks, for the same day twice, and for too little of one
 */
export function fitDays(kind: FlowFit, days: readonly FittedDay[]): PooledFit {
  for (const day of days.slice(1)) refuseStranger(days[0], day);
  days.forEach((day, index) => {
    const twin = days.slice(0, index).find(({ tape }) => tape.header.date === day.tape.header.date);
    if (twin !== undefined)
      throw new InputError(
        `found ${day.tape.header.date} again, which ${twin.source} is of too, expected different days`,
        { file: day.source },
      );
  });
  const windowNs = commonWindow(days);
  const files: FlowModelFile[] = [];
  for (const { tape, options } of days)
    files.push(kind.fit(tape, { ...options, windowNs, ...(files.length === 0 ? {} : { like: files[0] }) }));
  return { model: pooled(files), days: files };
}

/** @throws InputError when a day is of another instrument than the first, or in other units */
export function refuseStranger(
  first: Pick<FittedDay, 'tape' | 'source'>,
  day: Pick<FittedDay, 'tape' | 'source'>,
): void {
  const [expected, found] = [first, day].map(({ tape }) => tape.header.instruments[0]);
  if (found.symbol !== expected.symbol)
    throw new InputError(`found a day of ${found.symbol}, expected one of ${expected.symbol} as in ${first.source}`, {
      file: day.source,
    });
  const money = ({ currency, moneyPerTick, quantityUnit }: typeof found) =>
    `${currency} ${moneyPerTick / 10_000} a ${quantityUnit}`;
  if (money(found) !== money(expected))
    throw new InputError(`found a tick of ${money(found)}, expected ${money(expected)} as in ${first.source}`, {
      file: day.source,
    });
}

function commonWindow(days: readonly FittedDay[]): readonly [number, number] {
  let window: readonly [number, number] = [0, Infinity];
  for (const { tape, source, options } of days) {
    const { startNs, endNs } = readFlowRecord(tape, 0);
    const [from, until] = options.windowNs ?? [startNs, endNs];
    const next = [Math.max(window[0], from, startNs), Math.min(window[1], until, endNs)] as const;
    if (next[0] >= next[1])
      throw new InputError(
        `continuous trading is at ${formatTimeOfDay(startNs)}–${formatTimeOfDay(endNs)}, expected some within ${formatTimeOfDay(window[0])}–${formatTimeOfDay(Math.min(window[1], until))} as on the other days`,
        { file: source },
      );
    window = next;
  }
  return window;
}

function pooled(files: readonly FlowModelFile[]): FlowModelFile {
  const [first] = files;
  const bare = files.map(({ provenance: _p, assumptions: _a, accounts: _c, pooled: _d, ...tables }) => tables);
  try {
    const { file, betweenDays, ofFirstDay } = pooledTables(bare);
    const sum = (of: 'rows' | 'orders') => files.reduce((total, { provenance }) => total + provenance[of], 0);
    const model = {
      ...file,
      ...(file.kind === 'hawkes' ? { spectralRadius: radiusOf(file) } : {}),
      provenance: { ...first.provenance, sourceDigest: '', rows: sum('rows'), orders: sum('orders') },
      assumptions: [
        ...first.assumptions.filter(({ name }) => name !== 'one-day'),
        {
          name: 'days-are-exchangeable',
          statement:
            'Every day has parameters of its own around those of this file, in no order and whatever happened; standard errors are of the mean over days.',
        },
      ],
      pooled: {
        days: files.map(({ provenance: { tradingDay, sourceDigest, rows, orders } }) => ({
          tradingDay,
          sourceDigest,
          rows,
          orders,
        })),
        betweenDays,
        ofFirstDay,
      },
    };
    return loadModel(model).file;
  } catch (error) {
    const path = unsharedPath(error);
    if (path === undefined) throw error;
    throw new InputError(
      `the days do not share ${path}, on which the whole model stands, expected days that are more alike`,
      { path },
      'a window that all days have in full, or another kind of model',
    );
  }
}

/** Of the means over days, which is not the mean of the days' radii. */
function radiusOf({ targets }: Pick<HawkesFile, 'targets'>): number {
  const norms = flowTypeNames.flatMap((target) =>
    flowTypeNames.map((source) => targets[target].kernels[source].shares.reduce((sum, share) => sum + share, 0)),
  );
  return sixDigits(spectralRadius(Float64Array.from(norms), FLOW_TYPES));
}
