import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../src/history/index.js';
import { BookMessages } from '../../src/order-flow/index.js';
import { floor, impactEvents, judge, type Sample, scores } from '../../src/realism/index.js';

interface Golden {
  readonly unconditional: Readonly<Record<string, GoldenLoss>>;
  readonly conditional: Readonly<Record<string, GoldenLoss>>;
  readonly impact: Readonly<Record<string, number | null>>;
}

interface GoldenLoss {
  readonly l1: number;
  readonly wasserstein: number;
  readonly real: number;
  readonly simulated: number;
}

/**
 * What LOB-Bench's definitions give for the sample in Python (NumPy 2.4.6, pandas 3.0.6, SciPy 1.17.1): messages from row
 * 600 on, in windows of 250, the even
 * ones as real and the odd ones as generated; for responses, which need long windows, the first half and the second.
 */
const golden = JSON.parse(
  readFileSync(new URL('./lob-bench.golden.json', import.meta.url), 'utf8'),
) as unknown as Golden;

const { tape } = await replay('lobster', 'scenarios/samples/lobster', {});
const messages = BookMessages.read(tape);
const windows: Sample = Array.from({ length: Math.floor((messages.count - 600) / 250) }, (_, window) => ({
  messages,
  from: 600 + 250 * window,
  to: 850 + 250 * window,
}));

describe('agreement with LOB-Bench', () => {
  const card = floor(windows, { resamples: 20 });

  it('has its 21 unconditional scores and 3 conditional ones', () => {
    expect(scores).toHaveLength(21);
    expect(card.unconditional.scores.map(({ id }) => id)).toEqual(Object.keys(golden.unconditional));
    expect(card.conditional.scores.map(({ id }) => id)).toEqual(Object.keys(golden.conditional));
  });

  it.each(['unconditional', 'conditional'] as const)('gives the same %s losses to 1e-9', (group) => {
    for (const { id, l1, wasserstein, realValues, simulatedValues } of card[group].scores) {
      const { [id]: expected } = golden[group];
      expect([id, realValues, simulatedValues]).toEqual([id, expected.real, expected.simulated]);
      expect(Math.abs(l1.estimate - expected.l1), `${id} L1`).toBeLessThan(1e-9);
      expect(Math.abs(wasserstein.estimate - expected.wasserstein), `${id} W1`).toBeLessThan(1e-9);
    }
  });

  it('gives the same sums of response gaps, and none where a lag has no event', () => {
    expect(impactEvents).toHaveLength(6);
    const half = Math.floor((messages.count - 600) / 2);
    const halves = [0, 1].map((at): Sample => [{ messages, from: 600 + at * half, to: 600 + (at + 1) * half }]);
    for (const { event, sum } of judge(halves[0], halves[1], { resamples: 0 }).impact.events) {
      const { [event]: expected } = golden.impact;
      if (expected === null) expect(sum, event).toBeNaN();
      else expect(Math.abs(sum - expected), event).toBeLessThan(1e-9);
    }
  });
});

describe('judging', () => {
  const real = windows.slice(0, 10);

  it('finds nothing between a sample and itself', () => {
    const { unconditional, conditional, impact, gate } = judge(real, real, { resamples: 0 });
    for (const { id, l1, wasserstein } of [...unconditional.scores, ...conditional.scores]) {
      expect(l1.estimate, id).toBeCloseTo(0, 12);
      expect(wasserstein.estimate, id).toBeCloseTo(0, 12);
    }
    expect(impact.perLag).toBe(0);
    expect(gate).toBe(true);
  });

  it('gives the same intervals for the same seed, and they hold the estimate', () => {
    const twice = [1, 2].map(() => judge(real, windows.slice(10), { resamples: 50, seed: 7 }));
    expect(twice[0]).toEqual(twice[1]);
    const { estimate, lower, upper } = twice[0].unconditional.l1.mean;
    expect(lower).toBeLessThan(estimate);
    expect(upper).toBeGreaterThan(estimate);
  });

  it('tells a sample with twice the quantities apart', () => {
    const doubled = Object.assign(Object.create(BookMessages.prototype), messages, {
      books: messages.books.map((value, at) => (at % 2 === 1 ? value * 2 : value)),
    }) as BookMessages;
    const other = real.map(({ from, to }) => ({ messages: doubled, from, to }));
    const touch = (sample: Sample) =>
      judge(real, sample, { resamples: 0 }).unconditional.scores.find(({ id }) => id === 'ask-volume')!.l1.estimate;
    expect(touch(other)).toBeGreaterThan(0.5);
  });

  it('counts messages behind which a side is empty, and fails them', () => {
    const emptied = Object.assign(Object.create(BookMessages.prototype), messages, {
      books: messages.books.slice(),
    }) as BookMessages;
    const row = (real[0].from + 5 + 1) * BookMessages.ROW;
    for (let level = 0; level < BookMessages.LEVELS; level++) {
      emptied.books[row + 4 * level] = -1;
      emptied.books[row + 4 * level + 1] = 0;
    }
    const card = judge(
      real,
      real.map(({ from, to }) => ({ messages: emptied, from, to })),
      { resamples: 0 },
    );
    expect(card.simulated.emptySides).toBe(1);
    expect(card.gate).toBe(false);
    // Without the sentinel price of an empty level the pooled deviation stays what it is.
    expect(card.unconditional.scores[0].wasserstein.estimate).toBeLessThan(0.01);
  });

  it('refuses a side without windows and sides in different money', () => {
    expect(() => judge(real, [])).toThrow('found no simulated window, expected at least one');
    const dear = Object.assign(Object.create(BookMessages.prototype), messages, { moneyPerTick: 1 }) as BookMessages;
    expect(() => judge(real, [{ messages: dear, from: 600, to: 850 }])).toThrow(
      'found ticks of 100 and of 1 (1/10,000 of the currency), expected one tick size on both sides',
    );
  });
});
