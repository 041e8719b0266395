import type { EffectPath, ForkSummary } from '../run/index.js';
import { forkFacts, forkNotes, forkTitle, forkWealthLines } from './fork-report.js';
import { escapeHtml, htmlPage } from './html.js';
import { plotCanvas } from './plot-canvas.js';

const EFFECT = 'var(--simulated)';
const QUIET = 'var(--real)';

const titles = { mid: 'Mid price', imbalance: 'Imbalance of the best five', spread: 'Spread' };

/** A forked cycle as a page: the effect's path with its band. It needs no script and fetches nothing. */
export async function forkPage(summary: ForkSummary): Promise<string> {
  const draw = await pathPlot(summary);
  const quiet = (text: string) => `<p class="quiet">${escapeHtml(text)}</p>`;
  const title = forkTitle(summary);
  const figure = (path: EffectPath) =>
    `<figure><h3>${titles[path.id]}</h3>${draw(path)}<figcaption>attack less control, ${escapeHtml(path.unit)}</figcaption></figure>`;
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    ...forkFacts(summary).map(quiet),
    '<h2>The effect over time</h2>',
    `<div class="figures">${summary.paths.map(figure).join('\n')}</div>`,
    quiet(
      'Line: mean over continuations. Band: its 95 % interval. Dashed: from the first abusive order to the last, in the run that was forked.',
    ),
    '<h2>Who gained</h2>',
    ...forkWealthLines(summary).map((line) => `<p>${escapeHtml(line)}</p>`),
    ...forkNotes(summary).map(quiet),
  ];
  return htmlPage(title, body.join('\n'));
}

async function pathPlot({ seconds, cycleSeconds }: ForkSummary): Promise<(path: EffectPath) => string> {
  const { Plot, draw } = await plotCanvas({ height: 220, marginLeft: 48, marginRight: 8, marginBottom: 36 });
  return ({ mean, lower95, upper95 }) => {
    const points = seconds
      .map((x, step) => ({ x, y: mean[step], lower: lower95[step], upper: upper95[step] }))
      .filter(({ y }) => y !== null);
    const banded = points.filter(({ lower, upper }) => lower !== null && upper !== null);
    const [start, end] = cycleSeconds;
    const shown = [start, end].filter((x) => x >= 0 && x <= seconds[seconds.length - 1]);
    return draw({
      x: { label: 'seconds from the fork', labelOffset: 32, ticks: 6, nice: false },
      y: { label: null, ticks: 5, grid: true },
      marks: [
        Plot.areaY(banded, { x: 'x', y1: 'lower', y2: 'upper', fill: EFFECT, fillOpacity: 0.2 }),
        Plot.ruleY([0], { stroke: QUIET }),
        Plot.ruleX(shown, { stroke: QUIET, strokeDasharray: '3 3' }),
        Plot.lineY(points, { x: 'x', y: 'y', stroke: EFFECT, strokeWidth: 1.8 }),
      ],
    });
  };
}
