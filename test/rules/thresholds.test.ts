import { describe, expect, it } from 'vitest';
import { thresholdsInForce } from '../../src/rules/index.js';

describe('detector thresholds', () => {
  it('hold on a day, with their sources', () => {
    const { tests, version } = thresholdsInForce('szse-chinext', '2025-05-06');
    expect(version).toMatch(/^szse-chinext@\d{4}-\d{2}-\d{2}$/);
    expect(Object.keys(tests)).toEqual(expect.arrayContaining(['fd-c', 'ws']));
    for (const { values, sources } of Object.values(tests)) expect(Object.keys(sources)).toEqual(Object.keys(values));
    expect(() => thresholdsInForce('szse', '2025-05-06')).toThrow('there are no detector thresholds "szse"');
  });
});
