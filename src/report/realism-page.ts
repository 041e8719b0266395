import type { ConditionalOverlay, Overlay, Scorecard, ScoreResult } from '../realism/index.js';
import { escapeHtml, htmlPage, htmlTable } from './html.js';
import { decimals, interval, thousands } from './numbers.js';
import { type RealismPlots, realismPlots } from './realism-plots.js';
import { type RealismSummary, shortFact } from './realism-report.js';

/** What a page shows of the values of both sides. */
export interface RealismPictures {
  readonly scores: readonly Overlay[];
  readonly conditional: readonly ConditionalOverlay[];
}

/**
 * A page that lays real and simulated over each other: people judge realism by eye first. It needs no script and fetches
 * nothing.
 * @param pictures - the distributions of the scores, and of the conditional ones
 */
export async function realismPage(summary: RealismSummary, pictures: RealismPictures): Promise<string> {
  const plots = await realismPlots();
  const { real, simulated, floor } = summary;
  const card = summary.card ?? floor;
  const title = simulated === undefined ? `Realism of ${real.name}` : `Realism of ${simulated.name}`;
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="quiet">${headLine(summary, card)}</p>`,
    gate(summary),
    '<p>',
    `${keyOf('real')}${escapeHtml(simulated === undefined ? 'even windows' : `real: ${real.name}`)}<br>`,
    `${keyOf('simulated')}${escapeHtml(simulated === undefined ? 'odd windows' : `simulated: ${simulated.name}`)}`,
    '</p>',
    '<h2>Losses</h2>',
    lossTable(floor, card, summary.card !== undefined),
    discriminator(floor, card),
    '<h2>Distributions</h2>',
    `<div class="figures">${pictures.scores.map((picture) => scoreFigure(picture, plots, floor, card)).join('\n')}</div>`,
    '<p class="quiet">The outermost bars take in the last half per cent of the values. L1 counts finer bins.</p>',
    '<h2>Given a condition</h2>',
    `<div class="figures">${pictures.conditional.map((picture) => conditionalFigure(picture, plots)).join('\n')}</div>`,
    htmlTable(['score', ...lossHead], conditionalRows(floor, card)),
    '<h2>Response of the mid to events at the touch</h2>',
    `<div class="figures">${card.impact.events.map((result) => impactFigure(plots, card, result)).join('\n')}</div>`,
    ...horizons(plots, floor, card),
    ...facts(plots, summary),
  ];
  return htmlPage(title, body.join('\n'));
}

function keyOf(side: 'real' | 'simulated'): string {
  return `<span class="key" style="background: var(--${side})"></span>`;
}

function headLine({ simulated, real }: RealismSummary, card: Scorecard): string {
  const { windows, messages } = card.simulated;
  const size = `${thousands(windows)} windows of ${thousands(messages / windows)} messages against ${thousands(card.real.windows)}`;
  return simulated === undefined
    ? `${size}: every other window of one source, what no simulation can be asked to beat.`
    : `${size} of ${escapeHtml(real.name)}. The floor is real against real, every other window.`;
}

function gate({ card }: RealismSummary): string {
  if (card === undefined) return '';
  return card.gate
    ? '<p class="good">✓ No side of the simulated book was ever empty.</p>'
    : `<p class="bad">✗ A side of the simulated book was empty behind ${thousands(card.simulated.emptySides)} messages: it fails, and its scores leave these out.</p>`;
}

const lossHead = ['L1', '95 %', 'floor', 'W1', '95 %', 'floor'];

function lossCells(
  { l1, wasserstein }: Pick<ScoreResult, 'l1' | 'wasserstein'>,
  floor: Pick<ScoreResult, 'l1' | 'wasserstein'>,
): string[] {
  return [
    decimals(l1.estimate, 3),
    interval(Math.max(0, l1.lower), l1.upper, 3),
    decimals(floor.l1.estimate, 3),
    decimals(wasserstein.estimate, 3),
    interval(Math.max(0, wasserstein.lower), wasserstein.upper, 3),
    decimals(floor.wasserstein.estimate, 3),
  ];
}

function lossTable(floor: Scorecard, card: Scorecard, judged: boolean): string {
  const rows = (['unconditional', 'conditional'] as const).flatMap((group) =>
    (
      [
        ['mean', 'mean'],
        ['median', 'median'],
        ['interquartile mean', 'interquartileMean'],
      ] as const
    ).map(([name, key]) => {
      const of = ({ [group]: { l1, wasserstein } }: Scorecard) => ({ l1: l1[key], wasserstein: wasserstein[key] });
      return [`${name} of ${card[group].scores.length} ${group} scores`, ...lossCells(of(card), of(floor))];
    }),
  );
  const { impact } = card;
  const note = judged ? `, floor ${decimals(floor.impact.perLag, 2)}` : '';
  return `${htmlTable(['', ...lossHead], rows)}<p>Response to events: ${decimals(impact.perLag, 2)} ticks a lag${note}.</p>`;
}

function discriminator(floor: Scorecard, card: Scorecard): string {
  if (card.discriminator === undefined) return '';
  const { area } = card.discriminator;
  const lowest = decimals(floor.discriminator?.area.estimate, 2);
  return `<p>A classifier tells the two apart with AUC ${decimals(area.estimate, 2)} ${interval(area.lower, area.upper, 2)}; real against real ${lowest}; 0.5 is a coin.</p>`;
}

function scoreFigure(picture: Overlay, plots: RealismPlots, floor: Scorecard, card: Scorecard): string {
  const of = ({ unconditional }: Scorecard) => unconditional.scores.find(({ id }) => id === picture.id);
  const l1 = decimals(of(card)?.l1.estimate, 3);
  const lowest = decimals(of(floor)?.l1.estimate, 3);
  return `<figure><h3>${escapeHtml(picture.id)}</h3>${plots.overlay(picture)}<figcaption>L1 ${l1}, floor ${lowest} · ${escapeHtml(picture.summary)}</figcaption></figure>`;
}

function conditionalFigure(picture: ConditionalOverlay, plots: RealismPlots): string {
  return `<figure><h3>${escapeHtml(picture.id)}</h3>${plots.conditional(picture)}<figcaption>median and middle half · ${escapeHtml(picture.summary)}</figcaption></figure>`;
}

function conditionalRows(floor: Scorecard, card: Scorecard): string[][] {
  return card.conditional.scores.map((score, index) => [
    `<span title="${escapeHtml(score.summary)}">${escapeHtml(score.id)}</span>`,
    ...lossCells(score, floor.conditional.scores[index]),
  ]);
}

function impactFigure(
  plots: RealismPlots,
  { impact }: Scorecard,
  result: Scorecard['impact']['events'][number],
): string {
  const caption = `mean gap ${decimals(result.perLag, 2)} ticks · ${thousands(result.real.events[0])} real and ${thousands(result.simulated.events[0])} simulated events`;
  return `<figure><h3>${result.event}</h3>${plots.impact(impact.lags, result)}<figcaption>${caption}</figcaption></figure>`;
}

function horizons(plots: RealismPlots, floor: Scorecard, card: Scorecard): string[] {
  if (card.horizons.length < 2) return [];
  return [
    '<h2>Along a window</h2>',
    `<figure>${plots.horizons(card.horizons, card === floor ? [] : floor.horizons)}<figcaption>Mean L1 of blocks of 100 messages against all real messages; grey: real against real.</figcaption></figure>`,
  ];
}

function facts(plots: RealismPlots, { facts, withoutFacts }: RealismSummary): string[] {
  const title = '<h2>Stylised facts</h2>';
  if (withoutFacts !== undefined) return [title, `<p class="quiet">None: ${escapeHtml(withoutFacts)}.</p>`];
  const judged = facts.filter((fact) => 'verdict' in fact);
  const rows = facts.map((fact) => {
    const { id, summary, unit, value } = fact;
    const cells = [
      `<span title="${escapeHtml(summary)}">${escapeHtml(id)}</span>`,
      `${shortFact(value.estimate)} ${unit}`,
      `[${shortFact(value.lower)}, ${shortFact(value.upper)}]`,
    ];
    if (!('verdict' in fact)) return cells;
    const name = { passes: 'good', near: 'near', fails: 'bad' }[fact.verdict];
    return [...cells, shortFact(fact.simulated), `<span class="${name}">${fact.verdict}</span>`];
  });
  const head = ['fact', 'real', '95 %', ...(judged.length === 0 ? [] : ['simulated', ''])];
  const counted = (verdict: string) => judged.filter((fact) => fact.verdict === verdict).length;
  return [
    title,
    ...(judged.length === 0
      ? []
      : [
          `<p>${counted('passes')} of ${judged.length} pass, ${counted('near')} more are near. Grey: the real 95 % interval over blocks of five minutes.</p>`,
          `<figure>${plots.facts(judged)}</figure>`,
        ]),
    htmlTable(head, rows),
  ];
}
