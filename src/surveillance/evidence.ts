/** One condition of a test as it was measured. */
export interface Evidence {
  /** What was compared, in words of the rule: `share of the best five levels`. */
  readonly condition: string;
  /** The article's Chinese name and the condition's source, where a written rule asks for it. */
  readonly article?: string;
  readonly value: number;
  readonly threshold: number;
  /** How far the value reaches: 1 at the threshold, 2 at twice the threshold. */
  readonly margin: number;
  readonly passed: boolean;
  /** A numeric condition enters the score; any other is a gate without which there is no alert. */
  readonly numeric: boolean;
  /** Conditions that name the same alternative are joined by *or*: the farthest-reaching of them counts. */
  readonly alternative?: string;
  /** What a value was taken over, where that is less than the rule means: `covered session 09:15:00.000–11:30:00.000`. */
  readonly basis?: string;
}

interface Naming {
  readonly article?: string;
  readonly alternative?: string;
  readonly basis?: string;
}

/** A condition `value ≥ threshold` that enters the score. */
export function atLeast(condition: string, value: number, threshold: number, naming: Naming = {}): Evidence {
  return {
    condition,
    value,
    threshold,
    margin: value / threshold,
    passed: value >= threshold,
    numeric: true,
    ...naming,
  };
}

/** A gate: measured and shown, but it does not grade. */
export function gate(condition: string, value: number, threshold: number, passed: boolean): Evidence {
  const margin = passed ? 1 : 0;
  return { condition, value, threshold, margin, passed, numeric: false };
}

/**
 * The score of a conjunction: the least margin over its numeric conditions, not cut off above, and 0 when a gate is
 * shut. It is at least 1 exactly when all conditions hold, and at least s when all hold with thresholds times s.
 */
export function scoreOf(evidence: readonly Evidence[]): number {
  let score = Infinity;
  for (const one of evidence) {
    if (!one.numeric) {
      if (!one.passed) return 0;
    } else score = Math.min(score, marginOf(one, evidence));
  }
  return score === Infinity ? 0 : score;
}

function marginOf(one: Evidence, evidence: readonly Evidence[]): number {
  let margin = one.margin;
  if (one.alternative !== undefined)
    for (const other of evidence)
      if (other.alternative === one.alternative && other.margin > margin) margin = other.margin;
  return margin;
}
