import type { EffectRow, MeanDifference } from '../src/evaluation/index.js';

export type MeasuredEffect = EffectRow & { readonly reaction: number };

/** What a practice comes to at one reaction. */
export type Verdict = 'works' | 'backfires' | 'ineffective here' | 'never acts';

/**
 * Judges what the abuse adds to what the practice set out to change, or its benefit where it would rather change nothing.
 * What its genuine leg does by itself is nobody's abuse.
 */
export function verdictOf({ outcome, benefit, practice }: EffectRow): Verdict {
  if (practice === '') return 'never acts';
  const { lower95, upper95 } = outcome?.added ?? benefit;
  if (lower95 !== null && lower95 > 0) return 'works';
  return upper95 !== null && upper95 < 0 ? 'backfires' : 'ineffective here';
}

/** Effect, benefit and verdict by practice and reaction, as Markdown. */
export function effectTable(rows: readonly MeasuredEffect[], reactions: readonly number[]): string[] {
  const at = reactions.join(', ');
  return [
    `| practice | sets out to change | clean | effect at reaction ${at} | of which the abuse | benefit, CNY | verdict |`,
    '|---|---|--:|---|---|---|---|',
    ...byPractice(rows).map(([practice, own]) => {
      const { outcome } = own[0];
      const verdicts = own.map(verdictOf);
      return cells(
        `\`${practice}\``,
        outcome === null ? 'its own prices alone' : `${measureWords[outcome.measure]}`,
        outcome?.clean == null ? '–' : number(outcome.clean),
        own.map((row) => (row.outcome === null ? '–' : interval(row.outcome))).join('<br>'),
        own.map((row) => (row.outcome === null ? '–' : interval(row.outcome.added))).join('<br>'),
        own.map((row) => interval(row.benefit)).join('<br>'),
        new Set(verdicts).size === 1 ? verdicts[0] : verdicts.join('<br>'),
      );
    }),
  ];
}

/** What others lose, all together and by class of account, as Markdown. */
export function harmTable(rows: readonly MeasuredEffect[], reaction: number): string[] {
  const own = rows.filter((row) => row.reaction === reaction);
  const classes = [...new Set(own.flatMap(({ lossByClass }) => lossByClass.map((one) => one.class)))];
  return [
    `| practice | all others | ${classes.join(' | ')} |`,
    `|---|--:|${classes.map(() => '--:').join('|')}|`,
    ...own.map(({ attack, loss, lossByClass }) =>
      cells(
        `\`${attack}\``,
        marked(loss),
        ...classes.map((name) => {
          const found = lossByClass.find((one) => one.class === name);
          return found === undefined ? '' : marked(found);
        }),
      ),
    ),
  ];
}

const measureWords: Readonly<Record<string, string>> = {
  price: 'mid price, ticks',
  volume: 'volume, shares',
  load: 'messages',
  queue: 'queue of others at the limit, shares',
  'at-limit': 'share of time at the limit',
  indication: 'indicated opening price, ticks',
  open: 'opening price, ticks',
  close: 'closing price, ticks',
};

function byPractice(rows: readonly MeasuredEffect[]): [string, MeasuredEffect[]][] {
  const names = [...new Set(rows.map(({ attack }) => attack))];
  return names.map((name) => [name, rows.filter(({ attack }) => attack === name)]);
}

function cells(...texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

function interval({ mean, lower95, upper95 }: MeanDifference): string {
  if (mean === null) return '–';
  if (lower95 === null || upper95 === null) return number(mean);
  return `${number(mean)} [${number(lower95)}, ${number(upper95)}]`;
}

/** A mean; bold where its interval leaves zero. */
function marked({ mean, lower95, upper95 }: MeanDifference): string {
  if (mean === null) return '–';
  const clear = lower95 !== null && upper95 !== null && (lower95 > 0 || upper95 < 0);
  return clear ? `**${number(mean)}**` : number(mean);
}

/** Three digits or so, as many decimals as that takes. */
function number(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2;
  const text = value.toFixed(digits).replace('-', '−');
  return /^−0(\.0+)?$/.test(text) ? text.slice(1) : size >= 1000 ? grouped(text) : text;
}

function grouped(text: string): string {
  return text.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
