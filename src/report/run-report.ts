import type { Judgement, RunSummary } from '../run/index.js';
import type { Colors } from './colors.js';
import { decimals, duration, interval, money, thousands } from './numbers.js';
import { type TableColumn, table } from './table.js';

const left = (head: string): TableColumn => ({ head, align: 'left' });
const right = (head: string): TableColumn => ({ head, align: 'right' });

/** Most failures of runs that are printed one by one. */
const FAILURES_SHOWN = 5;

/** The report of a scenario's runs, line by line: expectations first, then recall, false alerts, effects. */
export function runReport(summary: RunSummary, question: string | undefined, colors: Colors): string[] {
  return [
    colors.bold(summary.scenario) + (question === undefined ? '' : ` — ${question}`),
    `${counted(summary.seeds, 'seed')}${summary.controls > 0 ? ` and ${counted(summary.controls, 'control')}` : ''}, ${counted(summary.runs, 'run')}`,
    ...summary.notes,
    ...section('Expectations', expectationLines(summary.expectations, colors), colors),
    ...section('Recall', [...recallLines(summary), ...silenceLines(summary)], colors),
    ...section('Rule detectors against their written rules', conformanceLines(summary), colors),
    ...section('Better than the naive baseline?', baselineLines(summary), colors),
    ...section('False alerts', falseAlertLines(summary), colors),
    ...section('What the abuse did', effectLines(summary), colors),
    ...section('Runs that failed', failureLines(summary), colors),
    '',
    `${thousands(summary.rows)} tape rows in ${duration(summary.wallSeconds)} (${thousands(summary.rowsPerSecond)} rows/s)`,
    `digest ${summary.digest}`,
    `files  ${summary.folder}`,
  ];
}

function counted(count: number, thing: string): string {
  return `${thousands(count)} ${thing}${count === 1 ? '' : 's'}`;
}

function section(title: string, lines: readonly string[], colors: Colors): string[] {
  return lines.length === 0 ? [] : ['', colors.bold(title), ...lines];
}

function expectationLines(judgements: readonly Judgement[], colors: Colors): string[] {
  return judgements.map(({ status, expectation, measured }) => {
    const mark = { passed: colors.green('✓'), failed: colors.red('✗'), inconclusive: colors.yellow('?') }[status];
    const values = measured.map(({ cell, value }) => {
      const text = value === null ? 'no samples' : shortNumber(value);
      return measured.length === 1 ? text : `${cell}: ${text}`;
    });
    const note = status === 'inconclusive' ? ' — inconclusive' : '';
    return `${mark} ${expectation}   measured ${values.join(', ') || 'nothing'}${note}`;
  });
}

function shortNumber(value: number): string {
  if (Number.isInteger(value)) return thousands(value);
  return Math.abs(value) >= 1000 ? thousands(value) : value.toPrecision(4);
}

function recallLines({ results, effects }: RunSummary): string[] {
  const intended = results.filter(({ thresholdHug }) => thresholdHug === undefined);
  const hugging = results.filter(({ thresholdHug }) => thresholdHug !== undefined);
  return [
    ...(intended.length === 0 ? [] : [...recallTable(intended, effects), ...RECALL_NOTES]),
    ...(hugging.length === 0
      ? []
      : [
          ...(intended.length === 0 ? [] : ['']),
          'Attacks whose sizes hug the thresholds of a test',
          ...recallTable(hugging, effects),
          ...HUG_NOTES,
        ]),
  ];
}

const RECALL_NOTES = [
  'Found: campaigns of which an alert named the accounts and the time; one campaign a day, seed and attack, or one over the days that its practice spans. The interval is exact.',
  'It does not say which share of real abuse would be found: these manipulators follow the scenario, in a market fitted',
  'to one stock. Where the effect column says none shown, the abuse changed nothing that could be measured, and the recall',
  'beside it is inconclusive.',
];

const HUG_NOTES = [
  'Their sizes are arithmetic upon thresholds that are in force, not what anybody did: this says what the rule leaves free,',
  'and belongs in no average with the recall of other attacks.',
];

function recallTable(results: RunSummary['results'], effects: RunSummary['effects']): string[] {
  const otherPractices = results.some(({ wrongPractice }) => wrongPractice > 0);
  const rows = results.map((row) => {
    const effect = effects.find((one) => one.cell === row.cell && one.attack === row.attack);
    return [
      row.cell,
      row.attack,
      row.detector,
      `${row.detected}/${row.campaigns}`,
      decimals(row.recall, 3),
      interval(row.lower95, row.upper95, 3),
      row.medianDelaySeconds === null ? '–' : duration(row.medianDelaySeconds),
      ...(otherPractices ? [row.wrongPractice === 0 ? '' : String(row.wrongPractice)] : []),
      effect === undefined ? '–' : effectWord(effect),
    ];
  });
  const columns = [
    left('cell'),
    left('attack'),
    left('detector'),
    right('found'),
    right('recall'),
    left('95 %'),
    right('median delay'),
    ...(otherPractices ? [right('other practice')] : []),
    left('effect'),
  ];
  return table(columns, rows);
}

