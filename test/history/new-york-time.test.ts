import { describe, expect, it } from 'vitest';
import { parseUniversalTime } from '../../src/history/new-york-time.js';
import { formatTimeOfDay, HOUR } from '../../src/tape/index.js';

const at = (text: string) => {
  const time = parseUniversalTime(text)!;
  return `${time.date} ${formatTimeOfDay(time.timeNs)}`;
};

describe('the clock of New York', () => {
  it.each([
    ['2025-03-09T06:59:59.999Z', '2025-03-09 01:59:59.999'],
    ['2025-03-09T07:00:00Z', '2025-03-09 03:00:00.000'],
    ['2025-11-02T05:59:59.999Z', '2025-11-02 01:59:59.999'],
    ['2025-11-02T06:00:00Z', '2025-11-02 01:00:00.000'],
    ['2007-03-11T07:00:00Z', '2007-03-11 03:00:00.000'],
    ['2015-03-08T07:00:00Z', '2015-03-08 03:00:00.000'],
    ['2015-11-01T06:00:00Z', '2015-11-01 01:00:00.000'],
    ['2024-03-01T03:00:00Z', '2024-02-29 22:00:00.000'],
    ['2026-01-01T04:59:59.5Z', '2025-12-31 23:59:59.500'],
  ])('at %s stands at %s', (universal, local) => {
    expect(at(universal)).toBe(local);
  });

  it('is that of the data base of time zones, in every hour of four years', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let hour = Date.UTC(2023, 0, 1); hour < Date.UTC(2027, 0, 1); hour += 3 * 3_600_000) {
      const moment = new Date(hour);
      expect(at(moment.toISOString()).slice(0, 19)).toBe(zone.format(moment));
    }
  });

  it('keeps nanoseconds', () => {
    expect(parseUniversalTime('2025-07-17T13:30:00.123456789Z')!.timeNs).toBe(9.5 * HOUR + 123_456_789);
  });

  it.each([
    '',
    '2025-07-17',
    '2025-13-17T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2006-07-17T13:30:00Z',
    '2025-07-17T24:00:00Z',
    '2025-07-17T13:30:00',
  ])('does not read %j', (text) => {
    expect(parseUniversalTime(text)).toBeUndefined();
  });
});
