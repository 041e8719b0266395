import { readTapeParquet, tapeDigest } from '../archive/index.js';
import { InputError } from '../diagnostics/index.js';
import { type FittedDay, type FlowFit, modelLikelihood, type PooledFit, refuseStranger } from '../fit/index.js';
import { type FlowModelFile, loadModel } from '../model/index.js';
import { readFlowRecord } from '../order-flow/index.js';
import { decimals, table } from '../report/index.js';
import { formatTimeOfDay, type RowSource } from '../tape/index.js';
import type { Invocation } from './command.js';
import { readSource } from './source-options.js';

type Span = readonly [number, number] | undefined;

/** A day to fit, with its symbol. */
interface ReadDay extends FittedDay {
  readonly symbol: string;
}

/** How likely a model holds the day that none has seen. */
export interface HeldOut {
  /** The day that was fitted, or `pooled`. */
  readonly fitted: string;
  /** Nats per event. */
  readonly perEvent: number;
}

/** What several days cannot have. @throws InputError */
export function refuseDays({ flags, more }: Invocation, kind: FlowFit, heldOut: string | undefined): void {
  if (more.length > 0 && flags.has('accounts'))
    throw new InputError(`found with ${more.length + 1} days, expected one: accounts are told apart by a day`, {
      path: '--accounts',
    });
  if (heldOut !== undefined && kind.kind === 'batch-flow')
    throw new InputError(`found with the kind ${kind.kind}, which has no likelihood, expected another kind`, {
      path: '--hold-out',
    });
}

/** Reads the days that a call names, each with the part of it that is asked for. */
export async function daysOf(invocation: Invocation, span: Span): Promise<ReadDay[]> {
  const days: ReadDay[] = [];
  for (const source of [invocation.words['source'], ...invocation.more]) {
    const { tape, symbol, ...reading } = await sourceOf(invocation, source);
    const window = span === undefined ? {} : { windowNs: withinContinuousTrading(tape, span) };
    days.push({ tape, source, symbol, options: { name: symbol, ...reading, ...window } });
  }
  return days;
}

/**
 * Judges the model of each day and the pooled one by a day that none has seen.
 * @throws InputError when it was fitted, or is of another instrument
 */
export async function judgeByHeldOut(
  invocation: Invocation,
  source: string,
  span: Span,
  fittedDays: readonly ReadDay[],
  { model, days }: PooledFit,
): Promise<HeldOut[]> {
  const { tape } = await sourceOf(invocation, source);
  refuseStranger(fittedDays[0], { tape, source });
  const seen = fittedDays.find((day) => day.tape.header.date === tape.header.date);
  if (seen !== undefined)
    throw new InputError(
      `${source} is of ${tape.header.date}, to which ${seen.source} fits, expected a day that is not fitted`,
      { path: '--hold-out' },
    );
  const [startNs, endNs] = span === undefined ? [] : withinContinuousTrading(tape, span);
  const of = (file: FlowModelFile, fitted: string): HeldOut => ({
    fitted,
    perEvent: modelLikelihood(tape, 0, loadModel(file), { startNs, endNs })!,
  });
  const single = days.map((file) => of(file, file.provenance.tradingDay));
  return [...single, of(model, days.length === 0 ? model.provenance.tradingDay : 'pooled')];
}

/** What pooling came to, for a person. */
export function pooledLines({ pooled }: FlowModelFile, judged: readonly HeldOut[]): string[] {
  const lines: string[] = [];
  if (pooled !== undefined) {
    const deviations = Object.values(pooled.betweenDays);
    const moving = deviations.filter((deviation) => deviation > 0).length;
    lines.push(
      `${moving} of ${deviations.length} parameters differ from day to day by more than their standard errors say.`,
    );
    for (const path of pooled.ofFirstDay)
      lines.push(`  ${path}: the days have it on different grids; it is that of ${pooled.days[0].tradingDay}`);
  }
  if (judged.length === 0) return lines;
  const columns = [
    { head: 'fitted to', align: 'left' as const },
    { head: 'nats/event of the held-out day', align: 'right' as const },
  ];
  return [
    ...lines,
    ...table(
      columns,
      judged.map(({ fitted, perEvent }) => [fitted, decimals(perEvent, 4)]),
    ),
  ];
}

/** A tape as it is, or order data through the engine. */
async function sourceOf(invocation: Invocation, source: string) {
  if (!source.endsWith('.parquet') || invocation.options.has('format')) {
    const words = { ...invocation.words, source };
    const { tape, sourceDigest, restingSnapshots, symbol } = await readSource({ ...invocation, words });
    return { tape, sourceDigest, restingSnapshots, symbol };
  }
  const tape = await readTapeParquet(source);
  const { symbol } = tape.header.instruments[0];
  return { tape, sourceDigest: tapeDigest(tape), restingSnapshots: undefined, symbol };
}

function withinContinuousTrading(tape: RowSource, [from, until]: readonly [number, number]): readonly [number, number] {
  const { startNs, endNs } = readFlowRecord(tape, 0);
  const span = [Math.max(from, startNs), Math.min(until, endNs)] as const;
  if (span[0] < span[1]) return span;
  throw new InputError(
    `${formatTimeOfDay(from)}–${formatTimeOfDay(until)} was asked for, continuous trading is at ${formatTimeOfDay(startNs)}–${formatTimeOfDay(endNs)}`,
    { path: '--from' },
  );
}
