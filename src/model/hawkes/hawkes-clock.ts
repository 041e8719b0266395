import { exp, log1p } from '../../random/elementary.js';
import { FLOW_TYPES } from './flow-types.js';
import type { HawkesModel } from './hawkes-model.js';

const FORGOTTEN = 40;

/**
 * When the next event comes and of which type, exactly and without rejections. The intensity is a sum of K exponentially
 * decaying parts and a constant one; between events each part is a Poisson process whose time is found by inversion
 * (Dassios & Zhao 2013, "Exact simulation of Hawkes process with exponentially decaying intensity"), and the first of
 * them wins. Within a part all types decay alike, so the type is drawn by what the part is made of.
 *
 * Every part has a clock that runs down from a unit-exponential number (time change): nothing is drawn anew when the
 * state changes, and markets that differ little stay coupled. Seconds.
 */
export class HawkesClock {
  /** Σ_j α_djk S_jk at k·types + d. */
  private readonly excitation: Float64Array;
  /** Intensity of each part; the constant one is the last. */
  private readonly parts: Float64Array;
  private readonly left: Float64Array;
  private readonly multipliers = new Float64Array(FLOW_TYPES).fill(1);
  /** μ by type from the last {@link modulate} on. */
  private readonly baseline = new Float64Array(FLOW_TYPES);
  private readonly decays: Float64Array;
  private readonly jumps: readonly Jumps[];
  /** 1 where something of a decay is left. */
  private readonly alive: Uint8Array;

  constructor(model: HawkesModel) {
    this.decays = model.decays;
    this.jumps = model.jumps.map(sparse);
    this.alive = new Uint8Array(this.decays.length);
    this.excitation = new Float64Array(this.decays.length * FLOW_TYPES);
    this.parts = new Float64Array(this.decays.length + 1);
    this.left = new Float64Array(this.decays.length + 1);
  }

  /** Parts, each with a clock: the decays and the constant. */
  get clocks(): number {
    return this.parts.length;
  }

  /** Winds a clock: `unit` is exponential with mean 1. */
  wind(clock: number, unit: number): void {
    this.left[clock] = unit;
  }

  /** Lets time pass without events. */
  pass(seconds: number): void {
    if (seconds <= 0) return;
    const { decays, excitation, parts, left, alive } = this;
    const constant = decays.length;
    for (let k = 0; k < constant; k++) {
      if (alive[k] === 0) continue;
      const exponent = decays[k] * seconds;
      const from = k * FLOW_TYPES;
      if (exponent > FORGOTTEN) {
        left[k] -= parts[k] / decays[k];
        parts[k] = 0;
        alive[k] = 0;
        for (let at = from; at < from + FLOW_TYPES; at++) excitation[at] = 0;
        continue;
      }
      const kept = exp(-exponent);
      left[k] -= (parts[k] * (1 - kept)) / decays[k];
      parts[k] *= kept;
      for (let at = from; at < from + FLOW_TYPES; at++) excitation[at] *= kept;
    }
    left[constant] -= parts[constant] * seconds;
  }

  /** An event of a type has happened now. {@link modulate} must follow. */
  add(type: number): void {
    const { excitation, alive } = this;
    const { places, heights, decays } = this.jumps[type];
    for (let i = 0; i < places.length; i++) excitation[places[i]] += heights[i];
    for (let i = 0; i < decays.length; i++) alive[decays[i]] = 1;
  }

  /** Factors on all intensities, and baselines, from now on, by type. */
  modulate(multipliers: Float64Array, baseline: Float64Array): void {
    const { excitation, parts, decays, alive } = this;
    this.multipliers.set(multipliers);
    this.baseline.set(baseline);
    for (let k = 0; k < decays.length; k++) {
      if (alive[k] === 0) continue;
      const from = k * FLOW_TYPES;
      let sum = 0;
      for (let type = 0; type < FLOW_TYPES; type++) sum += multipliers[type] * excitation[from + type];
      parts[k] = sum;
    }
    let sum = 0;
    for (let type = 0; type < FLOW_TYPES; type++) sum += multipliers[type] * baseline[type];
    parts[decays.length] = sum;
  }

  /** Sum of all intensities now. */
  get total(): number {
    let sum = 0;
    for (const part of this.parts) sum += part;
    return sum;
  }

  /** Seconds until the first clock has run down; Infinity if none will. Which one, {@link first} keeps. */
  untilNext(): number {
    const { decays, parts, left, alive } = this;
    const constant = decays.length;
    let least = parts[constant] > 0 ? Math.max(0, left[constant]) / parts[constant] : Infinity;
    this.first = constant;
    for (let k = 0; k < constant; k++) {
      if (alive[k] === 0) continue;
      const share = (Math.max(0, left[k]) * decays[k]) / parts[k];
      // A part whose integral to the end of time is less than what is left on its clock never rings; what rings later
      // than what is known need not be solved for, since −log(1 − x) is at least x.
      if (!(share < 1) || share >= least * decays[k]) continue;
      const seconds = -log1p(-share) / decays[k];
      if (seconds < least) {
        least = seconds;
        this.first = k;
      }
    }
    return least;
  }

  /** The clock that rings next, as of {@link untilNext}. */
  first = 0;

  /** The type of an event of a part, by a uniform number in [0, 1). */
  typeOf(clock: number, uniform: number): number {
    const { excitation, baseline, multipliers, decays } = this;
    const from = clock * FLOW_TYPES;
    const constant = clock === decays.length;
    let total = 0;
    for (let type = 0; type < FLOW_TYPES; type++)
      total += multipliers[type] * (constant ? baseline[type] : excitation[from + type]);
    let target = uniform * total;
    let chosen = 0;
    for (let type = 0; type < FLOW_TYPES; type++) {
      const weight = multipliers[type] * (constant ? baseline[type] : excitation[from + type]);
      if (weight <= 0) continue;
      chosen = type;
      target -= weight;
      if (target < 0) break;
    }
    return chosen;
  }
}

/** What events of a type add, without the noughts. */
interface Jumps {
  readonly places: Int32Array;
  readonly heights: Float64Array;
  /** Decays that it wakes. */
  readonly decays: Int32Array;
}

function sparse(jump: Float64Array): Jumps {
  const places = Int32Array.from(jump.keys()).filter((at) => jump[at] !== 0);
  return {
    places,
    heights: Float64Array.from(places, (at) => jump[at]),
    decays: Int32Array.from(new Set(Array.from(places, (at) => Math.floor(at / FLOW_TYPES)))),
  };
}
