import type {
  ConditionalOverlay,
  ConditionPoint,
  FactVerdict,
  HorizonResult,
  ImpactResult,
  Overlay,
} from '../realism/index.js';
import { plotCanvas } from './plot-canvas.js';

const REAL = 'var(--real)';
const SIMULATED = 'var(--simulated)';

const HEIGHT = 180;

/** Half-widths of its real interval beyond which a fact's mark stands at the edge. */
const FARTHEST = 4;

/** The pictures of a comparison, as SVG. */
export interface RealismPlots {
  /** Real shares as bars, simulated ones as a stepped line. */
  overlay(picture: Overlay): string;
  /** Medians by condition as lines, the middle half of the values as bands. */
  conditional(picture: ConditionalOverlay): string;
  /** Responses by lag, on a logarithmic axis. */
  impact(lags: readonly number[], result: ImpactResult): string;
  horizons(horizons: readonly HorizonResult[], floor: readonly HorizonResult[]): string;
  /** Each fact's simulated value in half-widths of its real interval. */
  facts(facts: readonly FactVerdict[]): string;
}

/** Loads the plot library, which only pages need. */
export async function realismPlots(): Promise<RealismPlots> {
  const { Plot, draw } = await plotCanvas({ height: HEIGHT, marginLeft: 42, marginRight: 8, marginBottom: 38 });
  const curves = (points: readonly { x: number; y: number; side: string }[]) => {
    const of = (side: string) => points.filter((point) => point.side === side && Number.isFinite(point.y));
    return [
      Plot.lineY(of('real'), { x: 'x', y: 'y', stroke: REAL, strokeWidth: 3 }),
      Plot.lineY(of('simulated'), { x: 'x', y: 'y', stroke: SIMULATED, strokeWidth: 1.8 }),
    ];
  };
  return {
    overlay({ edges, real, simulated, unit }) {
      const bars = real.map((y, bar) => ({ x1: edges[bar], x2: edges[bar + 1], y }));
      const steps = [{ x: edges[0], y: 0 }];
      for (const [bar, y] of simulated.entries()) steps.push({ x: edges[bar], y }, { x: edges[bar + 1], y });
      steps.push({ x: edges[edges.length - 1], y: 0 });
      return draw({
        x: { label: unitWord(unit), labelOffset: 34, ticks: 5, nice: false },
        y: { label: 'share', ticks: 4, percent: true, grid: true },
        marks: [
          Plot.rectY(bars, { x1: 'x1', x2: 'x2', y: 'y', fill: REAL, fillOpacity: 0.55, inset: 0 }),
          Plot.line(steps, { x: 'x', y: 'y', stroke: SIMULATED, strokeWidth: 1.6 }),
          Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
        ],
      });
    },
    conditional({ real, simulated, unit, given }) {
      const band = (points: readonly ConditionPoint[], fill: string) => [
        Plot.areaY(points, { x: 'condition', y1: 'lower', y2: 'upper', fill, fillOpacity: 0.2 }),
        Plot.lineY(points, { x: 'condition', y: 'median', stroke: fill, strokeWidth: 1.8 }),
        Plot.dot(points, { x: 'condition', y: 'median', fill, r: points.length < 15 ? 3 : 1.5 }),
      ];
      return draw({
        x: { label: given === 'price' ? 'spread, ticks' : given, labelOffset: 34, ticks: 5 },
        y: { label: unitWord(unit), ticks: 5, grid: true, zero: true },
        marks: [...band(real, REAL), ...band(simulated, SIMULATED)],
      });
    },
    impact(lags, { real, simulated }) {
      const points = lags.flatMap((x, lag) => [
        { x, y: real.response[lag], side: 'real' },
        { x, y: simulated.response[lag], side: 'simulated' },
      ]);
      return draw({
        x: {
          type: 'log',
          label: 'touch events since',
          labelOffset: 34,
          ticks: [1, 3, 10, 30, 100],
          tickFormat: String,
        },
        y: { label: 'ticks', ticks: 4, grid: true },
        marks: [Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }), ...curves(points)],
      });
    },
    horizons(horizons, floor) {
      const at = ({ from, to, l1 }: HorizonResult, side: string) => ({ x: (from + to) / 2, y: l1, side });
      const points = [...floor.map((each) => at(each, 'real')), ...horizons.map((each) => at(each, 'simulated'))];
      return draw({
        width: 560,
        height: 200,
        x: {
          label: "messages from the window's start",
          labelOffset: 34,
          domain: [0, horizons[horizons.length - 1].to],
        },
        y: { label: 'mean L1', ticks: 5, grid: true, zero: true },
        marks: [
          ...curves(points),
          Plot.dot(
            points.filter(({ side }) => side === 'simulated'),
            { x: 'x', y: 'y', r: 3, fill: SIMULATED },
          ),
        ],
      });
    },
    facts(facts) {
      const rows = facts.map(({ id, value, simulated, verdict }) => {
        const half = (value.upper - value.lower) / 2;
        const middle = (value.upper + value.lower) / 2;
        const far =
          half > 0 ? (simulated - middle) / half : simulated === middle ? 0 : Math.sign(simulated - middle) * FARTHEST;
        const fill = { passes: 'var(--good)', near: 'var(--near)', fails: 'var(--bad)' }[verdict];
        return { id, fill, x: Math.max(-FARTHEST, Math.min(FARTHEST, far)) };
      });
      const known = rows.filter(({ x }) => !Number.isNaN(x));
      return draw({
        width: 720,
        height: 24 * facts.length + 50,
        marginLeft: 190,
        x: {
          label: 'half-widths of the real interval; beyond 4 at the edge',
          labelOffset: 34,
          domain: [-FARTHEST, FARTHEST],
          grid: true,
        },
        y: { type: 'band', label: null, domain: facts.map(({ id }) => id), tickSize: 0 },
        marks: [
          Plot.barX(rows, { x1: -1, x2: 1, y: 'id', fill: REAL, fillOpacity: 0.35, insetTop: 5, insetBottom: 5 }),
          Plot.ruleX([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
          Plot.dot(known, { x: 'x', y: 'id', r: 5, fill: 'fill' }),
        ],
        color: { type: 'identity' },
      });
    },
  };
}

function unitWord(unit: Overlay['unit']): string | null {
  return { price: 'ticks', quantity: 'quantity', share: null, level: 'level', 'log ms': 'log ms', 'log s': 'log s' }[
    unit
  ];
}
