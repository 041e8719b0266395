import { exp, log } from '../random/index.js';

/** A number of a scenario that is to be found, with what is known of it beforehand. */
export interface CalibratedParameter {
  /** Path by id, as in a sweep: `agents.makers.quantity`. */
  readonly path: string;
  /** Its prior is uniform between these, on its scale. */
  readonly from: number;
  readonly to: number;
  /** Values are multiples of it; undefined: six significant digits. */
  readonly step: number | undefined;
  readonly scale: 'linear' | 'log';
  /** What it is when the data do not tell. */
  readonly usual: number;
}

/** Coordinates of a point, each between 0 and 1 of its parameter's prior. */
export type UnitPoint = Readonly<Float64Array>;

/** Values by path, as a scenario takes them. */
export type ParameterValues = Readonly<Record<string, number>>;

/** The value at a coordinate, to the parameter's precision. */
export function valueAt({ from, to, step, scale }: CalibratedParameter, coordinate: number): number {
  const value = scale === 'log' ? exp(log(from) + coordinate * (log(to) - log(from))) : from + coordinate * (to - from);
  if (step === undefined) return Number(value.toPrecision(6));
  const least = Math.ceil(from / step - 1e-9);
  const most = Math.floor(to / step + 1e-9);
  const multiple = Math.min(most, Math.max(least, Math.floor(value / step + 0.5)));
  return Number((multiple * step).toPrecision(12));
}

/** Where a value lies between the bounds; outside [0, 1] when it lies outside them. */
export function coordinateOf({ from, to, scale }: CalibratedParameter, value: number): number {
  return scale === 'log' ? (log(value) - log(from)) / (log(to) - log(from)) : (value - from) / (to - from);
}

/** A point to the precision of its parameters: the values, and the coordinates that these have. */
export function roundedPoint(
  parameters: readonly CalibratedParameter[],
  point: UnitPoint,
): { readonly values: ParameterValues; readonly at: UnitPoint } {
  const rounded = parameters.map((parameter, i) => valueAt(parameter, Math.min(1, Math.max(0, point[i]))));
  return {
    values: Object.fromEntries(parameters.map(({ path }, i) => [path, rounded[i]])),
    at: Float64Array.from(parameters, (parameter, i) => coordinateOf(parameter, rounded[i])),
  };
}
