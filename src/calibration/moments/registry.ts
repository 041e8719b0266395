import { facts } from '../../realism/index.js';
import { farDepth, imbalanceSpread, nearDepth, secondDepth, spread, thirdDepth, touchDepth } from './book.js';
import {
  cancelDistance,
  cancelRate,
  limitOrderDistance,
  limitOrderRate,
  limitOrderSize,
  marketOrderLarge,
  marketOrderMedian,
  marketOrderRate,
  volumeRate,
} from './flow.js';
import { defineMoment, logarithm, type Moment } from './moment.js';
import { imbalanceResponse, trendResponse10s, trendResponse60s } from './responses.js';
import { volatility1s, volatility10s } from './returns.js';

/** Every moment that a calibration file can name; all of them where it names none. A new one is one entry here. */
export const moments: readonly Moment[] = [
  limitOrderRate,
  cancelRate,
  marketOrderRate,
  volumeRate,
  limitOrderSize,
  marketOrderMedian,
  marketOrderLarge,
  limitOrderDistance,
  cancelDistance,
  spread,
  touchDepth,
  secondDepth,
  thirdDepth,
  nearDepth,
  farDepth,
  imbalanceSpread,
  volatility1s,
  volatility10s,
  imbalanceResponse,
  trendResponse10s,
  trendResponse60s,
  ...[
    'inter-arrival-median',
    'inter-arrival-variation',
    'market-order-fano-factor',
    'cancel-life-median',
    'market-order-size',
  ].map((id) => ofFact(id, true)),
  ...[
    'cancelled-share',
    'cancelled-within-50-ms',
    'improving-limit-orders',
    'immediate-impact',
    'sign-autocorrelation',
    'return-autocorrelation-1s',
    'volatility-clustering-10s',
  ].map((id) => ofFact(id, false)),
];

/** A stylised fact as a moment. */
function ofFact(id: string, logarithmic: boolean): Moment {
  const { summary, measure } = facts.find((fact) => fact.id === id)!;
  return logarithmic
    ? defineMoment({ id, summary: `${summary}, logarithm`, measure: (blocks) => logarithm(measure(blocks)) })
    : defineMoment({ id, summary, measure });
}
