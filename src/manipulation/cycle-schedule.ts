import type { Stream } from '../random/index.js';
import type { Span } from './attack-window.js';

/** A cycle's place in time; `cut` when trading ends before the cycle would. */
export interface CycleSpan extends Span {
  readonly cut: boolean;
}

/**
 * Spreads cycles over the trading time of a window: one in each of as many equal slots, beginning at random where it
 * still ends within its slot; at the slot's beginning where slots are shorter than a cycle.
 * @param lengthNs - how long a cycle lasts at most
 */
export function drawCycles(
  stream: Pick<Stream, 'uniform'>,
  spans: readonly Span[],
  cycles: number,
  lengthNs: number,
): CycleSpan[] {
  const total = spans.reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0);
  const slot = total / cycles;
  const drawn: CycleSpan[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const chance = stream.uniform();
    const offset = Math.floor(cycle * slot + chance * Math.max(0, slot - lengthNs));
    const place = placeAt(spans, offset);
    if (place === undefined) continue;
    const { startNs, spanEndNs } = place;
    const endNs = Math.min(startNs + Math.max(1, Math.floor(Math.min(lengthNs, slot))), spanEndNs);
    drawn.push({ startNs, endNs, cut: endNs === spanEndNs && endNs < startNs + lengthNs });
  }
  return drawn;
}

/** The same without chance: each cycle at the beginning of its slot. */
export function evenCycles(spans: readonly Span[], cycles: number, lengthNs: number): CycleSpan[] {
  return drawCycles({ uniform: () => 0 }, spans, cycles, lengthNs);
}

/** The moment so far into the stretches taken together. */
function placeAt(spans: readonly Span[], offset: number): { startNs: number; spanEndNs: number } | undefined {
  let left = offset;
  for (const { startNs, endNs } of spans) {
    if (left < endNs - startNs) return { startNs: startNs + left, spanEndNs: endNs };
    left -= endNs - startNs;
  }
  return undefined;
}
