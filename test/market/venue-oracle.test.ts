import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayText } from '../fuzz/day-text.js';
import { DrawnDice, SeededDice } from '../fuzz/dice.js';
import { playDay } from '../fuzz/play.js';
import { randomMarket } from '../fuzz/random-market.js';

/** What decides about one request: fast-check leaves requests out and makes choices smaller until no less will fail. */
const request = fc.array(fc.nat(9_999), { minLength: 20, maxLength: 20 });

describe('a venue on days of random requests', () => {
  it('does what an obviously right one does, row by row and state by state', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(request, { minLength: 20, maxLength: 100, size: 'max' }), (seed, requests) => {
        const market = randomMarket(new SeededDice(seed));
        const dice = requests.map((drawn) => new DrawnDice(drawn));
        const day = playDay(market, dice);
        expect(day.failure === undefined ? '' : dayText(day)).toBe('');
      }),
      { numRuns: 40, seed: 1500 },
    );
  });
});
