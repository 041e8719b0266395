import type { RulePack } from '../../rules/index.js';
import { type InstrumentHeader, Phase, UNKNOWN } from '../../tape/index.js';
import { snapshotInstrument } from '../recorded-instrument.js';
import type { SzseSnapshot } from './snapshots.js';

/**
 * What the snapshots say of the stock: its previous close, from which the limits follow; D5 of a side, the median
 * quantity on its best five levels over the snapshots of continuous trading; and as reference volume what was traded
 * until the last one. Outcomes of single orders play no part. Without snapshots all of it is unknown.
 */
export function szseInstrument(symbol: string, rules: RulePack, snapshots: readonly SzseSnapshot[]): InstrumentHeader {
  const previousClose = snapshots[0]?.previousClose || UNKNOWN;
  const trading = snapshots.filter(({ timeNs }) => inContinuousTrading(rules, timeNs));
  return snapshotInstrument(symbol, rules, previousClose, snapshots.at(-1)?.volume ?? UNKNOWN, trading);
}

function inContinuousTrading(rules: RulePack, timeNs: number): boolean {
  return rules.phases.some(
    ({ phase, startNs, endNs }) => phase === Phase.continuous && timeNs >= startNs && timeNs < endNs,
  );
}
