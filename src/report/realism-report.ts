import type { FactValue, FactVerdict, LossSummary, SampleSize, Scorecard } from '../realism/index.js';
import type { Colors } from './colors.js';
import { decimals, interval, thousands } from './numbers.js';
import { type TableColumn, table } from './table.js';

/** What is known of one side of a comparison. */
export interface RealismSide {
  /** Symbol, day and stretch, for people. */
  readonly name: string;
}

/** Realism of a simulation, or of a source alone when there is nothing to judge. */
export interface RealismSummary {
  readonly real: RealismSide;
  readonly simulated?: RealismSide;
  /** Real against real, every other window. */
  readonly floor: Scorecard;
  readonly card?: Scorecard;
  /** Why there are no stylised facts; undefined when there are. */
  readonly withoutFacts?: string;
  readonly facts: readonly (FactValue | FactVerdict)[];
}

const left = (head: string): TableColumn => ({ head, align: 'left' });
const right = (head: string): TableColumn => ({ head, align: 'right' });

/** The report of a comparison, line by line: the gate, the scores beside their floor, responses, facts. */
export function realismReport(summary: RealismSummary, colors: Colors): string[] {
  const { real, simulated, floor, card } = summary;
  const of = card ?? floor;
  return [
    colors.bold(simulated === undefined ? `${real.name}: real against real` : `${simulated.name} against ${real.name}`),
    card === undefined
      ? `${sizeWords(floor.real)} against ${sizeWords(floor.simulated)}, every other window`
      : `${sizeWords(card.simulated)} against ${sizeWords(card.real)}; the floor is real against real, every other window`,
    ...(card === undefined ? [] : [gateLine(card, colors)]),
    '',
    colors.bold('Scores of LOB-Bench, 0 is perfect'),
    ...scoreLines(floor, card),
    '',
    colors.bold('Response of the mid to events at the touch, ticks a lag'),
    ...impactLines(floor, card),
    ...horizonLines(of, colors),
    ...discriminatorLines(floor, card, colors),
    ...factLines(summary, colors),
  ];
}

function sizeWords({ windows, messages }: SampleSize): string {
  return `${thousands(windows)} windows of ${thousands(messages / windows)} messages`;
}

function gateLine({ gate, simulated }: Scorecard, colors: Colors): string {
  return gate
    ? `${colors.green('✓')} no side of the simulated book was ever empty`
    : `${colors.red('✗')} a side of the simulated book was empty behind ${thousands(simulated.emptySides)} messages: it fails, and its scores leave these out`;
}

function scoreLines(floor: Scorecard, card: Scorecard | undefined): string[] {
  const of = card ?? floor;
  const rows: string[][] = [];
  for (const group of ['unconditional', 'conditional'] as const) {
    for (const [index, { id, l1, wasserstein }] of of[group].scores.entries()) {
      const { [index]: low } = floor[group].scores;
      rows.push([
        id,
        ...lossCells(l1, card === undefined ? undefined : low.l1),
        ...lossCells(wasserstein, card === undefined ? undefined : low.wasserstein),
      ]);
    }
    const { [group]: losses } = of;
    const { [group]: lowest } = floor;
    for (const [name, key] of summaries)
      rows.push([
        `${name} of ${losses.scores.length}`,
        ...lossCells(losses.l1[key], card === undefined ? undefined : lowest.l1[key]),
        ...lossCells(losses.wasserstein[key], card === undefined ? undefined : lowest.wasserstein[key]),
      ]);
  }
  const columns = [left('score')];
  for (const loss of ['L1', 'W1'])
    columns.push(right(loss), left('95 %'), ...(card === undefined ? [] : [right('floor')]));
  return [
    ...table(columns, rows),
    'L1: total variation over Freedman–Diaconis bins. W1: Wasserstein in pooled standard deviations. Intervals resample whole',
    'windows. A floor depends on how many windows there are; no loss can be asked to lie below it.',
  ];
}

