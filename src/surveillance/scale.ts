/**
 * How thresholds that are counted in shares or money fit the market at hand. Percentages, counts, windows and price
 * moves are never scaled. Factors are fixed beforehand from history or clean runs, never from the watched day.
 */
export type Scale =
  | 'absolute'
  | {
      /** Factor on tests of depth: best-five depth of this market over that of the market the rule was written for. */
      readonly depth: number;
      /** Factor on tests of volume: the ratio of turnovers. */
      readonly turnover: number;
    };

export function depthFactor(scale: Scale): number {
  return scale === 'absolute' ? 1 : scale.depth;
}

/** As every alert prints it. */
export function scaleName(scale: Scale): string {
  return scale === 'absolute' ? scale : `relative: depth × ${scale.depth}, turnover × ${scale.turnover}`;
}
