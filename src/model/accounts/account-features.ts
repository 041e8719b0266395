/** What an account does, as numbers with a sampling error each, and what classes of accounts differ in. */
export const measuredFeatures = {
  orderRate: 'log of orders per second',
  cancelLife: 'log of the median life of an order until its cancel, seconds; executions are censoring',
  inventoryHalfLife: 'log of the half-life of the position gained since the opening, seconds',
  sizeLogMean: 'mean log quantity of an order, lots',
  sizeLogSpread: 'standard deviation of the log quantity',
  distance: 'log of half a tick and the mean distance of resting orders behind their touch, ticks',
  response1s: 'log-odds of a buy per tick that the mid price moved in the last second',
  response1m: 'log-odds of a buy per tick that the mid price moved in the last minute, beside the other horizons',
  response5m: 'log-odds of a buy per tick that the mid price moved in the last five minutes, beside the others',
  responseImbalance: 'log-odds of a buy per unit of imbalance at the touch',
  gapVariation: 'log of the coefficient of variation of the time between orders: 0 by chance, far below by the clock',
} as const;
export type MeasuredFeature = keyof typeof measuredFeatures;

/** Shares: so many of so many. */
export const countedFeatures = {
  marketShare: 'share of orders that execute at once',
  cancelRatio: 'share of resting orders that are cancelled',
  roundShare: 'share of orders of a round quantity, a multiple of ten lots',
} as const;
export type CountedFeature = keyof typeof countedFeatures;

export const measuredNames = Object.keys(measuredFeatures) as MeasuredFeature[];
export const countedNames = Object.keys(countedFeatures) as CountedFeature[];

/** Features that stand on a logarithmic scale: the median of what they measure is the exponential of their mean. */
export const logFeatures: readonly MeasuredFeature[] = [
  'orderRate',
  'cancelLife',
  'inventoryHalfLife',
  'sizeLogMean',
  'distance',
  'gapVariation',
];
