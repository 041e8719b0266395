import type { CancelChoices } from './risk-reader.js';

/** Relative hazards of an order by age and by distance: weight = age factor × distance factor. */
export interface ChoiceFit {
  readonly age: Float64Array;
  readonly ageErrors: Float64Array;
  readonly distance: Float64Array;
  readonly distanceErrors: Float64Array;
  readonly cancels: number;
}

const TURNS = 60;
/** Cancels of prior weight at the mean hazard that each bin has. */
const PRIOR = 2;

/**
 * Which order a cancel takes: Cox's partial likelihood (1972), in which the clock of all cancels has dropped out, with
 * hazards that are constant within bins of age and distance. A hazard is cancels over exposure, where exposure is
 * counted in cancels' own time: Σ n_bin / Σ_orders hazard. Turning between age and distance climbs to the maximum.
 */
export function fitChoice({ ages, distances, count, chosen, atRisk }: CancelChoices): ChoiceFit {
  const age = new Float64Array(ages).fill(1);
  const distance = new Float64Array(distances).fill(1);
  const seenAge = new Float64Array(ages);
  const seenDistance = new Float64Array(distances);
  for (let i = 0; i < count; i++) {
    seenAge[Math.floor(chosen[i] / distances)]++;
    seenDistance[chosen[i] % distances]++;
  }
  const cells = ages * distances;
  const exposures = (): Float64Array => {
    const exposure = new Float64Array(cells);
    for (let i = 0; i < count; i++) {
      const at = i * cells;
      let total = 0;
      for (let cell = 0, a = 0; a < ages; a++)
        for (let d = 0; d < distances; d++, cell++) total += atRisk[at + cell] * age[a] * distance[d];
      const share = 1 / total;
      for (let cell = 0; cell < cells; cell++) exposure[cell] += atRisk[at + cell] * share;
    }
    return exposure;
  };
  for (let turn = 0; turn < TURNS; turn++) {
    const exposure = exposures();
    const due = new Float64Array(turn % 2 === 0 ? ages : distances);
    for (let a = 0; a < ages; a++)
      for (let d = 0; d < distances; d++)
        due[turn % 2 === 0 ? a : d] += exposure[a * distances + d] * (turn % 2 === 0 ? distance[d] : age[a]);
    const [values, seen] = turn % 2 === 0 ? [age, seenAge] : [distance, seenDistance];
    const mean = count / due.reduce((sum, part) => sum + part, 0);
    for (let i = 0; i < values.length; i++) values[i] = (seen[i] + PRIOR) / (due[i] + PRIOR / mean);
    const norm = values.reduce((sum, value, i) => sum + value * due[i], 0) / Math.max(1, count);
    for (let i = 0; i < values.length; i++) values[i] /= norm > 0 ? norm : 1;
  }
  const error = (values: Float64Array, seen: Float64Array) =>
    values.map((value, i) => value / Math.sqrt(seen[i] + PRIOR));
  return {
    age,
    ageErrors: error(age, seenAge),
    distance,
    distanceErrors: error(distance, seenDistance),
    cancels: count,
  };
}