const summaries: readonly (readonly [string, keyof LossSummary])[] = [
  ['mean', 'mean'],
  ['median', 'median'],
  ['interquartile mean', 'interquartileMean'],
];

function lossCells(
  loss: { readonly estimate: number; readonly lower: number; readonly upper: number },
  floor: { readonly estimate: number } | undefined,
): string[] {
  const cells = [decimals(loss.estimate, 3), interval(Math.max(0, loss.lower), loss.upper, 3)];
  return floor === undefined ? cells : [...cells, decimals(floor.estimate, 3)];
}

function impactLines(floor: Scorecard, card: Scorecard | undefined): string[] {
  const { impact } = card ?? floor;
  const cells = (perLag: number, lowest: number) => [
    decimals(perLag, 3),
    ...(card === undefined ? [] : [decimals(lowest, 3)]),
  ];
  const rows = impact.events.map(({ event, perLag, real, simulated }, index) => [
    event,
    ...cells(perLag, floor.impact.events[index].perLag),
    decimals(real.response[0], 2),
    decimals(simulated.response[0], 2),
  ]);
  rows.push(['mean of 6', ...cells(impact.perLag, floor.impact.perLag), '', '']);
  return table(
    [
      left('event'),
      right('gap'),
      ...(card === undefined ? [] : [right('floor')]),
      right('real, at once'),
      right('simulated, at once'),
    ],
    rows,
  );
}

function horizonLines({ horizons }: Scorecard, colors: Colors): string[] {
  if (horizons.length === 0) return [];
  const blocks = horizons.map(({ from, to, l1 }) => `${from}–${to}: ${decimals(l1, 3)}`);
  return ['', colors.bold('L1 along a window, by messages from its start'), blocks.join('   ')];
}

function discriminatorLines(floor: Scorecard, card: Scorecard | undefined, colors: Colors): string[] {
  const of = card ?? floor;
  if (of.discriminator === undefined) return [];
  const { area, realSeries, simulatedSeries } = of.discriminator;
  const lowest = card === undefined ? '' : `; real against real ${decimals(floor.discriminator?.area.estimate, 2)}`;
  return [
    '',
    `${colors.bold('Discriminator')}: AUC ${decimals(area.estimate, 2)} ${interval(area.lower, area.upper, 2)}${lowest} (0.5: cannot be told apart; ${realSeries} and ${simulatedSeries} series of 480 messages)`,
  ];
}

function factLines({ facts, withoutFacts }: RealismSummary, colors: Colors): string[] {
  const head = ['', colors.bold('Stylised facts, with intervals over blocks of five minutes')];
  if (withoutFacts !== undefined) return [...head, `none: ${withoutFacts}`];
  const rows = facts.map((fact) => {
    const { id, unit, value } = fact;
    const cells = [id, shortFact(value.estimate), `[${shortFact(value.lower)}, ${shortFact(value.upper)}]`, unit];
    return 'verdict' in fact ? [verdictMark(fact, colors), ...cells, shortFact(fact.simulated), fact.verdict] : cells;
  });
  const judged = facts.filter((fact) => 'verdict' in fact);
  const columns = [left('fact'), right('real'), left('95 %'), left('')];
  if (judged.length === 0) return [...head, ...table(columns, rows)];
  const counted = (verdict: string) => judged.filter((fact) => fact.verdict === verdict).length;
  return [
    ...head,
    ...table([left(''), ...columns, right('simulated'), left('')], rows),
    `${counted('passes')} of ${judged.length} pass, ${counted('near')} more are near (within two half-widths of the interval)`,
  ];
}

function verdictMark({ verdict }: FactVerdict, colors: Colors): string {
  return verdict === 'passes' ? colors.green('✓') : verdict === 'near' ? colors.yellow('≈') : colors.red('✗');
}

/** Three or four digits, whatever the size. */
export function shortFact(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return decimals(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
