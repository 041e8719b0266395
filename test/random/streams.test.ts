import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/random/index.js';

const GOLDEN = [0.17649490456096828, 0.5378143743146211, 0.8786201310870182];

const draws = (streams: Streams, name: string, count: number) =>
  Array.from({ length: count }, () => streams.stream(name).uniform());

describe('a stream', () => {
  it('depends on seed and name alone, not on who else draws or when it was made', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 }), (seed, names) => {
        const alone = names.map((name) => draws(new Streams(seed), name, 5));
        const together = new Streams(seed);
        const interleaved = names.map((): number[] => []);
        for (let round = 0; round < 5; round++)
          for (let i = names.length - 1; i >= 0; i--) interleaved[i].push(together.stream(names[i]).uniform());
        expect(interleaved).toEqual(alone);
      }),
    );
  });

  it('goes on where it was left', () => {
    const streams = new Streams('master');
    const first = draws(streams, 'a/0/x', 3);
    expect([...first, ...draws(streams, 'a/0/x', 3)]).toEqual(draws(new Streams('master'), 'a/0/x', 6));
  });

  it('has fixed bits', () => {
    const stream = new Streams(1).stream('makers/0/quotes');
    expect([stream.uniform(), stream.uniform(), stream.uniform53()]).toEqual(GOLDEN);
  });

  it('differs from its neighbours: correlations of a hundred streams stay within chance', () => {
    const streams = new Streams(7);
    const columns = Array.from({ length: 100 }, (_, agent) => draws(streams, `makers/${agent}/wake`, 400));
    let largest = 0;
    for (let a = 0; a < columns.length; a++)
      for (let b = a + 1; b < columns.length; b++) {
        let sum = 0;
        for (let i = 0; i < 400; i++) sum += (columns[a][i] - 0.5) * (columns[b][i] - 0.5);
        largest = Math.max(largest, Math.abs(sum * 12) / Math.sqrt(400));
      }
    // The largest of 4,950 standard normal numbers stays below 5 in all but 0.3 % of cases.
    expect(largest).toBeLessThan(5);
    expect(largest).toBeGreaterThan(2.5);
  });
});
