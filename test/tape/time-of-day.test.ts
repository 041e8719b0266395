import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimeOfDay, HOUR, MINUTE, parseTimeOfDay, SECOND } from '../../src/tape/index.js';

describe('times of day', () => {
  it.each([
    ['09:30', 9 * HOUR + 30 * MINUTE],
    ['9:30:05', 9 * HOUR + 30 * MINUTE + 5 * SECOND],
    ['09:19:59.999', 9 * HOUR + 20 * MINUTE - 1_000_000],
    ['00:00:00.000000001', 1],
  ])('%s is read from its digits', (text, expected) => {
    expect(parseTimeOfDay(text)).toBe(expected);
  });

  it.each(['', '24:00', '09:60', '09:30:60', '9', '09:30:00.', '09:30:00.1234567890', '-09:30', '09:30 '])(
    '"%s" is not one',
    (text) => {
      expect(parseTimeOfDay(text)).toBe(-1);
    },
  );

  it('are written so that they are read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399_999 }), (milliseconds) => {
        expect(parseTimeOfDay(formatTimeOfDay(milliseconds * 1_000_000))).toBe(milliseconds * 1_000_000);
      }),
    );
  });
});
