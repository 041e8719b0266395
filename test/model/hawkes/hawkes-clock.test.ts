import { describe, expect, it } from 'vitest';
import { FLOW_TYPES, HawkesClock, type HawkesModel } from '../../../src/model/index.js';
import { exp } from '../../../src/random/elementary.js';
import { exponential, integerBelow, Streams } from '../../../src/random/index.js';

const decays = Float64Array.from([0.03, 3, 300, 30_000]);
const stream = new Streams(5).stream('test/0/clock');
const jumps = Array.from({ length: FLOW_TYPES }, (_, type) =>
  // Most kernels are nought; the first type excites nothing, the second only for a moment.
  Float64Array.from({ length: decays.length * FLOW_TYPES }, (_, at) => {
    const isMoment = at >= 3 * FLOW_TYPES;
    const isNought = type === 0 || (type === 1 && !isMoment) || stream.uniform() < 0.6;
    return isNought ? 0 : 0.08 * stream.uniform() * decays[Math.floor(at / FLOW_TYPES)];
  }),
);
const baseline = Float64Array.from({ length: FLOW_TYPES }, () => 0.1 + stream.uniform());
const model = { decays, jumps } as unknown as HawkesModel;

/** The same with every sum written out. */
class PlainClock {
  excitation = new Float64Array(decays.length * FLOW_TYPES);
  parts = new Float64Array(decays.length + 1);
  left = new Float64Array(decays.length + 1);

  pass(seconds: number): void {
    decays.forEach((decay, k) => {
      const kept = decay * seconds > 40 ? 0 : exp(-decay * seconds);
      this.left[k] -= (this.parts[k] * (1 - kept)) / decay;
      this.parts[k] *= kept;
      for (let type = 0; type < FLOW_TYPES; type++) this.excitation[k * FLOW_TYPES + type] *= kept;
    });
    this.left[decays.length] -= this.parts[decays.length] * seconds;
  }

  add(type: number): void {
    this.excitation.forEach((value, at) => {
      this.excitation[at] = value + jumps[type][at];
    });
  }

  setMultipliers(multipliers: Float64Array): void {
    for (let k = 0; k <= decays.length; k++) {
      const of = k === decays.length ? baseline : this.excitation.subarray(k * FLOW_TYPES, (k + 1) * FLOW_TYPES);
      this.parts[k] = of.reduce((sum, value, type) => sum + multipliers[type] * value, 0);
    }
  }
}

describe('the clock of a Hawkes flow', () => {
  it('leaves out what is nought, and nothing else: to the last bit', () => {
    const clock = new HawkesClock(model);
    const plain = new PlainClock();
    const wind = (which: number) => {
      const unit = exponential(stream);
      clock.wind(which, unit);
      plain.left[which] = unit;
    };
    for (let which = 0; which < clock.clocks; which++) wind(which);
    const multipliers = Float64Array.from({ length: FLOW_TYPES }, () => 1);
    const rung = new Set<number>();
    for (let event = 0; event < 2000; event++) {
      multipliers[integerBelow(stream, FLOW_TYPES)] = stream.uniform() < 0.1 ? 0 : 2 * stream.uniform();
      clock.modulate(multipliers, baseline);
      plain.setMultipliers(multipliers);
      expect(clock.total).toBe(plain.parts.reduce((sum, part) => sum + part, 0));
      const wait = clock.untilNext();
      const { first } = clock;
      clock.pass(wait);
      plain.pass(wait);
      // The clock that rings has run down, in the plain one as well: nothing but rounding is left on it.
      expect(Math.abs(plain.left[first])).toBeLessThan(1e-9);
      const type = clock.typeOf(first, stream.uniform());
      rung.add(first);
      wind(first);
      clock.add(type);
      plain.add(type);
    }
    expect(rung.size).toBe(clock.clocks);
  });
});
