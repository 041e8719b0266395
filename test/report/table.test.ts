import { describe, expect, it } from 'vitest';
import { decimals, duration, interval, money, table, thousands } from '../../src/report/index.js';

describe('a table', () => {
  it('has columns as wide as their widest cell, numbers to the right, and takes no notice of colours', () => {
    const lines = table(
      [
        { head: 'detector', align: 'left' },
        { head: 'n', align: 'right' },
      ],
      [
        ['\u001b[32mfd-c\u001b[39m', '1,000'],
        ['spoof-pattern', '7'],
      ],
    );
    expect(lines).toEqual([
      'detector           n',
      '─────────────  ─────',
      '\u001b[32mfd-c\u001b[39m           1,000',
      'spoof-pattern      7',
    ]);
  });
});

describe('a number', () => {
  it.each([
    [decimals(0.98765, 3), '0.988'],
    [decimals(null, 3), '–'],
    [decimals(Number.POSITIVE_INFINITY, 3), '–'],
    [interval(0.5, null, 2), '[0.50, –]'],
    [thousands(1234567.4), '1,234,567'],
    [thousands(999), '999'],
    [thousands(-1500), '−1,500'],
    [thousands(-0.2), '0'],
    [money(12_345.6), '12,346'],
    [money(null), '–'],
    [duration(58.4), '58 s'],
    [duration(185), '3 min 05 s'],
    [duration(7440), '2 h 04 min'],
    [duration(-1), '0 s'],
  ])('is printed as %s', (printed, expected) => {
    expect(printed).toBe(expected);
  });
});
