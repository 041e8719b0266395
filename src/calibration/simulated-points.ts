import type { SimulatedPoint } from './emulator.js';
import { type CalibratedParameter, type ParameterValues, roundedPoint, type UnitPoint } from './parameter-space.js';

/** A simulation that a calibration asks for: everything that decides its moments. */
export interface SimulationRequest {
  readonly values: ParameterValues;
  readonly seed: number;
  /** Which stretch of the day is measured. */
  readonly stretch: 'target' | 'held-out';
}

/**
 * Does a batch of simulations. Moments come in the order of the requests, NaN where one has nothing to measure or the
 * simulation failed.
 */
export type Simulate = (batch: readonly SimulationRequest[]) => Promise<readonly (readonly number[])[]>;

/** A point with its parameters' values and what was simulated there. */
export interface EvaluatedPoint extends SimulatedPoint {
  readonly values: ParameterValues;
  readonly seeds: number;
}

/** Simulates points, batch by batch, and keeps all of them. */
export class SimulatedPoints {
  readonly all: EvaluatedPoint[] = [];
  private nextSeed = 1;

  constructor(
    private readonly parameters: readonly CalibratedParameter[],
    private readonly simulate: Simulate,
  ) {}

  /** Points whose moments are all numbers. */
  get measured(): EvaluatedPoint[] {
    return this.all.filter(({ moments }) => moments.every(Number.isFinite));
  }

  /**
   * Simulates points, each with seeds of its own, so that what is fitted to them averages over chance.
   * @returns as the parameters' precision has them
   */
  async explore(points: readonly UnitPoint[], seedsPerPoint: number): Promise<readonly EvaluatedPoint[]> {
    const seeds = points.map(() => Array.from({ length: seedsPerPoint }, () => this.nextSeed++));
    const evaluated = await this.evaluate(points, seeds, 'target');
    this.all.push(...evaluated);
    return evaluated;
  }

  /** Simulates points with the same seeds, so that what differs between them is not chance; they are not kept. */
  async compare(
    points: readonly UnitPoint[],
    count: number,
    stretch: SimulationRequest['stretch'],
  ): Promise<readonly EvaluatedPoint[]> {
    const common = Array.from({ length: count }, () => this.nextSeed++);
    return this.evaluate(
      points,
      points.map(() => common),
      stretch,
    );
  }

  private async evaluate(
    points: readonly UnitPoint[],
    seeds: readonly (readonly number[])[],
    stretch: SimulationRequest['stretch'],
  ): Promise<EvaluatedPoint[]> {
    const rounded = points.map((point) => roundedPoint(this.parameters, point));
    const batch = rounded.flatMap(({ values }, i) => seeds[i].map((seed) => ({ values, seed, stretch })));
    const answers = await this.simulate(batch);
    let next = 0;
    return rounded.map(({ at, values }, i) => {
      const own = answers.slice(next, next + seeds[i].length);
      next += seeds[i].length;
      const moments = own[0].map((_, k) => own.reduce((sum, each) => sum + each[k], 0) / own.length);
      return { at, values, moments, seeds: own.length };
    });
  }
}
