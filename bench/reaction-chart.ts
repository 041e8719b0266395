import type { ReactionPanel } from './reaction-panel.js';

const WIDTH = 380;
const HEIGHT = 260;
const LEFT = 44;
const TOP = 34;
const PLOT_WIDTH = WIDTH - LEFT - 12;
const PLOT_HEIGHT = HEIGHT - TOP - 40;
/** Where the entries of the legend begin. */
const LEGEND = [0, 175, 300, 460];

const titles = {
  move: { touch: 'Next move up, by imbalance at the touch', depth5: 'Next move up, by five-level imbalance' },
  sign: { touch: 'Next taker buys, by imbalance at the touch', depth5: 'Next taker buys, by five-level imbalance' },
};

/** Four panels as one SVG: the band of the judged half, the real curves, the simulated one. */
export function reactionChart(panels: readonly ReactionPanel[], seeds: number): string {
  const parts = panels.map((panel, i) => {
    const x = (i % 2) * WIDTH;
    const y = Math.floor(i / 2) * HEIGHT;
    return `<g transform="translate(${x} ${y})">${panelOf(panel)}</g>`;
  });
  const legend = [
    ['#c9d8ec', `real second half, 95 % band`],
    ['#1f4e8c', 'real second half'],
    ['#9aa5b1', 'real first half (fitted)'],
    ['#d1432f', `simulated, ${seeds} seeds; hollow: outside`],
  ]
    .map(
      ([colour, text], i) =>
        `<rect x="${LEFT + LEGEND[i]}" y="${2 * HEIGHT + 6}" width="12" height="12" fill="${colour}"/>` +
        `<text x="${LEFT + 16 + LEGEND[i]}" y="${2 * HEIGHT + 16}">${text}</text>`,
    )
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${2 * HEIGHT + 30}" font-family="sans-serif" font-size="10">
<rect width="100%" height="100%" fill="white"/>
${parts.join('\n')}
${legend}
</svg>
`;
}

function panelOf(panel: ReactionPanel): string {
  const x = (decile: number) => LEFT + ((decile + 0.5) / 10) * PLOT_WIDTH;
  const y = (share: number) => TOP + (1 - share) * PLOT_HEIGHT;
  const point = (decile: number, share: number) => `${x(decile).toFixed(1)},${y(share).toFixed(1)}`;
  const line = (shares: readonly number[], colour: string, width: number) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="${width}" points="${shares.map((share, i) => point(i, share)).join(' ')}"/>`;
  const { lower, upper } = panel.band;
  const area = [...upper.map((share, i) => point(i, share)), ...lower.map((share, i) => point(i, share)).reverse()];
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${LEFT}" x2="${LEFT + PLOT_WIDTH}" y1="${y(share)}" y2="${y(share)}" stroke="#e3e3e3"/>` +
      `<text x="${LEFT - 6}" y="${y(share) + 3}" text-anchor="end">${share}</text>`,
  );
  const deciles = lower.map(
    (_, i) => `<text x="${x(i).toFixed(1)}" y="${TOP + PLOT_HEIGHT + 14}" text-anchor="middle">${i + 1}</text>`,
  );
  const dots = panel.simulated.shares.map(
    (share, i) =>
      `<circle cx="${x(i).toFixed(1)}" cy="${y(share).toFixed(1)}" r="3" fill="${panel.inside[i] ? '#d1432f' : 'white'}" stroke="#d1432f"/>`,
  );
  return [
    `<text x="${LEFT}" y="20" font-size="12" font-weight="bold">${titles[panel.outcome][panel.measure]}</text>`,
    ...grid,
    `<polygon fill="#c9d8ec" points="${area.join(' ')}"/>`,
    line(panel.fitted.shares, '#9aa5b1', 1.2),
    line(panel.judged.shares, '#1f4e8c', 1.6),
    line(panel.simulated.shares, '#d1432f', 1.6),
    ...dots,
    ...deciles,
    `<text x="${LEFT + PLOT_WIDTH / 2}" y="${TOP + PLOT_HEIGHT + 30}" text-anchor="middle">decile of imbalance, from supply to demand</text>`,
  ].join('\n');
}
