import { exp } from '../random/index.js';
import { sortedQuantile } from './sorted-quantile.js';

/** How a classifier is grown. */
interface BoostingOptions {
  /** Trees. @defaultValue 100 */
  readonly rounds?: number;
  /** Questions from the root to a leaf. @defaultValue 3 */
  readonly depth?: number;
  /** Share of each tree's answer that is taken. @defaultValue 0.1 */
  readonly rate?: number;
  /** Fewest training rows of a leaf. @defaultValue 5 */
  readonly leafRows?: number;
}

/** Bins into which a feature's training values are cut. */
const BINS = 32;

/** Held against leaves of little weight, as a ridge penalty. */
const PENALTY = 1;

/**
 * A classifier of gradient-boosted trees for two classes: logistic loss, Newton steps in the leaves, splits between
 * quantile bins of the features (Friedman 2001, Annals of Statistics 29). It draws nothing: the same rows give the same
 * trees.
 * @param rows - features, equally many each
 * @param labels - 1 or 0 of each row
 * @returns the log odds that a row is a 1
 */
export function boostedTrees(
  rows: readonly ArrayLike<number>[],
  labels: readonly number[],
  { rounds = 100, depth = 3, rate = 0.1, leafRows = 5 }: BoostingOptions = {},
): (row: ArrayLike<number>) => number {
  const { length: features } = rows[0];
  const cuts = Array.from({ length: features }, (_, feature) => cutsOf(rows, feature));
  const binned = rows.map((row) => Uint8Array.from(cuts, (each, feature) => binOf(each, row[feature])));
  const odds = new Float64Array(rows.length);
  const trees: Node[] = [];
  const gradients = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < rows.length; row++) {
      const chance = 1 / (1 + exp(-odds[row]));
      gradients[row] = labels[row] - chance;
      curvatures[row] = chance * (1 - chance);
    }
    const grower = { binned, gradients, curvatures, features, leafRows, rate };
    const tree = grow(
      grower,
      rows.map((_, row) => row),
      depth,
    );
    trees.push(tree);
    for (let row = 0; row < rows.length; row++) odds[row] += answer(tree, binned[row]);
  }
  return (row) => {
    const bins = Uint8Array.from(cuts, (each, feature) => binOf(each, row[feature]));
    let sum = 0;
    for (const tree of trees) sum += answer(tree, bins);
    return sum;
  };
}

/** A leaf's answer, or a question: bins of the feature up to `bin` go left. */
type Node =
  | { readonly value: number }
  | { readonly feature: number; readonly bin: number; readonly left: Node; readonly right: Node };

interface Grower {
  readonly binned: readonly Uint8Array[];
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly features: number;
  readonly leafRows: number;
  readonly rate: number;
}

function grow(grower: Grower, members: readonly number[], depth: number): Node {
  const split = depth > 0 ? bestSplit(grower, members) : undefined;
  if (split === undefined) return { value: leafValue(grower, members) };
  const { feature, bin } = split;
  const left = members.filter((row) => grower.binned[row][feature] <= bin);
  const right = members.filter((row) => grower.binned[row][feature] > bin);
  return { feature, bin, left: grow(grower, left, depth - 1), right: grow(grower, right, depth - 1) };
}

function bestSplit(
  { binned, gradients, curvatures, features, leafRows }: Grower,
  members: readonly number[],
): { readonly feature: number; readonly bin: number } | undefined {
  let total = 0;
  let weight = 0;
  for (const row of members) {
    total += gradients[row];
    weight += curvatures[row];
  }
  let best: { feature: number; bin: number } | undefined;
  // What no split gains; rounding alone must not make one.
  let most = (total * total) / (weight + PENALTY) + 1e-9;
  const sums = new Float64Array(BINS);
  const weights = new Float64Array(BINS);
  const counts = new Int32Array(BINS);
  for (let feature = 0; feature < features; feature++) {
    sums.fill(0);
    weights.fill(0);
    counts.fill(0);
    for (const row of members) {
      const bin = binned[row][feature];
      sums[bin] += gradients[row];
      weights[bin] += curvatures[row];
      counts[bin]++;
    }
    let sum = 0;
    let curvature = 0;
    let count = 0;
    for (let bin = 0; bin + 1 < BINS; bin++) {
      sum += sums[bin];
      curvature += weights[bin];
      count += counts[bin];
      if (counts[bin] === 0 || count < leafRows || members.length - count < leafRows) continue;
      const rest = total - sum;
      const gain = (sum * sum) / (curvature + PENALTY) + (rest * rest) / (weight - curvature + PENALTY);
      if (gain <= most) continue;
      most = gain;
      best = { feature, bin };
    }
  }
  return best;
}

function leafValue({ gradients, curvatures, rate }: Grower, members: readonly number[]): number {
  let total = 0;
  let weight = 0;
  for (const row of members) {
    total += gradients[row];
    weight += curvatures[row];
  }
  return (rate * total) / (weight + PENALTY);
}

function answer(tree: Node, bins: Uint8Array): number {
  let node = tree;
  while ('feature' in node) node = bins[node.feature] <= node.bin ? node.left : node.right;
  return node.value;
}

/** Quantiles between a feature's bins, each once. */
function cutsOf(rows: readonly ArrayLike<number>[], feature: number): number[] {
  const sorted = Float64Array.from(rows, (row) => row[feature]).sort();
  const cuts: number[] = [];
  for (let cut = 1; cut < BINS; cut++) {
    const value = sortedQuantile(sorted, cut / BINS);
    if (value !== cuts[cuts.length - 1]) cuts.push(value);
  }
  return cuts;
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value > cuts[bin]) bin++;
  return bin;
}
