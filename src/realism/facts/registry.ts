import { interArrivalMedian, interArrivalVariation, marketOrderClustering } from './arrivals.js';
import {
  cancelLifeMedian,
  cancelledAtOnce,
  cancelledShare,
  improvingShare,
  placementTail,
  roundOrders,
  spreadMedian,
  spreadWide,
} from './book-and-orders.js';
import type { StylisedFact } from './fact.js';
import { immediateImpact, marketOrderSize, signAutocorrelation, signMemory } from './market-orders.js';
import { kurtosis1s, kurtosis10s, returnAutocorrelation, varianceRatio, volatilityClustering } from './returns.js';

/**
 * Twenty stylised facts that a limit-order market shows within a day: Cont (2001), Quantitative Finance 1; Vyetrenko et al.
 * (2020), "Get real"; Bouchaud, Bonart, Donier & Gould (2018), "Trades, Quotes and Prices". A new one is one entry here.
 */
export const facts: readonly StylisedFact[] = [
  interArrivalMedian,
  interArrivalVariation,
  marketOrderClustering,
  spreadMedian,
  spreadWide,
  cancelledShare,
  cancelLifeMedian,
  cancelledAtOnce,
  roundOrders,
  improvingShare,
  placementTail,
  marketOrderSize,
  immediateImpact,
  signAutocorrelation,
  signMemory,
  returnAutocorrelation,
  kurtosis1s,
  kurtosis10s,
  volatilityClustering,
  varianceRatio,
];
