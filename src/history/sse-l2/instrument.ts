import type { RulePack } from '../../rules/index.js';
import { type InstrumentHeader, UNKNOWN } from '../../tape/index.js';
import { snapshotInstrument } from '../recorded-instrument.js';
import { CONTINUOUS, type SseSnapshot } from './snapshot-record.js';

/**
 * What the snapshots say of the stock: its previous close, from which the limits follow; D5 of a side, the median
 * quantity on its best five levels in continuous trading; and as reference volume what was traded until the last one.
 * Without snapshots all of it is unknown. The logs do not say what the security is; it is taken for an ordinary share.
 */
export function sseInstrument(symbol: string, rules: RulePack, snapshots: readonly SseSnapshot[]): InstrumentHeader {
  const previousClose = snapshots.find((snapshot) => snapshot.previousClose > 0)?.previousClose ?? UNKNOWN;
  const volume = snapshots.reduce((most, snapshot) => Math.max(most, snapshot.volume), UNKNOWN);
  const trading = snapshots.filter(({ phase, trades }) => phase === CONTINUOUS && trades > 0);
  return snapshotInstrument(symbol, rules, previousClose, volume, trading);
}
