import type { CancelChoices } from './risk-reader.js';

/** Relative hazards of an order: weight = age factor × distance factor × quantity factor. */
export interface ChoiceFit {
  readonly cancels: number;
  readonly age: ChoiceFactor;
  readonly distance: ChoiceFactor;
  readonly quantity: ChoiceFactor;
}

/** A factor by bin, with mean 1 over the orders that went. */
export interface ChoiceFactor {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
}

/** Rounds through the three factors. */
const ROUNDS = 25;
/** Cancels of prior weight at the mean hazard that each bin has. */
const PRIOR = 2;

/**
 * Which order a cancel takes: Cox's partial likelihood (1972), in which the clock of all cancels has dropped out, with
 * hazards that are constant within bins of age, distance and quantity. A hazard is cancels over exposure, where exposure
 * is counted in cancels' own time: Σ n_bin / Σ_orders hazard. Turning from one factor to the next climbs to the maximum.
 */
export function fitChoice(choices: CancelChoices): ChoiceFit {
  const { ages, distances, quantities, count, chosen } = choices;
  const cells = ages * distances * quantities;
  // The bin of each factor that a cell belongs to.
  const bins = [
    Uint8Array.from({ length: cells }, (_, cell) => Math.floor(cell / (distances * quantities))),
    Uint8Array.from({ length: cells }, (_, cell) => Math.floor(cell / quantities) % distances),
    Uint8Array.from({ length: cells }, (_, cell) => cell % quantities),
  ];
  const factors = [ages, distances, quantities].map((length) => new Float64Array(length).fill(1));
  const seen = factors.map(({ length }, f) => {
    const counts = new Float64Array(length);
    for (let i = 0; i < count; i++) counts[bins[f][chosen[i]]]++;
    return counts;
  });
  const atRisk = sparse(choices, cells);
  const weights = new Float64Array(cells);
  for (let round = 0; round < ROUNDS; round++)
    for (const [f, values] of factors.entries()) {
      if (values.length < 2) continue;
      for (let cell = 0; cell < cells; cell++)
        weights[cell] = factors[0][bins[0][cell]] * factors[1][bins[1][cell]] * factors[2][bins[2][cell]];
      const due = new Float64Array(values.length);
      const exposure = exposures(atRisk, weights);
      for (let cell = 0; cell < cells; cell++)
        due[bins[f][cell]] += (exposure[cell] * weights[cell]) / values[bins[f][cell]];
      const mean = count / due.reduce((sum, part) => sum + part, 0);
      for (let bin = 0; bin < values.length; bin++) values[bin] = (seen[f][bin] + PRIOR) / (due[bin] + PRIOR / mean);
      const norm = values.reduce((sum, value, bin) => sum + value * due[bin], 0) / Math.max(1, count);
      for (let bin = 0; bin < values.length; bin++) values[bin] /= norm > 0 ? norm : 1;
    }
  const [age, distance, quantity] = factors.map(
    (values, f): ChoiceFactor => ({
      values,
      standardErrors: values.map((value, bin) => value / Math.sqrt(seen[f][bin] + PRIOR)),
    }),
  );
  return { cancels: count, age, distance, quantity };
}

/** The occupied cells of all choices, one choice after the other. */
interface SparseChoices {
  /** Where each choice begins, and behind the last the end. */
  readonly starts: Int32Array;
  readonly cell: Uint16Array;
  readonly orders: Uint16Array;
}

function sparse({ count, atRisk }: CancelChoices, cells: number): SparseChoices {
  let occupied = 0;
  for (let at = 0; at < count * cells; at++) if (atRisk[at] > 0) occupied++;
  const starts = new Int32Array(count + 1);
  const cell = new Uint16Array(occupied);
  const orders = new Uint16Array(occupied);
  for (let choice = 0, to = 0; choice < count; choice++) {
    for (let i = 0, at = choice * cells; i < cells; i++, at++) {
      if (atRisk[at] === 0) continue;
      cell[to] = i;
      orders[to++] = atRisk[at];
    }
    starts[choice + 1] = to;
  }
  return { starts, cell, orders };
}

/** Σ over choices of the orders of a cell over the weight of all orders. */
function exposures({ starts, cell, orders }: SparseChoices, weights: Float64Array): Float64Array {
  const exposure = new Float64Array(weights.length);
  for (let choice = 0; choice + 1 < starts.length; choice++) {
    const [from, to] = [starts[choice], starts[choice + 1]];
    let total = 0;
    for (let at = from; at < to; at++) total += orders[at] * weights[cell[at]];
    for (let at = from; at < to; at++) exposure[cell[at]] += orders[at] / total;
  }
  return exposure;
}
