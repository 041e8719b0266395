/**
 * Chance: named streams, distributions, and elementary functions whose bits are the same on every machine.
 * Knows a master seed and names of streams; nothing of markets.
 * Must not know the clock, the system's entropy, or the order in which streams are asked for.
 */
export { discrete, exponential, integerBelow, lognormal, normal, pareto, poisson } from './distributions.js';
export { exp, log, log1p, power } from './elementary.js';
export { latinHypercube } from './latin-hypercube.js';
export { normalQuantile } from './normal-quantile.js';
export { type Stream, Streams } from './streams.js';
