import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradingSpans } from '../../src/manipulation/attack-window.js';
import { drawCycles } from '../../src/manipulation/cycle-schedule.js';
import { Streams } from '../../src/random/index.js';
import { rulesInForce } from '../../src/rules/index.js';
import { HOUR, MINUTE, SECOND } from '../../src/tape/index.js';

const { phases } = rulesInForce('szse-chinext', '2025-05-06');
const NOON = 11 * HOUR + 30 * MINUTE;
const quick = { market: 0, order: 0 };

describe('the trading time of a window', () => {
  it('is continuous trading without the last ten seconds of each stretch', () => {
    const spans = tradingSpans([11 * HOUR, 14 * HOUR], phases, quick);
    expect(spans.map(({ startNs, endNs }) => [startNs, endNs])).toEqual([
      [11 * HOUR, NOON - 10 * SECOND],
      [13 * HOUR, 14 * HOUR - 10 * SECOND],
    ]);
  });

  it('leaves time for three ways to the venue and back', () => {
    const [span] = tradingSpans([10 * HOUR, 11 * HOUR], phases, { market: 5 * SECOND, order: 3 * SECOND });
    expect(11 * HOUR - span.endNs).toBe(24 * SECOND + 3);
    expect(11 * HOUR - span.clearNs).toBeGreaterThanOrEqual(8 * SECOND);
  });

  it('leaves out what is too short, and calls', () => {
    expect(tradingSpans([10 * HOUR, 10 * HOUR + SECOND], phases, { market: SECOND, order: SECOND })).toEqual([]);
    expect(tradingSpans([9 * HOUR, 9.5 * HOUR], phases, quick)).toEqual([]);
  });
});

describe('cycles', () => {
  it('follow one another within the trading time, each in its slot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 3_600 }),
        fc.nat({ max: 1_000 }),
        (cycles, length, seed) => {
          const spans = tradingSpans([11 * HOUR, 14 * HOUR], phases, quick);
          const drawn = drawCycles(new Streams(seed).stream('a/0/schedule'), spans, cycles, length * SECOND);
          expect(drawn.length).toBe(cycles);
          drawn.forEach(({ startNs, endNs, cut }, index) => {
            expect(spans.some((span) => startNs >= span.startNs && endNs <= span.endNs)).toBe(true);
            expect(endNs).toBeGreaterThan(startNs);
            expect(cut && endNs - startNs >= length * SECOND).toBe(false);
            if (index > 0) expect(startNs).toBeGreaterThanOrEqual(drawn[index - 1].endNs);
          });
        },
      ),
    );
  });

  it('begin at times that chance decides', () => {
    const spans = tradingSpans([10 * HOUR, 11 * HOUR], phases, quick);
    const starts = [1, 2].map((seed) =>
      drawCycles(new Streams(seed).stream('a/0/schedule'), spans, 6, MINUTE).map(({ startNs }) => startNs),
    );
    expect(starts[0]).not.toEqual(starts[1]);
    expect(new Set(starts[0].map((startNs) => startNs % MINUTE)).size).toBe(6);
  });
});
