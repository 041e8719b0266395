/**
 * Estimators and tests: exact intervals of proportions and rates, means with intervals, paired comparisons, quantiles.
 * Knows numbers and nothing of markets; exp and log come from `random`, because results feed gates.
 * Must not draw random numbers of its own.
 */
export { areaUnderCurve } from './area-under-curve.js';
export { autocorrelation, crossCorrelation } from './autocorrelation.js';
export { boostedTrees } from './boosted-trees.js';
export { percentileInterval, recentredInterval } from './bootstrap-interval.js';
export { clopperPearson } from './clopper-pearson.js';
export { type Cluster, clusteredProportion } from './clustered-proportion.js';
export { decileThresholds, thresholdsBelow } from './decile-thresholds.js';
export { edgesBelow, freedmanDiaconis, type HistogramEdges } from './histogram-edges.js';
export { betaQuantile, incompleteBeta } from './incomplete-beta.js';
export { gammaQuantile, incompleteGamma } from './incomplete-gamma.js';
export type { Interval } from './interval.js';
export { logGamma } from './log-gamma.js';
export { type McNemar, mcnemar } from './mcnemar.js';
export { meanInterval } from './mean-interval.js';
export { poissonInterval } from './poisson-interval.js';
export { median, quantile } from './quantile.js';
export { type RankedSample, rankSample } from './ranked-sample.js';
export { sortedQuantile } from './sorted-quantile.js';
export { studentT, studentTQuantile } from './student-t.js';
export { symmetricEigen } from './symmetric-eigen.js';
export { cholesky, inverse, solve } from './symmetric-solve.js';
export { totalVariation, wasserstein } from './weighted-distance.js';
export { wilson } from './wilson.js';
