import { escapeHtml, htmlPage, htmlTable } from './html.js';
import { cells, type ModelCard, origin } from './model-card.js';
import { branchingOf, type ParameterCurves, parameterCurves, parameterTables } from './model-parameters.js';
import { curveColor, type ModelPlots, modelPlots } from './model-plots.js';
import { decimals, thousands } from './numbers.js';

/** A model card as a page with plots. It needs no script and fetches nothing. */
export async function modelPage(card: ModelCard): Promise<string> {
  const plots = await modelPlots();
  const { file, residuals, halves } = card;
  const branching = branchingOf(file);
  const body = [
    `<h1>${escapeHtml(`Model ${file.name}`)}</h1>`,
    ...origin(file).map((line) => `<p class="quiet">${escapeHtml(line)}</p>`),
    '<h2>What is assumed</h2>',
    '<ul>',
    ...file.assumptions.map(
      ({ name, statement }) => `<li><strong>${escapeHtml(name)}</strong>: ${escapeHtml(statement)}</li>`,
    ),
    '</ul>',
    ...(halves === undefined ? [] : ['<h2>On the half that was not seen</h2>', plots.halves(halves), quiet(judgedBy)]),
    ...(residuals === undefined ? [] : ['<h2>Residuals</h2>', ...residualLines(residuals, plots)]),
    ...(branching === undefined
      ? []
      : [
          '<h2>What sets off what</h2>',
          plots.branching(branching),
          quiet('Sums over all decays; less than 0.005 is left empty.'),
        ]),
    ...(file.pooled === undefined ? [] : dayLines(file.pooled)),
    '<h2>Curves</h2>',
    quiet('Estimates with 95 % intervals, in the order of the file: by bucket, level, age or knot.'),
    `<div class="figures">${parameterCurves(file)
      .map((curves) => curveFigure(curves, plots))
      .join('\n')}</div>`,
    '<h2>Parameters</h2>',
    quiet('Value ± standard error.'),
  ];
  for (const { title, rows } of parameterTables(file)) {
    const pooled = rows.some(({ betweenDays }) => betweenDays.length > 0);
    const head = ['', 'value', ...(pooled ? ['from day to day'] : [])];
    body.push(
      `<details><summary>${escapeHtml(title)} (${rows.length})</summary>`,
      htmlTable(
        head,
        rows.map((row) => cells(row, pooled).map(escapeHtml)),
      ),
      '</details>',
    );
  }
  return htmlPage(`Model ${file.name}`, body.join('\n'));
}

const judgedBy =
  'Each kind of model was fitted to the first half of the day alone. Log-likelihood of events of twelve types; more is better.';

function quiet(text: string): string {
  return `<p class="quiet">${escapeHtml(text)}</p>`;
}

function residualLines(residuals: NonNullable<ModelCard['residuals']>, plots: ModelPlots): string[] {
  const events = residuals.reduce((sum, each) => sum + each.events, 0);
  const mean = residuals.reduce((sum, each) => sum + each.mean * each.events, 0) / Math.max(1, events);
  return [
    plots.residuals(residuals),
    quiet(
      `By time rescaling, of ${thousands(events)} events that were fitted; their mean is ${decimals(mean, 3)}, 1 if as many came as were expected. The lines: 0.05 and 0.08.`,
    ),
  ];
}

function dayLines({ days, ofFirstDay }: NonNullable<ModelCard['file']['pooled']>): string[] {
  const rows = days.map(({ tradingDay, orders, rows: count }) => [
    escapeHtml(tradingDay),
    thousands(orders),
    thousands(count),
  ]);
  return [
    '<h2>Days</h2>',
    htmlTable(['day', 'orders', 'rows'], rows),
    ...(ofFirstDay.length === 0
      ? []
      : [quiet(`Of the first day alone, since days have them on different grids: ${ofFirstDay.join(', ')}.`)]),
  ];
}

function curveFigure(curves: ParameterCurves, plots: ModelPlots): string {
  const keys = curves.curves
    .map(
      ({ name }, i) =>
        `<span style="white-space: nowrap"><span class="key" style="background: ${curveColor(i)}"></span>${escapeHtml(name)}</span>`,
    )
    .join(' &emsp; ');
  const caption = curves.curves.length > 1 ? `<figcaption>${keys}</figcaption>` : '';
  return `<figure><h3>${escapeHtml(curves.title)}</h3>${plots.curves(curves)}${caption}</figure>`;
}
