import { flowTypeNames } from '../model/index.js';
import type { HalfDayScores } from '../protocol/index.js';
import { DISTANCE_OF_ALL, DISTANCE_OF_MOST, type ModelCard } from './model-card.js';
import type { Branching, ParameterCurves } from './model-parameters.js';
import { plotCanvas } from './plot-canvas.js';

const HEIGHT = 210;
const INK = 'var(--simulated)';
/** Standard errors to a bound of a 95 % interval. */
const NORMAL_95 = 1.959964;
/** Colours of curves that share a picture, told apart also by who does not see all of them. */
const CURVES = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f', '#b8860b'];

/** The pictures of a model's page as SVG. */
export interface ModelPlots {
  curves(curves: ParameterCurves): string;
  branching(branching: readonly Branching[]): string;
  residuals(residuals: NonNullable<ModelCard['residuals']>): string;
  halves(halves: HalfDayScores): string;
}

/** Colour of the n-th curve of a picture. */
export function curveColor(number: number): string {
  return CURVES[number % CURVES.length];
}

/** Loads the plot library, which only pages need. */
export async function modelPlots(): Promise<ModelPlots> {
  const { Plot, draw } = await plotCanvas({ height: HEIGHT, marginLeft: 48, marginRight: 10, marginBottom: 34 });
  return {
    curves({ curves }) {
      const points = curves.flatMap(({ estimates }, curve) =>
        estimates.map(({ value, standardError }, i) => ({
          x: i + 1,
          y: value,
          lower: value - NORMAL_95 * standardError,
          upper: value + NORMAL_95 * standardError,
          color: curveColor(curve),
        })),
      );
      return draw({
        x: { label: null, ticks: Math.min(8, curves[0].estimates.length), tickFormat: 'd' },
        y: { label: null, ticks: 5, grid: true },
        color: { type: 'identity' },
        marks: [
          Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
          Plot.ruleX(points, { x: 'x', y1: 'lower', y2: 'upper', stroke: 'color', strokeOpacity: 0.45 }),
          Plot.line(points, { x: 'x', y: 'y', z: 'color', stroke: 'color', strokeWidth: 1.6 }),
          Plot.dot(points, { x: 'x', y: 'y', fill: 'color', r: points.length > 60 ? 1.2 : 2.2 }),
        ],
      });
    },
    branching(branching) {
      return draw({
        width: 620,
        height: 460,
        marginLeft: 130,
        marginBottom: 110,
        x: {
          type: 'band',
          domain: [...flowTypeNames],
          label: 'one event of this type …',
          tickRotate: -45,
          labelOffset: 100,
        },
        y: { type: 'band', domain: [...flowTypeNames], label: '… sets off so many of this' },
        marks: [
          Plot.cell(branching, {
            x: 'source',
            y: 'target',
            fill: INK,
            fillOpacity: (cell: Branching) => Math.min(1, cell.value),
            inset: 0.5,
          }),
          Plot.text(
            branching.filter(({ value }) => value >= 0.005),
            {
              x: 'source',
              y: 'target',
              text: (cell: Branching) => cell.value.toFixed(2),
              fontSize: 9,
              fill: 'currentColor',
            },
          ),
        ],
      });
    },
    residuals(residuals) {
      const rows = residuals.map(({ distance }, type) => ({ type: flowTypeNames[type], distance }));
      return draw({
        width: 620,
        height: 22 * rows.length + 50,
        marginLeft: 130,
        x: { label: 'Kolmogorov–Smirnov distance of the residuals', labelOffset: 32, zero: true, grid: true },
        y: { type: 'band', domain: [...flowTypeNames], label: null, tickSize: 0 },
        marks: [
          Plot.ruleX([DISTANCE_OF_MOST, DISTANCE_OF_ALL], { stroke: 'var(--bad)', strokeDasharray: '3,3' }),
          Plot.barX(rows, { x: 'distance', y: 'type', fill: INK, insetTop: 4, insetBottom: 4 }),
        ],
      });
    },
    halves({ scores }) {
      const least = Math.min(...scores.map(({ perEvent }) => perEvent));
      return draw({
        width: 620,
        height: 26 * scores.length + 50,
        marginLeft: 150,
        marginRight: 60,
        x: { label: 'nats per event of the half that was not seen', labelOffset: 32, grid: true, nice: true },
        y: { type: 'band', domain: scores.map(({ kind }) => kind), label: null, tickSize: 0 },
        marks: [
          Plot.ruleY(scores, { y: 'kind', x1: least, x2: 'perEvent', stroke: INK, strokeWidth: 2 }),
          Plot.dot(scores, { x: 'perEvent', y: 'kind', r: 5, fill: INK }),
          Plot.text(scores, {
            x: 'perEvent',
            y: 'kind',
            text: ({ perEvent }: { perEvent: number }) => perEvent.toFixed(3),
            dx: 10,
            textAnchor: 'start',
            fill: 'currentColor',
          }),
        ],
      });
    },
  };
}
