import type { Score } from '../score.js';
import { logInterArrivalTime, logTimeToCancel } from './durations.js';
import {
  imbalanceBeforeFall,
  imbalanceBeforeRest,
  imbalanceBeforeRise,
  orderFlowImbalance,
} from './order-flow-imbalance.js';
import {
  askCancellationDepth,
  askCancellationLevels,
  bidCancellationDepth,
  bidCancellationLevels,
  limitAskOrderDepth,
  limitAskOrderLevels,
  limitBidOrderDepth,
  limitBidOrderLevels,
} from './placement.js';
import { imbalance, spread } from './touch.js';
import { volumePerMinute } from './traded-volume.js';
import { askVolume, askVolumeTouch, bidVolume, bidVolumeTouch } from './volumes.js';

/**
 * The unconditional scores of LOB-Bench (Nagy et al. 2025, ICML, arXiv 2502.09172) in its order, defined to the letter of
 * its implementation, so that figures can be compared with those published. A new score is one entry here.
 */
export const scores: readonly Score[] = [
  spread,
  imbalance,
  logInterArrivalTime,
  logTimeToCancel,
  askVolumeTouch,
  bidVolumeTouch,
  askVolume,
  bidVolume,
  limitAskOrderDepth,
  limitBidOrderDepth,
  askCancellationDepth,
  bidCancellationDepth,
  limitAskOrderLevels,
  limitBidOrderLevels,
  askCancellationLevels,
  bidCancellationLevels,
  volumePerMinute,
  orderFlowImbalance,
  imbalanceBeforeRise,
  imbalanceBeforeRest,
  imbalanceBeforeFall,
];
