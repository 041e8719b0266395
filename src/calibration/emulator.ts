import type { UnitPoint } from './parameter-space.js';
import { dot, ridge } from './ridge.js';

/** A point that was simulated: where, and the means of its moments over its seeds. */
export interface SimulatedPoint {
  readonly at: UnitPoint;
  readonly moments: readonly number[];
}

/** What simulations would say at a point that was not simulated. */
export interface Emulator {
  /** Expected moments, written into `into`. */
  predict(at: UnitPoint, into: Float64Array): Float64Array;
  /** Variance of the expected moments at a point, in variances of the residuals. */
  leverage(at: UnitPoint): number;
  /** Covariance of simulated moments around the expected ones, from points left out of the fit; row-major. */
  readonly residuals: Float64Array;
}

/** Coefficients of a quadratic surface over so many parameters. */
export function surfaceTerms(dimension: number): number {
  return ((dimension + 1) * (dimension + 2)) / 2;
}

/**
 * Every moment as a quadratic surface over the parameters, by ridge regression on points that were simulated: the response
 * surface of Box & Wilson (1951) as history matching uses it. Random numbers of the points differ, so the surface averages
 * over them.
 * @param points - all of them with moments that are numbers
 */
export function emulate(points: readonly SimulatedPoint[]): Emulator {
  const dimension = points[0].at.length;
  const count = points[0].moments.length;
  const rows = points.map(({ at }) => surface(at, new Float64Array(surfaceTerms(dimension))));
  const responses = Array.from({ length: count }, (_, k) => Float64Array.from(points, ({ moments }) => moments[k]));
  const { coefficients, leftOut, leverage } = ridge(rows, responses);
  const features = new Float64Array(surfaceTerms(dimension));
  return {
    predict: (at, into) => {
      surface(at, features);
      for (let k = 0; k < count; k++) into[k] = dot(features, coefficients[k]);
      return into;
    },
    leverage: (at) => leverage(surface(at, features)),
    residuals: covarianceOf(leftOut),
  };
}

/** 1, the coordinates around the middle, their products. */
function surface(at: UnitPoint, into: Float64Array): Float64Array {
  let term = 0;
  into[term++] = 1;
  for (let i = 0; i < at.length; i++) into[term++] = at[i] - 0.5;
  for (let i = 0; i < at.length; i++) for (let j = 0; j <= i; j++) into[term++] = (at[i] - 0.5) * (at[j] - 0.5);
  return into;
}

function covarianceOf(residuals: readonly Float64Array[]): Float64Array {
  const count = residuals.length;
  const covariance = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      const value = dot(residuals[i], residuals[j]) / residuals[i].length;
      covariance[i * count + j] = value;
      covariance[j * count + i] = value;
    }
  return covariance;
}
