import { expect, it } from 'vitest';
import { StateMultipliers } from '../../../src/agents/flow/state-multipliers.js';
import { bucketOf, FLOW_TYPES, flowKinds, type HawkesModel } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';

it('multipliers are the products of their factors in the order of the model, whatever was seen before', () => {
  const stream = new Streams(7).stream('test/0/states');
  const edges = [
    [2, 5],
    [0.5, 1.5, 3],
    [-0.5, 0, 0.5],
    [2, 4],
    [10, 30],
  ].map((list) => Float64Array.from(list));
  const factors = edges.map(({ length }) =>
    Float64Array.from({ length: flowKinds.length * (length + 1) }, () => 0.2 + stream.uniform()),
  );
  const model = { edges, factors } as unknown as HawkesModel;
  const states = new StateMultipliers(model);
  for (let look = 0; look < 200; look++) {
    const ticks = 1 + Math.floor(7 * stream.uniform());
    const relative = look % 3 === 0 ? undefined : 4 * stream.uniform();
    const sides = [0, 1].map(() => [2 * stream.uniform() - 1, Math.floor(6 * stream.uniform()), 40 * stream.uniform()]);
    states.seeSpread(ticks, relative);
    for (const side of [1, 0]) states.seeSide(side, sides[side][0], sides[side][1], sides[side][2]);
    const expected = Float64Array.from({ length: FLOW_TYPES }, (_, type) => {
      const kind = type >> 1;
      return [ticks, relative ?? -1, ...sides[type & 1]].reduce<number>((product, value, f) => {
        const bucket = f === 1 && relative === undefined ? 0 : bucketOf(edges[f], value);
        return product * factors[f][kind * (edges[f].length + 1) + bucket];
      }, 1);
    });
    expect(states.values).toEqual(expected);
  }
});