function silenceLines({ silentAttacks }: RunSummary): string[] {
  return silentAttacks.map(
    ({ cell, attack, runs, withoutCampaign }) =>
      `${cell}, ${attack}: no campaign in ${withoutCampaign} of ${runs} runs, since the venue took no abusive order; they count nowhere.`,
  );
}

function conformanceLines({ conformance }: RunSummary): string[] {
  const detectors = [...new Set(conformance.map(({ detector }) => detector))];
  return detectors.map((detector) => {
    const rows = conformance.filter((row) => row.detector === detector);
    const worst = rows.reduce((least, row) => (row.share < least.share ? row : least));
    if (worst.share === 1) return `${detector}: fired exactly where the rule holds, in every run of every cell`;
    return `${detector}: differs from the rule in ${worst.runs - worst.conforming} of ${worst.runs} runs of ${worst.cell}; ${worst.difference ?? ''}`;
  });
}

function baselineLines({ baseline }: RunSummary): string[] {
  if (baseline.length === 0) return [];
  const rows = baseline.map((row) => [
    row.cell,
    row.attack,
    row.detector,
    row.baseline,
    String(row.campaigns),
    String(row.onlyDetector),
    String(row.onlyBaseline),
    row.pValue === null ? '–' : row.pValue < 0.001 ? '< 0.001' : decimals(row.pValue, 3),
  ]);
  const columns = [
    left('cell'),
    left('attack'),
    left('detector'),
    left('baseline'),
    right('campaigns'),
    right('only detector'),
    right('only baseline'),
    right('p'),
  ];
  return [
    ...table(columns, rows),
    'The same campaigns, found by one and not by the other; the baseline is held to the alert load of the detector.',
  ];
}

function falseAlertLines({ falseAlerts }: RunSummary): string[] {
  // How many others are accused while attacks of one size go on is for the files; here it would bury the rest.
  const shown = falseAlerts.filter(({ cell, arm }) => cell === 'all' || arm !== 'attack');
  if (shown.length === 0) return [];
  const byCell = shown.some(({ cell }) => cell !== 'all');
  const rows = shown.map((row) => [
    ...(byCell ? [row.cell] : []),
    row.detector,
    row.arm,
    decimals(row.instrumentDays, 1),
    thousands(row.alerts),
    thousands(row.onLookalikes),
    decimals(row.perInstrumentDay, 3),
    interval(row.lower95, row.upper95, 3),
  ]);
  const columns = [
    ...(byCell ? [left('cell')] : []),
    left('detector'),
    left('arm'),
    right('instrument-days'),
    right('alerts'),
    right('on look-alikes'),
    right('a day'),
    left('95 %'),
  ];
  return [
    ...table(columns, rows),
    'Clean: nobody attacks. Purpose: the attackers trade what they mean to trade, and nothing else. Attack: alerts on others',
    'while they attack. A run counts as the part of a trading day that it covers. The interval is the exact Poisson one; no',
    'alert in n days still allows up to 3.69/n a day. It holds for this market and no other.',
  ];
}

function effectLines({ effects }: RunSummary): string[] {
  if (effects.length === 0) return [];
  const rows = effects.map((row) => [
    row.cell,
    row.attack,
    String(row.pairs),
    money(row.benefit.mean),
    `[${money(row.benefit.lower95)}, ${money(row.benefit.upper95)}]`,
    decimals(row.midShiftTicks, 2),
    money(row.othersLoss),
    effectWord(row),
  ]);
  const columns = [
    left('cell'),
    left('attack'),
    right('pairs'),
    right('benefit'),
    left('95 %'),
    right('shift, ticks'),
    right("others' loss"),
    left('effect'),
  ];
  return [
    ...table(columns, rows),
    'In units of the currency, means of differences between arms of the same seed: benefit is the attack against its',
    "genuine leg alone, others' loss against the clean market. An interval that holds zero is no effect shown, not none.",
  ];
}

/** What an attack's effect comes to, once its interval leaves zero. */
function effectWord({ benefit, outcome, shown }: RunSummary['effects'][number]): string {
  if (benefit.lower95 !== null && benefit.lower95 > 0) return 'gains';
  if (benefit.upper95 !== null && benefit.upper95 < 0) return 'loses';
  if (outcome?.lower95 != null && outcome.lower95 > 0) return `moves ${outcome.measure}`;
  return shown ? 'moves price' : 'none shown';
}

function failureLines({ failures }: RunSummary): string[] {
  const lines = failures
    .slice(0, FAILURES_SHOWN)
    .map(({ cell, seed, arm, failure }) => `${cell}, seed ${seed}, ${arm}: ${failure}`);
  if (failures.length > FAILURES_SHOWN) lines.push(`and ${failures.length - FAILURES_SHOWN} more`);
  return lines;
}
