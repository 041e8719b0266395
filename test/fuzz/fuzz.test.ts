import { describe, expect, it } from 'vitest';
import { canaries } from './canaries.js';
import { Coverage } from './coverage.js';
import { dayText } from './day-text.js';
import { SeededDice } from './dice.js';
import { playRandomDay, replayDay } from './play.js';
import { shrink } from './shrink.js';

/** Days of so many steps, which is the budget: no clock decides what is tested. */
const LENGTH = 150;

function play(seed: number, canary?: (typeof canaries)[string]) {
  return playRandomDay(new SeededDice(seed), LENGTH + (seed % 10), canary);
}

describe('random days on the venue and on the oracle', () => {
  it('agree in every row, answer and state', () => {
    const coverage = new Coverage();
    for (let seed = 1; seed <= 60; seed++) {
      const day = play(seed);
      expect(day.failure === undefined ? '' : `seed ${seed}\n${dayText(shrink(day))}`).toBe('');
      coverage.day(day.market, day.plain);
    }
    // Not everything happens in so few days; a generator that has lost a feature shows here.
    expect(coverage.holes().length).toBeLessThan(20);
  });
});

describe('a canary', () => {
  it.each(Object.entries(canaries))('is found that %s', (_name, canary) => {
    let seed = 1;
    while (play(seed, canary).failure === undefined) {
      expect(seed).toBeLessThan(400);
      seed++;
    }
    const shortest = shrink(play(seed, canary), canary);
    expect(shortest.failure).toBeDefined();
    expect(replayDay(shortest.market, shortest.steps).failure).toBeUndefined();
  });
});
