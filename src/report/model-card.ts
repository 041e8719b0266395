import type { HawkesReading } from '../fit/index.js';
import { type Estimate, type FlowModelFile, flowTypeNames } from '../model/index.js';
import type { HalfDayScores } from '../protocol/index.js';
import { formatTimeOfDay } from '../tape/index.js';
import { branchingOf, type ParameterRow, parameterTables } from './model-parameters.js';
import { decimals, thousands } from './numbers.js';

/** What is known of a model: what stands in its file, and how it fares on the data. */
export interface ModelCard {
  readonly file: FlowModelFile;
  /** How it explains the part of the day that it was fitted to; absent without data, or for a kind without residuals. */
  readonly residuals?: HawkesReading['residuals'];
  /** Kinds of models fitted to the first half of the day and judged by the second; absent without data. */
  readonly halves?: HalfDayScores;
}

/** Largest Kolmogorov–Smirnov distance of residuals that a type may have, and that nine of twelve may have. */
export const DISTANCE_OF_ALL = 0.08;
export const DISTANCE_OF_MOST = 0.05;

/** A model card in Markdown. The same model and data give the same bytes. */
export function modelCardText(card: ModelCard): string {
  const { file, residuals, halves } = card;
  const lines = [`# Model card: ${file.name}`, '', ...origin(file), '', '## What is assumed', ''];
  for (const { name, statement } of file.assumptions) lines.push(`- **${name}**: ${statement}`);
  if (halves !== undefined) lines.push('', ...halvesText(halves));
  if (residuals !== undefined) lines.push('', ...residualsText(residuals));
  const branching = branchingOf(file);
  if (branching !== undefined && file.kind === 'hawkes') {
    lines.push('', '## What sets off what', '');
    lines.push(
      `Events that one event of a type (column) sets off of another (row), at once and later: sums over ${file.decaysPerSecond.length} decays from ${Math.min(...file.decaysPerSecond)} to ${Math.max(...file.decaysPerSecond)} per second, with standard errors as if decays were estimated independently. The spectral radius is ${file.spectralRadius}.`,
      '',
    );
    const cell = (target: string, source: string) => {
      const { value, standardError } = branching.find((each) => each.target === target && each.source === source)!;
      return value === 0 ? '0' : shown({ value, standardError });
    };
    lines.push(
      ...markdownTable(
        ['', ...flowTypeNames],
        flowTypeNames.map((target) => [target, ...flowTypeNames.map((source) => cell(target, source))]),
      ),
    );
  }
  if (file.pooled !== undefined) lines.push('', ...daysText(file.pooled));
  lines.push('', '## Parameters', '', 'Value ± standard error.');
  for (const { title, rows } of parameterTables(file)) {
    const pooled = rows.some(({ betweenDays }) => betweenDays.length > 0);
    lines.push('', `### ${title}`, '');
    lines.push(
      ...markdownTable(
        ['', 'value', ...(pooled ? ['from day to day'] : [])],
        rows.map((row) => cells(row, pooled)),
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** What was fitted, in a sentence or two. */
export function origin({ kind, provenance, modelVersion, pooled }: FlowModelFile): string[] {
  const { symbol, venue, tradingDay, windowNs, orders, rows, source, sourceDigest } = provenance;
  const when = pooled === undefined ? tradingDay : pooled.days.map((day) => day.tradingDay).join(', ');
  const [from, until] = windowNs.map((time) => formatTimeOfDay(time));
  const digest = sourceDigest === '' ? '' : `, SHA-256 of the source ${sourceDigest}`;
  return [
    `The order flow of ${symbol} (${venue}) on ${when}, ${from}–${until}: ${thousands(orders)} orders, ${thousands(rows)} rows of ${source}${digest}.`,
    `Kind ${kind}, model version ${modelVersion}. The file holds parameters with standard errors and not one row of the data.`,
  ];
}

/** A fitted number as people read it: three digits that count, and its error likewise. */
function shown(value: Estimate | number): string {
  if (typeof value === 'number') return short(value, 6);
  const { standardError } = value;
  return standardError === 0 ? short(value.value, 4) : `${short(value.value, 3)} ± ${short(standardError, 2)}`;
}

function short(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

const LISTED = 16;

/** The cells of a row: its name, its values, and how they differ between days. */
export function cells({ name, values, betweenDays }: ParameterRow, pooled: boolean): string[] {
  const time = /(?:knots|edges|from)Ns$/.test(name);
  return [name, listed(values, time ? clock : shown), ...(pooled ? [listed(betweenDays, shown)] : [])];
}

function clock(timeNs: Estimate | number): string {
  return formatTimeOfDay(Number(timeNs)).replace(/\.000$/, '');
}

function listed(values: readonly (Estimate | number)[], show: (value: Estimate | number) => string): string {
  const first = values.slice(0, LISTED).map(show).join(', ');
  return values.length > LISTED ? `${first}, … (${values.length})` : first;
}

function halvesText({ startNs, middleNs, endNs, scores }: HalfDayScores): string[] {
  const [from, middle, until] = [startNs, middleNs, endNs].map((time) => formatTimeOfDay(time));
  const best = Math.max(...scores.map(({ perEvent }) => perEvent));
  return [
    '## On the half that was not seen',
    '',
    `Each kind of model fitted to ${from}–${middle} alone and judged by ${middle}–${until}: log-likelihood in nats per event of twelve types, seconds as the unit of time.`,
    '',
    ...markdownTable(
      ['fitted to the first half', 'nats/event of the second', 'below the best'],
      scores.map(({ kind, perEvent }) => [kind, decimals(perEvent, 3), decimals(best - perEvent, 3)]),
    ),
  ];
}

function residualsText(residuals: HawkesReading['residuals']): string[] {
  const over = (bound: number) => residuals.filter(({ distance }) => distance > bound).length;
  return [
    '## Residuals',
    '',
    `By time rescaling, of the part of the day that was fitted: if the model is right, what a type's intensity adds up to between two of its events is exponential with mean 1. The Kolmogorov–Smirnov distance D is above ${DISTANCE_OF_MOST} for ${over(DISTANCE_OF_MOST)} of ${residuals.length} types and above ${DISTANCE_OF_ALL} for ${over(DISTANCE_OF_ALL)}; the Ljung–Box statistic is χ² with 20 degrees of freedom where residuals do not depend on each other.`,
    '',
    ...markdownTable(
      ['type', 'events', 'D', 'mean', 'Ljung–Box'],
      residuals.map(({ events, distance, mean, ljungBox }, type) => [
        flowTypeNames[type],
        thousands(events),
        decimals(distance, 3),
        decimals(mean, 3),
        decimals(ljungBox, 0),
      ]),
    ),
  ];
}

function daysText({ days, ofFirstDay }: NonNullable<FlowModelFile['pooled']>): string[] {
  const lines = [
    '## Days',
    '',
    'Parameters are means over days, each of which has its own (random effects, DerSimonian–Laird); *from day to day* is the standard deviation beyond what standard errors explain.',
    '',
    ...markdownTable(
      ['day', 'orders', 'rows'],
      days.map(({ tradingDay, orders, rows }) => [tradingDay, thousands(orders), thousands(rows)]),
    ),
  ];
  if (ofFirstDay.length === 0) return lines;
  return [
    ...lines,
    '',
    `Days have these on different grids; they are those of ${days[0].tradingDay}: ${ofFirstDay.join(', ')}.`,
  ];
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)];
}
