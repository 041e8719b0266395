/** One condition of a written test, on a tape. */
export interface Condition {
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
  readonly holds: boolean;
}

export const atLeast = (name: string, value: number, threshold: number): Condition => {
  return { name, value, threshold, holds: value >= threshold };
};

/** A quantity or an amount of money is large enough; told by the greater ratio. */
export const largeEnough = (
  name: string,
  { quantity, money }: { readonly quantity: number; readonly money: number },
  shares: number,
  yuan: number,
): Condition => atLeast(name, Math.max(quantity / shares, money / 10_000 / yuan), 1);

/** Of several places where a test could hold, the one where most of its conditions do. */
export function bestOf(candidates: readonly (readonly Condition[])[]): readonly Condition[] {
  const score = (conditions: readonly Condition[]) =>
    conditions.reduce(
      (sum, { holds, value, threshold }) => sum + (holds ? 1 : 0) + 0.001 * Math.min(1, value / threshold),
      0,
    );
  return candidates.reduce((best, one) => (score(one) > score(best) ? one : best));
}

/** Names of the conditions that do not hold. */
export const missing = (conditions: readonly Condition[]): string[] =>
  conditions.filter(({ holds }) => !holds).map(({ name }) => name);
