import { integerBelow } from './distributions.js';
import type { Streams } from './streams.js';

/**
 * Points of a Latin hypercube: in every dimension one point in each of as many equal slices of [0, 1) as there are
 * points, at random within it, the slices in random order (McKay, Beckman and Conover 1979).
 * @param names - of the dimensions, which have streams of their own: one more changes no other
 * @returns coordinates by name, one record a point
 */
export function latinHypercube(streams: Streams, names: readonly string[], points: number): Record<string, number>[] {
  const drawn: Record<string, number>[] = Array.from({ length: points }, () => ({}));
  for (const name of names) {
    const stream = streams.stream(name);
    const slices = Array.from({ length: points }, (_, index) => index);
    for (let last = points - 1; last > 0; last--) {
      const other = integerBelow(stream, last + 1);
      [slices[last], slices[other]] = [slices[other], slices[last]];
    }
    for (const [point, slice] of slices.entries()) drawn[point][name] = (slice + stream.uniform()) / points;
  }
  return drawn;
}
