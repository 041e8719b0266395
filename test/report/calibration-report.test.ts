import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { CalibrationResult, Fit } from '../../src/calibration/index.js';
import { calibrationReport } from '../../src/report/index.js';

const moment = (id: string, z: number) => ({ id, target: 1, simulated: 1 + z, z });
const fit: Fit = { loss: 12.34, pValue: 0.42, moments: [moment('spread', 0.5), moment('touch-depth', -4.2)] };
const found: CalibrationResult = {
  parameters: [
    {
      ...{ path: 'agents.makers.quantity', r2: 0.91, identified: true, best: 2100, usual: 2000 },
      ...{ credible: [1900, 2300], eligible: [1500, 2800] },
    },
    {
      ...{ path: 'agents.makers.skew', r2: 0.12, identified: false, best: 3, usual: 3 },
      ...{ credible: null, eligible: null },
    },
  ],
  best: { values: { 'agents.makers.quantity': 2100, 'agents.makers.skew': 3 }, ...fit },
  usual: { ...fit, loss: 99 },
  heldOut: { best: fit, usual: fit },
  waves: [0.2, 0.004],
  eligibility: { cutoff: 2.24, share: 0.05, points: 17 },
  rankHistograms: [
    { path: 'agents.makers.quantity', counts: [5, 5], pValue: 0.6 },
    { path: 'agents.makers.skew', counts: [9, 1], pValue: 0.004 },
  ],
  ...{ simulations: 300, unmeasured: 2, finalSeeds: 9 },
};

describe('the report of a calibration', () => {
  const text = calibrationReport(found, createColors(false)).join('\n');

  it('says what is known, what is not rejected, and what stays as usual', () => {
    expect(text).toMatch(/agents\.makers\.quantity +0\.91 +2100 +1900 – 2300 +1500 – 2800 +2000 +0\.600/);
    expect(text).toMatch(/agents\.makers\.skew +0\.12 +3 fixed +not identified +3 +0\.004/);
    expect(text).toContain('1 of 2 parameters can be told');
    expect(text).toContain('5.0 % of the prior');
    expect(text).toContain('History matching left 20.0 %, then 0.40 % of the prior');
  });

  it('says how well it fits what was seen and what was not, and what it does not reach', () => {
    expect(text).toMatch(/best +12\.3 +0\.420 +1 of 2/);
    expect(text).toMatch(/usual values +99\.0/);
    expect(text).toMatch(/best, held out +12\.3/);
    expect(text).toContain('Not reached: touch-depth (−4.2 sd).');
    expect(text).toContain('2 points had a moment that could not be measured');
  });

  it('says so where nothing is eligible', () => {
    const [first, second] = found.parameters;
    const parameters = [{ ...first, eligible: null }, second];
    expect(calibrationReport({ ...found, parameters }, createColors(false)).join('\n')).toContain(
      'the model does not reach these moments',
    );
  });
});
