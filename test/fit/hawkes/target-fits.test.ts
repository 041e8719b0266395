import { expect, it } from 'vitest';
import { hawkesTruth, simulateHawkes } from '../../../bench/hawkes-study.js';
import { fitHawkes } from '../../../src/fit/hawkes/hawkes-fit.js';
import { type FitTargets, fitUntaken } from '../../../src/fit/hawkes/target-fits.js';
import { Streams } from '../../../src/random/index.js';

it('fits do not depend on who does which target, and when', () => {
  const { decays, ...truth } = hawkesTruth();
  const events = simulateHawkes({ decays, ...truth }, 40, new Streams(1).stream('test/0/events'));
  let asked = 0;
  /** Like threads that began with the last target, and one that came when all was done. */
  const backwards: FitTargets = (source, targets) => {
    asked++;
    const turned = [...targets].reverse();
    const taken = new Int32Array(new SharedArrayBuffer(4));
    const placed = fitUntaken(source, turned, taken);
    expect(fitUntaken(source, turned, taken)).toEqual([]);
    return placed.sort((a, b) => b.place - a.place).map(({ fit }) => fit);
  };
  for (const tied of [false, true]) {
    const here = fitHawkes(events, { decays, tied });
    const elsewhere = fitHawkes(events, { decays, tied, fitTargets: backwards });
    expect(elsewhere).toEqual(here);
  }
  expect(asked).toBe(2);
});
